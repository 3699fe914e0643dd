"""Shelves, items, recommendations, the pick of a week."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from staffroom.core.choices import give_choices
from staffroom.features.collections.actions.shelves import Said
from staffroom.features.collections.models import Openness, Shape
from staffroom.features.collections.registry import LEVELS

ALL_LEVELS = [("", _("Любой уровень")), *LEVELS.items()]


class ShelfForm(forms.Form):
    """A shelf: what it is, what it is for, who sees it."""

    shape = forms.ChoiceField(label=_("Что собираете"), choices=Shape.choices)
    title = forms.CharField(label=_("Название"), max_length=160)
    purpose = forms.CharField(
        label=_("Для чего"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Вводные слова: кому это пригодится и с чего начать."),
    )  # fmt: skip
    level = forms.ChoiceField(
        label=_("Стандарт"), required=False, choices=[("", _("Не по стандарту")), *LEVELS.items()]
    )
    openness = forms.ChoiceField(
        label=_("Кто увидит подборку"), choices=Openness.choices,
        help_text=_("Сами записи в ней каждый видит, только если они ему открыты."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, openness: Sequence[str], has_shapes: bool = False, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        labels = dict(Openness.choices)
        give_choices(self, "openness", [(code, labels[Openness(code)]) for code in openness])
        if not has_shapes:
            del self.fields["shape"]

    @property
    def said(self) -> Said:
        """What the actions take."""
        data = self.cleaned_data
        return Said(
            title=data["title"], purpose=data["purpose"], level=data["level"],
            openness=data["openness"],
        )  # fmt: skip


def _note() -> forms.CharField:
    return forms.CharField(
        label=_("Ваши слова о записи"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Чем она хороша и на что обратить внимание."),
    )  # fmt: skip


class PutForm(forms.Form):
    """On which shelf a publication is put."""

    collection = forms.ChoiceField(label=_("В какую подборку"), widget=forms.RadioSelect)
    note = _note()

    def __init__(self, *args: Any, shelves: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        give_choices(self, "collection", shelves)


class NoteForm(forms.Form):
    """The keeper's words about an item."""

    note = _note()


FRONT = "front"


class AdviceForm(forms.Form):
    """Where a publication is recommended, and why."""

    to = forms.ChoiceField(label=_("Кому"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Чем это пригодится"), max_length=300,
        help_text=_("Одна-две фразы: их прочтут рядом с названием."),
    )  # fmt: skip

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        give_choices(self, "to", places)


class PickForm(forms.Form):
    """Words about the pick of a week."""

    words = forms.CharField(
        label=_("Почему стоит прочитать"), max_length=300, required=False,
        help_text=_("Встанет на главной странице района до конца недели."),
    )  # fmt: skip
