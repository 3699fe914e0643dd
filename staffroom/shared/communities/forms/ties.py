"""Forms of ties: an organisation to invite, a community to be partners with."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from staffroom.core.choices import give_rows
from staffroom.shared.communities.models import Community
from staffroom.shared.organizations.models import Organization


class OrganizationForm(forms.Form):
    """Which organisation to invite."""

    organization = forms.ModelChoiceField(
        label=_("Организация"), queryset=Organization.objects.none(), to_field_name="pid",
        empty_label=_("Выберите"), help_text=_("Ответит её представитель."),
    )  # fmt: skip

    def __init__(self, *args: Any, free: QuerySet[Organization], **options: Any) -> None:
        super().__init__(*args, **options)
        give_rows(self, "organization", free)


class PartnerForm(forms.Form):
    """Which community, and what to do together."""

    partner = forms.ModelChoiceField(
        label=_("Сообщество"), queryset=Community.objects.none(), to_field_name="pid",
        empty_label=_("Выберите"), help_text=_("Согласятся или нет те, кто его ведёт."),
    )  # fmt: skip
    words = forms.CharField(label=_("Что делать вместе"), max_length=255, required=False)

    def __init__(self, *args: Any, free: QuerySet[Community], **options: Any) -> None:
        super().__init__(*args, **options)
        give_rows(self, "partner", free)
