"""Which communities an order is about."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from staffroom.core.choices import ManyField
from staffroom.shared.communities.models import Community


class StandingForm(forms.Form):
    """Communities that work and have no order yet."""

    communities = ManyField(
        Community.objects.none(), label=_("О каких сообществах приказ"),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, rows: QuerySet[Community], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["communities"].queryset = rows  # type: ignore[attr-defined]  # a field of choice
        self.fields["communities"].initial = rows
