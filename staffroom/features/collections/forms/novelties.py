"""«Новинки»: a record and narrowing the list."""

from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from staffroom.features.collections.actions.novelties import Record
from staffroom.features.collections.models import Novelty
from staffroom.features.collections.registry import NOVELTY_KINDS
from staffroom.shared.accounts.registry import SUBJECTS

FIRST_YEAR, LAST_YEAR = 1950, 2100
_SUBJECTS = [(code, one.label) for code, one in SUBJECTS.items()]


class NoveltyForm(forms.Form):
    """The bibliographic fields of a novelty."""

    kind = forms.ChoiceField(label=_("Что это"), choices=list(NOVELTY_KINDS.items()))
    title = forms.CharField(label=_("Название"), max_length=300)
    authors = forms.CharField(
        label=_("Авторы"), max_length=200, required=False,
        help_text=_("Как в каталоге: Волкова А. И., Седов П. П."),
    )  # fmt: skip
    publisher = forms.CharField(label=_("Издательство"), max_length=160, required=False)
    city = forms.CharField(label=_("Город"), max_length=80, required=False)
    year = forms.IntegerField(label=_("Год"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    pages = forms.IntegerField(
        label=_("Сколько страниц"), min_value=1, max_value=5000, required=False
    )
    isbn = forms.CharField(label="ISBN", max_length=25, required=False)
    subject = forms.ChoiceField(
        label=_("Предмет"), required=False, choices=[("", _("Без предмета")), *_SUBJECTS]
    )
    grades = forms.CharField(
        label=_("Классы"), max_length=40, required=False, help_text=_("Например: 5–6 классы.")
    )
    annotation = forms.CharField(
        label=_("О чём"), required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 4})
    )
    where = forms.CharField(
        label=_("Где взять"), max_length=200, required=False,
        help_text=_("Например: библиотека школы № 3, 2 экземпляра."),
    )  # fmt: skip
    address = forms.URLField(
        label=_("Ссылка"), max_length=500, required=False, assume_scheme="https"
    )

    @property
    def record(self) -> Record:
        """What the actions take."""
        return Record(**self.cleaned_data)

    @staticmethod
    def begun(row: Novelty) -> dict[str, Any]:
        """What stands in the form of a novelty that is there."""
        names = asdict(Record(kind="", title="", year=0))
        return {name: getattr(row, name) for name in names}


class FindForm(forms.Form):
    """What is looked for among novelties."""

    words = forms.CharField(label=_("Название, автор или ISBN"), max_length=100, required=False)
    subject = forms.ChoiceField(
        label=_("Предмет"), required=False, choices=[("", _("Любой предмет")), *_SUBJECTS]
    )
    kind = forms.ChoiceField(
        label=_("Что это"), required=False, choices=[("", _("Всё")), *NOVELTY_KINDS.items()]
    )

    @property
    def asked(self) -> dict[str, str]:
        """What was chosen; a value that the list does not know narrows nothing."""
        self.is_valid()
        data = getattr(self, "cleaned_data", {})
        return {name: data[name] for name in ("words", "subject", "kind") if data.get(name)}
