"""Forms of the plan of spreading."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from staffroom.core.choices import give_choices
from staffroom.features.review.actions.spreading import Record, Step
from staffroom.features.review.forms.requests import day_field, words_field
from staffroom.features.review.models import SpreadingStep, StepKind
from staffroom.shared.publications.models import Publication


class BeginForm(forms.Form):
    """What the plan is for."""

    words = words_field(
        _("Кому и зачем нужен этот опыт"), required=False, max_length=2000,
        help_text=_("Одно-два предложения. Шаги добавите следом."),
    )  # fmt: skip


class StepForm(forms.Form):
    """One step."""

    kind = forms.ChoiceField(label=_("Что это"), choices=StepKind.choices)
    title = forms.CharField(label=_("Что сделаем"), max_length=200)
    planned_on = day_field(_("Когда"))
    place = forms.CharField(
        label=_("Где"), max_length=200, required=False,
        help_text=_("Школа, встреча, журнал, организация: словами."),
    )  # fmt: skip
    person = forms.CharField(
        label=_("Кто отвечает"), max_length=162, required=False,
        help_text=_("Имя и фамилия или почта. Коллега сначала согласится. Пусто: пока никто."),
    )  # fmt: skip

    @property
    def step(self) -> Step:
        """What the action takes."""
        names = ("kind", "title", "planned_on", "place")
        return Step(**{name: self.cleaned_data[name] for name in names})

    @staticmethod
    def initial_of(step: SpreadingStep) -> dict[str, Any]:
        """What stands now."""
        return {
            "kind": step.kind, "title": step.title, "planned_on": step.planned_on,
            "place": step.place, "person": step.responsible.name if step.responsible else "",
        }  # fmt: skip


class RecordForm(forms.Form):
    """What is kept of a step that was held."""

    held_on = day_field(_("Когда прошло"))
    held_where = forms.CharField(label=_("Где"), max_length=200, required=False)
    people_n = forms.IntegerField(
        label=_("Сколько человек участвовало"), min_value=0, max_value=100_000, required=False
    )
    publication = forms.ChoiceField(label=_("Запись на сайте"), required=False)
    link = forms.URLField(
        label=_("Ссылка"), max_length=500, required=False, assume_scheme="https",
        help_text=_("Где это можно увидеть: сборник, программа, запись."),
    )  # fmt: skip
    paper = forms.CharField(
        label=_("Документ"), max_length=200, required=False,
        help_text=_("Например: сертификат № 14 от 12.10.2026, программа семинара."),
    )  # fmt: skip
    remark = words_field(_("Заметка"), required=False, max_length=600)

    def __init__(self, *args: Any, works: Sequence[Publication], **options: Any) -> None:
        super().__init__(*args, **options)
        self.works = {one.pid: one for one in works}
        listed = [(one.pid, one.title) for one in works]
        give_choices(self, "publication", [("", _("Не выбрана")), *listed])

    @property
    def record(self) -> Record:
        """What the action takes."""
        data = dict(self.cleaned_data)
        return Record(**{**data, "publication": self.works.get(data["publication"])})


class MoveForm(forms.Form):
    """Another day, with the reason."""

    planned_on = day_field(_("Новый день"))
    words = forms.CharField(label=_("Почему переносите"), max_length=400)


class ReasonForm(forms.Form):
    """A reason."""

    words = forms.CharField(label=_("Почему"), max_length=400)
