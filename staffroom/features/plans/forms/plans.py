"""Forms of plans, their lines and of what became of them."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from staffroom.core.choices import give_choices
from staffroom.core.richtext import RichTextField
from staffroom.features.plans.actions.lines import Content
from staffroom.features.plans.models import Period, PlanLine
from staffroom.features.plans.models.plans import Weekday
from staffroom.features.plans.queries.periods import Choice
from staffroom.shared.accounts.models import Person


def day(label: Any, **options: Any) -> forms.DateField:
    """A field for a day."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **options)


class PlanForm(forms.Form):
    """A new plan: its period, and free words."""

    period = forms.ChoiceField(label=_("На какой срок"))
    starts_on = day(_("Первый день"), required=False, help_text=_("Только для своих дат."))
    ends_on = day(_("Последний день"), required=False)
    text = RichTextField(
        label=_("Что собираемся делать и зачем"), required=False,
        help_text=_("Своими словами, как вам удобно. Строки с датами добавите на следующем шаге, если они нужны."),
    )  # fmt: skip

    def __init__(self, *args: Any, periods: list[Choice], **options: Any) -> None:
        super().__init__(*args, **options)
        self.periods = {one.code: one for one in periods}
        own = (Period.OWN.value, Period.OWN.label)
        give_choices(self, "period", [*((one.code, one.label) for one in periods), own])

    def clean(self) -> dict[str, Any]:
        """Own dates must be told."""
        data = super().clean() or {}
        if data.get("period") == Period.OWN:
            for name in ("starts_on", "ends_on"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("Укажите день."))
        return data

    @property
    def span(self) -> tuple[str, date, date]:
        """The period with its first and last day."""
        chosen = self.periods.get(self.cleaned_data["period"])
        if chosen is None:
            return Period.OWN, self.cleaned_data["starts_on"], self.cleaned_data["ends_on"]
        return chosen.period, chosen.starts_on, chosen.ends_on


class WordsForm(forms.Form):
    """The free words of a plan."""

    text = RichTextField(label=_("Что собираемся делать и зачем"), required=False)


class LineForm(forms.Form):
    """A line: only the words and the day are needed."""

    title = forms.CharField(label=_("Что делаем"), max_length=200)
    is_stage = forms.BooleanField(
        label=_("Это этап: он объединяет строки после себя"), required=False
    )
    starts_on = day(_("День или первый день"))
    ends_on = day(_("Последний день"), required=False)
    form = forms.ChoiceField(label=_("Форма"), required=False)
    result = forms.CharField(label=_("Ожидаемый результат"), max_length=300, required=False)
    responsible = forms.ChoiceField(
        label=_("Кто отвечает"), required=False,
        help_text=_("Коллега получит предложение. Отвечать он начнёт, когда согласится."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, activity_forms: list[tuple[str, str]], people: list[Person],
        standing: Person | None = None, **options: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **options)
        listed = people if standing is None or standing in people else [standing, *people]
        self.people = {one.pid: one for one in listed}
        give_choices(self, "form", [("", _("Не выбрана")), *activity_forms])
        named = [
            (one.pid, f"{one.name}, {one.workplace}" if one.workplace else one.name)
            for one in listed
        ]
        give_choices(self, "responsible", [("", _("Пока никто")), *named])

    @property
    def content(self) -> Content:
        """What was typed, for the action."""
        names = ("title", "starts_on", "ends_on", "is_stage", "form", "result")
        return Content(**{name: self.cleaned_data[name] for name in names})

    @property
    def chosen(self) -> Person | None:
        """Whom it is offered to."""
        return self.people.get(self.cleaned_data["responsible"])

    @staticmethod
    def initial_of(line: PlanLine) -> dict[str, Any]:
        """What stands now."""
        return {
            "title": line.title, "is_stage": line.is_stage, "starts_on": line.starts_on,
            "ends_on": line.ends_on, "form": line.form, "result": line.result,
            "responsible": line.responsible.pid if line.responsible else "",
        }  # fmt: skip


class HoldForm(forms.Form):
    """It was held."""

    outcome = forms.CharField(
        label=_("Что получилось"), max_length=600, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Одно-два предложения: участники увидят их рядом со строкой."),
    )  # fmt: skip


class MoveForm(forms.Form):
    """Another day, with the reason."""

    starts_on = day(_("Новый день"))
    ends_on = day(_("Последний день"), required=False)
    words = forms.CharField(label=_("Почему переносим"), max_length=400)


class CancelForm(forms.Form):
    """Cancelled, with the reason."""

    words = forms.CharField(label=_("Почему отменяем"), max_length=400)


class DeclineForm(forms.Form):
    """Declined, with the reason."""

    words = forms.CharField(label=_("Почему не можете"), max_length=400)


class ReturnForm(forms.Form):
    """Returned, with what to correct."""

    words = forms.CharField(
        label=_("Что поправить"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )


class RubricForm(forms.Form):
    """What a day of the week is for."""

    weekday = forms.TypedChoiceField(label=_("День недели"), choices=Weekday.choices, coerce=int)
    title = forms.CharField(
        label=_("Рубрика"), max_length=120, required=False,
        help_text=_("Например: «Задача недели». Пустая строка убирает рубрику."),
    )  # fmt: skip


class TieForm(forms.Form):
    """The line or the project that a publication tells of."""

    line = forms.ChoiceField(label=_("К чему относится запись"))

    def __init__(
        self, *args: Any, groups: list[tuple[str, list[tuple[str, str]]]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        give_choices(self, "line", groups)
