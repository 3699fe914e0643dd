"""Forms of the search page and of the directory of people; every field may stay empty."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from staffroom.core import plugs
from staffroom.core.choices import give_choices
from staffroom.shared.accounts.models import Category
from staffroom.shared.accounts.registry import POSITIONS, SUBJECTS
from staffroom.shared.communities.models import Community
from staffroom.shared.publications.registry import kinds

WHATS = [
    ("", gettext_noop("Всё")),
    ("publication", gettext_noop("Записи")),
    ("comment", gettext_noop("Ответы")),
    ("community", gettext_noop("Сообщества")),
    ("file", gettext_noop("Файлы")),
    ("document", gettext_noop("Документы")),
    ("person", gettext_noop("Люди")),
    ("organization", gettext_noop("Организации")),
]
PERIODS = [
    ("", _("За всё время")),
    ("week", _("За неделю")),
    ("month", _("За месяц")),
    ("quarter", _("За три месяца")),
    ("year", _("За год")),
]
EXPERIENCES = [
    ("", _("Любой стаж")),
    ("0-3", _("До 3 лет")),
    ("3-10", _("От 3 до 10 лет")),
    ("10-20", _("От 10 до 20 лет")),
    ("20-", _("20 лет и больше")),
]


def whats() -> list[tuple[str, str]]:
    """Kinds of things to look among, each a tab; those of higher apps stand last, by their names."""
    known = {code for code, _label in WHATS}
    above = ((kind, plug.label) for kind, plug in plugs.indexes.items() if kind not in known)
    return [*WHATS, *sorted(above, key=lambda one: one[1])]


CODE = RegexValidator(r"^[A-Za-z0-9_-]+\Z")


class SearchForm(forms.Form):
    """What to find and where; a field for each facet that apps have named.

    Those of an open set (themes, organisations) are chosen from what was found, so they are kept unseen.
    """

    q = forms.CharField(label=_("Что найти"), required=False, max_length=200)
    what = forms.ChoiceField(choices=whats, required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Вид записи"), required=False)
    community = forms.ChoiceField(label=_("Сообщество"), required=False)
    period = forms.ChoiceField(label=_("Когда"), choices=PERIODS, required=False)
    author = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)
    district = forms.SlugField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, communities: Sequence[tuple[str, str]], is_guest: bool, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        offered = (kind for kind in kinds.values() if not (is_guest and kind.is_addressed))
        every_kind = sorted(offered, key=lambda kind: (kind.order, kind.code))
        give_choices(
            self,
            "kind",
            [
                ("", _("Любой вид")),
                *((kind.code, kind.label) for kind in every_kind),
            ],
        )
        give_choices(
            self,
            "community",
            [
                ("", _("Все, что мне доступны")),
                *communities,
            ],
        )
        if not communities:
            del self.fields["community"]
        for plug in sorted(plugs.facets.values(), key=lambda one: (one.order, one.name)):
            self.fields[plug.name] = _facet_field(plug)

    @property
    def narrowing(self) -> list[forms.BoundField]:
        """The fields of facets that are offered, in their order."""
        return [self[plug] for plug in self._facets if not self.fields[plug].widget.is_hidden]

    @property
    def unseen(self) -> list[forms.BoundField]:
        """Those that stand in the address alone."""
        hidden = (self[plug] for plug in self._facets if self.fields[plug].widget.is_hidden)
        return [field for field in hidden if field.value()]

    @property
    def _facets(self) -> list[str]:
        return [name for name in self.fields if name in plugs.facets]


def _facet_field(plug: plugs.FacetPlug) -> forms.Field:
    if plug.choices is None:
        return forms.CharField(
            required=False, max_length=60, validators=[CODE], widget=forms.HiddenInput
        )
    offered = [("", gettext(plug.any_label)), *plug.choices().items()]
    return forms.ChoiceField(label=gettext(plug.label), choices=offered, required=False)


def asked_names() -> tuple[str, ...]:
    """The parameters of the search page, the words first."""
    return (*SearchForm.base_fields, *plugs.facets)


class PeopleForm(forms.Form):
    """Whom to look for; `community` is the one that a team is gathered for."""

    q = forms.CharField(label=_("Имя или место работы"), required=False, max_length=80)
    position = forms.ChoiceField(label=_("Должность"), required=False)
    subject = forms.ChoiceField(label=_("Предмет"), required=False)
    organization = forms.ChoiceField(label=_("Организация"), required=False)
    category = forms.ChoiceField(label=_("Категория"), required=False)
    experience = forms.ChoiceField(label=_("Стаж"), choices=EXPERIENCES, required=False)
    theme = forms.ChoiceField(label=_("Приоритетная тема"), required=False)
    has_low_results = forms.BooleanField(label=_("Из школ с низкими результатами"), required=False)
    community = forms.ChoiceField(label=_("Пригласить в сообщество"), required=False)
    work = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        workplaces: Sequence[tuple[str, str]],
        communities: Sequence[Community],
        themes: Mapping[str, str],
        sees_flags: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self._choose("theme", _("Любая"), list(themes.items()))
        if not themes:
            del self.fields["theme"]
        if not sees_flags:
            del self.fields["has_low_results"]
        self._choose("position", _("Любая"), [(c, p.label) for c, p in POSITIONS.items()])
        self._choose("subject", _("Любой"), [(c, s.label) for c, s in SUBJECTS.items()])
        self._choose("organization", _("Любая"), workplaces)
        self._choose("category", _("Любая"), Category.choices)
        self._choose("community", _("Никуда"), [(one.pid, one.name) for one in communities])
        if not communities:
            del self.fields["community"]

    def _choose(self, field: str, nothing: Any, choices: Sequence[tuple[Any, Any]]) -> None:
        give_choices(self, field, [("", nothing), *choices])
