"""What the viewer himself does in his districts, and the communities that he runs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from staffroom.core.viewer import Viewer
from staffroom.features.rosters.queries.entries import Waiting
from staffroom.overviews.desks.queries.table import MOST, owed_in, rosters_of, rules_beside, url_of
from staffroom.shared.communities.models import Community, RoleGrant, ScopeKind
from staffroom.shared.communities.policies.groups import ENDED
from staffroom.shared.regulations.models import Profile
from staffroom.shared.regulations.queries.rules import values


@dataclass(frozen=True, slots=True)
class Held:
    """A role of the viewer in the district: its title and powers."""

    title: str
    powers: int


@dataclass(frozen=True, slots=True)
class Led:
    """A community that the viewer runs."""

    name: str
    url: str
    slug: str
    named: str  # public id with the readable end
    title: str
    powers: int
    open_n: int
    late_n: int
    roster: Waiting | None
    state: str  # in words, where the community has ended and its people and menu stand still


def held(viewer: Viewer, *, at: datetime) -> tuple[list[Held], list[Led]]:
    """The viewer's roles in districts, and the communities that he runs with what is owed there."""
    grants = list(
        RoleGrant.objects.filter(
            Q(to_at=None) | Q(to_at__gt=at), person=viewer.person_id, from_at__lte=at
        )
        .order_by("number", "pk")
        .values_list("scope_kind", "scope_id", "role", "powers")
    )
    districts = [row for row in grants if row[0] == ScopeKind.DISTRICT]
    local = {row[1]: row for row in grants if row[0] == ScopeKind.COMMUNITY}
    return _held(districts), _led(viewer, local, at)


def _held(grants: Sequence[tuple[str, int, str, int]]) -> list[Held]:
    current = dict(
        Profile.objects.filter(
            district_profile__district__in={key for _kind, key, _role, _bits in grants}
        ).values_list("district_profile__district_id", "current_id")
    )
    found = []
    for _kind, key, role, bits in grants:
        known = values(int(current[key])).roles.get(role) if current.get(key) else None
        found.append(Held(known.title if known else role, bits))
    return found


def _led(
    viewer: Viewer, grants: Mapping[int, tuple[str, int, str, int]], at: datetime
) -> list[Led]:
    rows = Community.objects.filter(pk__in=list(grants)).select_related("profile", "district")
    listed = list(rows.order_by("sort_key", "pk")[:MOST])
    owed, rosters, found = owed_in(list(grants), at), rosters_of(viewer, listed), []
    for row in listed:
        _kind, _key, role, bits = grants[row.pk]
        known = rules_beside(row).roles.get(role)
        open_n, late_n = owed.get(row.pk, (0, 0))
        found.append(
            Led(
                name=row.name, url=url_of(row.district, row), slug=row.district.slug,
                named=f"{row.pid}-{row.slug}", title=known.title if known else role, powers=bits,
                open_n=open_n, late_n=late_n, roster=rosters.get(row.pk),
                state=row.get_state_display() if row.state in ENDED else "",
            )
        )  # fmt: skip
    return found
