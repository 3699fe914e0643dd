"""The decision on an initiative."""

from django import forms
from django.utils.translation import gettext_lazy as _

from staffroom.features.governance.models import InitiativeState

DECISIONS = (InitiativeState.SUPPORTED, InitiativeState.DECLINED)


class DecisionForm(forms.Form):
    """Yes or no, and why."""

    state = forms.ChoiceField(
        label=_("Решение"), widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in DECISIONS],
    )  # fmt: skip
    words = forms.CharField(
        label=_("Комментарий"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Что будет дальше или почему нет: прочтут автор и коллеги."),
    )  # fmt: skip
