"""The opinion of an expert: a field or two for each criterion, then «сильное, вопрос, совет»."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from staffroom.features.review.actions.opinions import Answer, Opinion
from staffroom.features.review.forms.requests import words_field
from staffroom.features.review.models import Criterion, Outcome, Strategy


def points_field(one: Criterion, strategy: str) -> forms.Field | None:
    """How a criterion is answered under this strategy; None where words alone are asked."""
    label = f"{one.n}. {one.title}"
    if strategy == Strategy.POINTS:
        return forms.IntegerField(
            label=label, min_value=one.least, max_value=one.most,
            help_text=_("%(hint)s От %(least)s до %(most)s.") % {
                "hint": one.hint, "least": one.least, "most": one.most,
            },
        )  # fmt: skip
    choices: list[tuple[int, Any]] = []
    if strategy == Strategy.STATEMENTS:
        choices = [(one.most, _("Верно")), (one.least, _("Неверно"))]
    if strategy == Strategy.LEVELS:
        choices = [(points, f"{points}: {words}") for points, words in one.steps]
    if not choices:
        return None
    return forms.TypedChoiceField(
        label=label, choices=choices, coerce=int, widget=forms.RadioSelect, help_text=one.hint
    )


class OpinionForm(forms.Form):
    """What is handed in."""

    def __init__(
        self, *args: Any, criteria: Sequence[Criterion], strategy: str, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.criteria = criteria
        for one in criteria:
            field = points_field(one, strategy)
            if field is not None:
                self.fields[f"points_{one.n}"] = field
            is_asked = one.asks_words or field is None
            label = _("Почему так") if field is not None else f"{one.n}. {one.title}"
            words = words_field(label, required=is_asked, max_length=2000)
            words.widget.attrs["rows"] = 2 if field is not None else 4
            self.fields[f"words_{one.n}"] = words
        self.fields["strong"] = words_field(
            _("Сильное"),
            max_length=4000,
            help_text=_("Что в работе удалось: автор прочтёт это первым."),
        )
        self.fields["question"] = words_field(_("Вопрос"), required=False, max_length=4000)
        self.fields["advice"] = words_field(_("Совет"), required=False, max_length=4000)
        self.fields["verdict"] = forms.ChoiceField(
            label=_("Что вы советуете"), choices=Outcome.choices, widget=forms.RadioSelect
        )

    @property
    def opinion(self) -> Opinion:
        """What the action takes."""
        data = self.cleaned_data
        answers = {
            one.n: Answer(data.get(f"points_{one.n}"), data.get(f"words_{one.n}", ""))
            for one in self.criteria
        }
        plain = {name: data[name] for name in ("strong", "question", "advice", "verdict")}
        return Opinion(answers=answers, **plain)


class ScoresForm(forms.Form):
    """Points alone: a sample to practise on, or its reference."""

    def __init__(
        self, *args: Any, criteria: Sequence[Criterion], strategy: str, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.criteria = criteria
        for one in criteria:
            field = points_field(one, strategy)
            if field is not None:
                self.fields[f"points_{one.n}"] = field

    @property
    def scores(self) -> dict[int, int]:
        """Number of a criterion → points."""
        return {
            one.n: self.cleaned_data[f"points_{one.n}"]
            for one in self.criteria
            if f"points_{one.n}" in self.cleaned_data
        }


class IndependenceForm(forms.Form):
    """An external expert has no interest (PD-5.2.b)."""

    independent = forms.BooleanField(
        label=_(
            "Я не работаю в этой организации, не связан с автором родством или общим делом и могу судить свободно"
        )
    )
