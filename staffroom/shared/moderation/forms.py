"""What is filled in about reports."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from staffroom.core.choices import give_choices


class ReportForm(forms.Form):
    """The ground, and a few words."""

    ground = forms.ChoiceField(label=_("Что нарушено"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Что именно не так"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, grounds: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        give_choices(self, "ground", grounds.items())


class DecideForm(forms.Form):
    """Hide or leave, with words for both sides."""

    decision = forms.ChoiceField(choices=[("hide", ""), ("leave", "")])
    words = forms.CharField(max_length=400, required=False)
