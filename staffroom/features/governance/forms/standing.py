"""Which communities an order is about."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from staffroom.core.choices import ManyField, give_rows
from staffroom.shared.communities.models import Community


class StandingForm(forms.Form):
    """Communities that work and have no order yet."""

    communities = ManyField(
        Community.objects.none(), label=_("О каких сообществах приказ"),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, rows: QuerySet[Community], **options: Any) -> None:
        super().__init__(*args, **options)
        give_rows(self, "communities", rows)
        self.fields["communities"].initial = rows
