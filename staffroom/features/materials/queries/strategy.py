"""What communities and materials of a district serve: levels of the standard, aspects of the strategy (BT-1.1.c)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.db.models import Count

from staffroom.core.viewer import Viewer
from staffroom.features.materials.models import codes_in
from staffroom.features.materials.queries import bank
from staffroom.shared.communities.policies import groups as policies
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.communities.registry import LEVELS, STANDARD_LEVELS
from staffroom.shared.organizations.models import District

MOST = 2000


class Group(NamedTuple):
    """A working community in the summary; `levels` and `aspects` are codes."""

    name: str
    url: str
    member_n: int
    levels: tuple[str, ...]
    aspects: tuple[str, ...]


class Line(NamedTuple):
    """A level or an aspect: which communities serve it, how many materials do. An empty code serves none."""

    code: str
    label: str
    groups: tuple[Group, ...]
    material_n: int


class Summary(NamedTuple):
    """Both ways of standing together; what a viewer may not read is in neither."""

    levels: tuple[Line, ...]
    aspects: tuple[Line, ...]
    groups: tuple[Group, ...]
    material_n: int


def summary(viewer: Viewer, place: District) -> Summary:
    """Communities that work and published materials, by levels and by aspects; two queries beside the rules."""
    named = rules_of(place).named("strategy.aspects")
    found = tuple(_groups(viewer, place))
    cards = bank.readable(viewer, place).values_list("level", "aspects").annotate(n=Count("pk"))
    rows = [(level, codes_in(kept), n) for level, kept, n in cards.order_by("level", "aspects")]
    by_level = _counted((level, n) for level, _kept, n in rows)
    by_aspect = _counted((code, n) for _level, codes, n in rows for code in codes or [""])
    asked = {code: LEVELS[code] for code in STANDARD_LEVELS}
    asked |= {code: words for code, words in LEVELS.items() if by_level[code]}
    return Summary(
        levels=_lines(asked, [(one, one.levels) for one in found], by_level),
        aspects=_lines(named, [(one, one.aspects) for one in found], by_aspect) if named else (),
        groups=found,
        material_n=sum(n for _level, _codes, n in rows),
    )


def _counted(pairs: Iterable[tuple[str, int]]) -> Counter[str]:
    told: Counter[str] = Counter()
    for code, n in pairs:
        told[code] += n
    return told


def _groups(viewer: Viewer, place: District) -> Iterable[Group]:
    rows = policies.visible_communities(viewer).filter(district=place, merged_into=None)
    working = rows.exclude(state__in=policies.ENDED).only(
        "name", "pid", "slug", "member_n", "levels", "aspects"
    ).order_by("sort_key", "pk")[:MOST]  # fmt: skip
    for one in working:
        yield Group(
            one.name, f"/{place.slug}/c/{one.pid}-{one.slug}/", one.member_n, tuple(one.levels),
            tuple(one.aspects),
        )  # fmt: skip


def _lines(
    named: Mapping[str, str], groups: Sequence[tuple[Group, Sequence[str]]], counts: Counter[str]
) -> tuple[Line, ...]:
    """A line for each name, and the last for what names none of them."""
    told = [
        Line(code, words, tuple(one for one, codes in groups if code in codes), counts[code])
        for code, words in named.items()
    ]
    rest = tuple(one for one, codes in groups if not set(codes) & set(named))
    left_n = sum(n for code, n in counts.items() if code not in named)
    return (*told, Line("", "Не указано", rest, left_n))
