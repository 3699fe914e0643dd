"""The editor of rubrics: works without a script, a few empty lines stand ready."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from staffroom.features.review.actions.rubrics import MOST_CRITERIA, USUAL, Line, Words
from staffroom.features.review.models import Criterion, Rubric, Strategy


class RubricForm(forms.Form):
    """What stands above the criteria."""

    title = forms.CharField(label=_("Название"), max_length=160)
    strategy = forms.ChoiceField(
        label=_("Как оценивать"), choices=Strategy.choices, widget=forms.RadioSelect,
        initial=Strategy.POINTS,
    )  # fmt: skip
    threshold = forms.IntegerField(
        label=_("Порог рекомендации, из 100"), min_value=0, max_value=100, initial=80,
        help_text=_("С этой оценки методический совет может рекомендовать работу."),
    )  # fmt: skip
    hint = forms.CharField(
        label=_("Что сказать экспертам"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class LineForm(forms.Form):
    """A criterion."""

    title = forms.CharField(label=_("Что оценивается"), max_length=240)
    hint = forms.CharField(label=_("Пояснение"), max_length=600, required=False)
    weight = forms.IntegerField(label=_("Вес"), min_value=1, max_value=100, initial=1)
    least = forms.IntegerField(label=_("Баллы от"), min_value=0, max_value=100, initial=0)
    most = forms.IntegerField(label=_("Баллы до"), min_value=0, max_value=100, initial=5)
    steps = forms.CharField(
        label=_("Уровни"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Для оценки по уровням, по строке на уровень: баллы, пробел, описание."),
    )  # fmt: skip
    asks_words = forms.BooleanField(label=_("Просить объяснить оценку"), required=False)

    def clean_steps(self) -> tuple[tuple[int, str], ...]:
        """(points, words) of each line.

        Raises:
            ValidationError: a line does not begin with a number.
        """
        found = []
        for line in self.cleaned_data["steps"].splitlines():
            if not line.strip():
                continue
            points, _space, words = line.strip().partition(" ")
            if not (points.isdecimal() and len(points) < 4):
                raise forms.ValidationError(_("Начните строку с баллов: «2 Цель названа»."))
            found.append((int(points), words.strip()))
        return tuple(found)


LinesBase = forms.formset_factory(
    LineForm, extra=3, max_num=MOST_CRITERIA, absolute_max=MOST_CRITERIA, can_delete=True
)


def lines_of(rubric: Rubric | None) -> list[dict[str, Any]]:
    """What stands in the lines of an edition that is to be changed; a new one begins with the usual lines."""
    rows: Iterable[Criterion | Line] = USUAL.lines
    if rubric is not None:
        rows = Criterion.objects.filter(rubric=rubric).order_by("n")
    return [
        {
            "title": one.title, "hint": one.hint, "weight": one.weight, "least": one.least,
            "most": one.most, "asks_words": one.asks_words,
            "steps": "\n".join(f"{points} {words}" for points, words in one.steps),
        }
        for one in rows
    ]  # fmt: skip


def words_of(form: RubricForm, lines: Any) -> Words:
    """What the action takes."""
    kept = [
        Line(**{name: value for name, value in one.cleaned_data.items() if name != "DELETE"})
        for one in lines
        if one.cleaned_data.get("title") and not one.cleaned_data.get("DELETE")
    ]
    return Words(lines=kept, **form.cleaned_data)
