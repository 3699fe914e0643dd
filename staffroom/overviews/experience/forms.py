"""Gathering a page of experience; asking; answering; narrowing the list."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from staffroom.core.choices import ManyField, give_rows
from staffroom.shared.accounts.registry import SUBJECTS
from staffroom.shared.publications.models import Publication


class Works(ManyField):
    """Materials by their titles."""

    def label_from_instance(self, obj: Publication) -> str:
        """The title."""
        return obj.title


class GatherForm(forms.Form):
    """What of his work a teacher shows."""

    about = forms.CharField(
        label=_("Несколько слов о себе"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Над чем работаете, что получилось, с чем к вам можно прийти."),
    )  # fmt: skip
    works = Works(
        label=_("Что показать"), queryset=Publication.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Каждый прочтёт только то, что ему и так открыто."),
    )  # fmt: skip
    shows_reviews = forms.BooleanField(
        label=_("Показать заключения экспертизы на эти материалы"), required=False
    )
    is_shown = forms.BooleanField(
        label=_("Показывать страницу коллегам"), required=False,
        help_text=_("Пока не отмечено, страницу видите только вы."),
    )  # fmt: skip

    def __init__(self, *args: Any, works: QuerySet[Publication], **options: Any) -> None:
        super().__init__(*args, **options)
        give_rows(self, "works", works)


class AskForm(forms.Form):
    """Why one wants to study the experience."""

    why = forms.CharField(
        label=_("Зачем вам это"), max_length=300,
        help_text=_("Одна строка: коллега прочтёт её и решит."),
    )  # fmt: skip


class AnswerForm(forms.Form):
    """Yes, or no with words or without."""

    answer = forms.ChoiceField(
        label=_("Ваш ответ"), choices=[("yes", _("Открыть опыт")), ("no", _("Пока не открывать"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    words = forms.CharField(
        label=_("Слова коллеге"), required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Можно оставить пустым."),
    )  # fmt: skip


class ListForm(forms.Form):
    """What the list of teachers is narrowed by."""

    subject = forms.ChoiceField(
        label=_("Предмет"), required=False,
        choices=[("", _("Любой предмет")), *((code, one.label) for code, one in SUBJECTS.items())],
    )  # fmt: skip

    @property
    def subject_code(self) -> str:
        """The subject asked for; empty for none, and for what the list does not know."""
        return str(self.cleaned_data.get("subject", "")) if self.is_valid() else ""
