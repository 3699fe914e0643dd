"""«Провёл урок» and «создать на основе»."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from staffroom.core.choices import give_choices


class UseForm(forms.Form):
    """A lesson given by a material."""

    held_on = forms.DateField(
        label=_("Когда"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    grade = forms.CharField(
        label=_("В каком классе или группе"),
        max_length=40,
        help_text=_("Например: 7 Б или старшая группа."),
    )
    changed = forms.CharField(
        label=_("Что поменяли"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    result = forms.CharField(
        label=_("Что получилось"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Автору и коллегам это важнее похвалы. Имён учеников не пишите."),
    )  # fmt: skip


class AdaptForm(forms.Form):
    """Where one's own material begins."""

    home = forms.ChoiceField(label=_("В каком сообществе начать"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        give_choices(self, "home", places)
