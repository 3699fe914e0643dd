"""Who a network or a community consists of, by position: for those who lead (BB-4.1.4)."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet

from staffroom.shared.accounts.models import Person
from staffroom.shared.accounts.registry import POSITION_GROUPS, POSITIONS, positions_of
from staffroom.shared.communities.models import Community, Membership, MembershipState
from staffroom.shared.communities.queries.network import people_of
from staffroom.shared.organizations.models import Affiliation, District


@dataclass(frozen=True, slots=True)
class PositionRow:
    """How many hold a position; a group of positions has no `code` and counts its people once."""

    code: str
    label: str
    n: int
    share: int  # per cent of all


@dataclass(frozen=True, slots=True)
class Composition:
    """The table: groups with their positions below them, and those whose position is not known."""

    total: int
    groups: list[tuple[PositionRow, list[PositionRow]]]
    unknown: PositionRow


def of_community(community: Community, *, low_results: bool = False) -> Composition:
    """Members of a community by position; one query."""
    members = Membership.objects.filter(community=community, state=MembershipState.ACTIVE)
    people = Person.objects.filter(pk__in=members.values("person"), is_active=True)
    return _table(_counts(people, low_results=low_results))


def of_district(district: District, *, low_results: bool = False) -> Composition:
    """People of a district's network by position; one query."""
    return _table(_counts(people_of([district.pk]), low_results=low_results))


def _counts(people: QuerySet[Person], *, low_results: bool) -> dict[str, int]:
    rows = people
    if low_results:  # TV-1.1.e: staff narrow every list to schools with low results
        works = Affiliation.objects.filter(
            person=OuterRef("pk"), to_on=None, organization__has_low_results=True
        )
        rows = rows.filter(Exists(works))
    found = rows.order_by("position").values_list("position")
    return dict(found.annotate(n=Count("pk")))


def _table(counts: dict[str, int]) -> Composition:
    total = sum(counts.values())
    groups = []
    for group in POSITION_GROUPS.values():
        rows = [
            _row(code, POSITIONS[code].label, counts[code], total)
            for code in positions_of([group.code])
            if counts.get(code)
        ]
        if rows:
            groups.append((_row("", group.label, sum(row.n for row in rows), total), rows))
    unknown = sum(n for code, n in counts.items() if code not in POSITIONS)
    return Composition(total, groups, _row("", "Должность не указана", unknown, total))


def _row(code: str, label: str, n: int, total: int) -> PositionRow:
    return PositionRow(code, label, n, round(100 * n / total) if total else 0)
