"""The board: clauses of the district's regulation with what carries them out, by the rules in force."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from django.urls import reverse

from staffroom.core.viewer import Viewer
from staffroom.overviews.clauses.registry.clauses import covers, label_of, named_in
from staffroom.overviews.clauses.registry.demands import AREAS, Demand, demands_of
from staffroom.overviews.clauses.registry.screens import SCREENS, Screen, Where
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import Community, CommunityState
from staffroom.shared.communities.policies.groups import may_change_rules
from staffroom.shared.organizations.models import District
from staffroom.shared.regulations.queries import (
    Names,
    RuleRow,
    RulesPage,
    profile_of_district,
    regulation_text,
    rules_page,
)


class State(StrEnum):
    """How far a demand is carried out, said honestly."""

    DONE = "done"
    PARTLY = "partly"
    WORDS = "words"
    ABSENT = "absent"


STATES = {
    State.DONE: "Исполняется",
    State.PARTLY: "Исполняется частично",
    State.WORDS: "Только слова",
    State.ABSENT: "Ещё нет в этой версии",
}


@dataclass(frozen=True, slots=True)
class Link:
    """Where it is done."""

    label: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A demand on the board."""

    asks: str
    by: str
    lacks: str
    state: State
    area: str
    row: str = ""
    link: Link | None = None
    list: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A key of the profile with its present value, and where that comes from."""

    title: str
    value: str
    how: str  # "base", "regulation", "inherited" (from the product's basic profile) or "own"
    is_read: bool
    href: str

    @property
    def is_own(self) -> bool:
        """True when it was changed here."""
        return self.how == "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseRow:
    """A clause: what it asks for, and the settings that it speaks of."""

    label: str
    lines: tuple[Line, ...]
    settings: tuple[Setting, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The whole board; `document` is the regulation that its clauses are of, empty for our own words."""

    document: str
    approved: str
    base: str
    clauses: tuple[ClauseRow, ...]
    silent: tuple[Setting, ...]
    areas: tuple[tuple[str, str], ...]
    counts: Mapping[State, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the reader wants to see; empty fields mean everything."""

    words: str = ""
    area: str = ""
    state: str = ""

    @property
    def is_all(self) -> bool:
        """True when nothing is asked for."""
        return not (self.words or self.area or self.state)


def with_own_rules(place: District) -> list[Community]:
    """Communities at work that live by rules of their own, by name: each has its own regulation."""
    found = Community.objects.filter(district=place, state=CommunityState.ACTIVE)
    own = found.exclude(profile__district_profile__district=place)
    own = own.select_related("profile", "district", "parent")
    return list(own.order_by("sort_key", "pk"))


def board(viewer: Viewer, place: District, community: Community | None = None) -> Board:
    """The board of a district by its rules in force, or of a community by its own."""
    page = rules_page(community.profile if community else profile_of_district(place.pk))
    rows = {row.key.code: row for group in (*page.groups, *page.words) for row in group.rows}
    sights = _Sights(viewer, place, community)
    demands = demands_of(page.base.code)
    clauses = tuple(
        _of_document(demands, rows, sights) if demands else _own(page, place, rows, sights)
    )
    spoken = _spoken(demands, page, place)
    lines = [line for clause in clauses for line in clause.lines]
    return Board(
        document=str(page.base.regulation.get("title", "")) if demands else "",
        approved=str(page.base.regulation.get("approved", "")),
        base=page.base.name,
        clauses=clauses,
        silent=tuple(sights.setting(row) for code, row in rows.items() if code not in spoken),
        areas=tuple(dict.fromkeys((line.area, AREAS.get(line.area, line.area)) for line in lines if line.area)),
        counts=Counter(line.state for line in lines),
    )  # fmt: skip


def narrowed(whole: Board, asked: Asked) -> Board:
    """Only those demands that answer what was asked; the silent keys stand in the whole board alone."""
    if asked.is_all:
        return whole
    wanted = [word for word in asked.words.casefold().split() if word]
    clauses = []
    for clause in whole.clauses:
        lines = tuple(line for line in clause.lines if _answers(clause, line, asked, wanted))
        if lines:
            clauses.append(replace(clause, lines=lines))
    return replace(whole, clauses=tuple(clauses), silent=())


def _answers(clause: ClauseRow, line: Line, asked: Asked, wanted: list[str]) -> bool:
    if (asked.area and line.area != asked.area) or (asked.state and line.state != asked.state):
        return False
    titles = (words for one in clause.settings for words in (one.title, one.value))
    said = " ".join((clause.label, line.asks, line.by, line.lacks, line.row, *line.list, *titles))
    return all(word in said.casefold() for word in wanted)


def _of_document(
    demands: Iterable[Demand], rows: Mapping[str, RuleRow], sights: "_Sights"
) -> Iterator[ClauseRow]:
    """Clauses of the district's document: the file's demands, the keys that name the clause."""
    gathered: dict[str, list[Demand]] = {}
    for demand in demands:
        gathered.setdefault(demand.clause, []).append(demand)
    for clause, asked in gathered.items():
        keys = [
            code
            for code, row in rows.items()
            if any(covers(named, clause) for named in named_in(row.clause))
            or any(demand.key == code for demand in asked)
        ]
        yield ClauseRow(
            label=label_of(clause),
            lines=tuple(_line(demand, keys, rows, sights) for demand in asked),
            settings=tuple(sights.setting(rows[code]) for code in keys),
        )


def _line(demand: Demand, keys: list[str], rows: Mapping[str, RuleRow], sights: "_Sights") -> Line:
    return Line(
        asks=demand.asks, by=demand.by, lacks=demand.lacks, row=demand.row, area=demand.area,
        state=_state(demand, keys, rows), link=sights.link(demand.screen),
    )  # fmt: skip


def _state(demand: Demand, keys: list[str], rows: Mapping[str, RuleRow]) -> State:
    if demand.row:
        if demand.state == "done":
            return State.DONE
        if demand.by:
            return State.PARTLY
        own = rows.get(demand.key)
        return State.WORDS if own and not own.key.is_read else State.ABSENT
    return _by_keys([rows[code] for code in keys])


def _by_keys(rows: list[RuleRow]) -> State:
    """The state of a sentence by the keys that choose its words."""
    read = sum(row.key.is_read for row in rows)
    return State.WORDS if not read else State.DONE if read == len(rows) else State.PARTLY


def _own(
    page: RulesPage, place: District, rows: Mapping[str, RuleRow], sights: "_Sights"
) -> Iterator[ClauseRow]:
    """Clauses of the regulation in our own words, where the rules stand on no document."""
    for section in regulation_text(page.rules, Names.of(place)):
        for number, clause in section.numbered:
            chosen = [rows[code] for code in clause.keys]
            yield ClauseRow(
                label=label_of(number),
                lines=(
                    Line(
                        asks=clause.words, list=clause.lines, lacks="", area=section.title, link=None,
                        by=clause.by or "; ".join(row.key.page for row in chosen if row.key.page),
                        state=State.DONE if clause.by else _by_keys(chosen),
                    ),
                ),
                settings=tuple(map(sights.setting, chosen)),
            )  # fmt: skip


def _spoken(demands: Iterable[Demand], page: RulesPage, place: District) -> set[str]:
    """Keys that the clauses speak of; about the others the regulation is silent."""
    if not demands:
        sections = regulation_text(page.rules, Names.of(place))
        return {code for one in sections for clause in one.clauses for code in clause.keys}
    keys = {demand.key for demand in demands}
    return keys | {
        row.key.code for group in (*page.groups, *page.words) for row in group.rows if row.clause
    }


class _Sights:
    """Addresses of screens and settings as this reader may open them."""

    def __init__(self, viewer: Viewer, place: District, community: Community | None) -> None:
        self.viewer, self.place = viewer, place
        self.rules = ""
        if viewer.has(Power.CHANGE_REGULATION, ("district", place.pk)):
            self.rules = reverse("regulations:rules", args=[place.slug])
        if community is not None:
            self.rules = ""
            if may_change_rules(viewer, community):
                named = f"{community.pid}-{community.slug}"
                self.rules = reverse("communities:rules", args=[place.slug, named])
        active = Community.objects.filter(district=place, state=CommunityState.ACTIVE)
        first = active.order_by("parent_id", "pk").values_list("pid", "slug").first()
        self.community = f"{first[0]}-{first[1]}" if first else ""

    def link(self, code: str) -> Link | None:
        """The living screen, where this reader may open it."""
        screen = SCREENS.get(code)
        if screen is None or not self._opens(screen):
            return None
        if screen.where is Where.COMMUNITY and not self.community:
            screen = SCREENS["directory"]
        args = {
            Where.SITE: [],
            Where.DISTRICT: [self.place.slug],
            Where.COMMUNITY: [self.place.slug, self.community],
        }[screen.where]
        return Link(screen.label, reverse(screen.address, args=args))

    def _opens(self, screen: Screen) -> bool:
        return not screen.power or self.viewer.has(screen.power, ("district", self.place.pk))

    def setting(self, row: RuleRow) -> Setting:
        """A key with its present words; the link leads to the key on the settings page."""
        return Setting(
            title=row.key.title,
            value=row.line or "; ".join(row.lines),
            how=row.how,
            is_read=row.key.is_read,
            href=f"{self.rules}#{row.key.code}" if self.rules else "",
        )
