"""The one who looks: tokens and powers read afresh at each request, in one statement."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from django.db import connection

from staffroom.core.prepared import rows
from staffroom.core.viewer import GUEST, GUEST_TOKEN, Scope, Viewer
from staffroom.shared.accounts.models import Person
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities import registry

SQL = """
SELECT 'd', a.district_id, 0, 0, a.state, d.slug, d.name, d.short_name, d.accent, d.time_zone,
       d.language, d.authority
  FROM communities_admission a JOIN organizations_district d ON d.id = a.district_id
 WHERE a.person_id = %s AND a.state IN ('admitted', 'guest', 'waiting', 'asked')
UNION ALL
SELECT 'm', m.community_id, 0, 0, m.state, '', '', '', '', '', '', ''
  FROM communities_membership m WHERE m.person_id = %s AND m.state IN ('active', 'guest')
UNION ALL
SELECT g.scope_kind, g.scope_id, g.powers, g.number, '', '', '', '', '', '', '', ''
  FROM communities_rolegrant g
 WHERE g.person_id = %s AND g.from_at <= %s AND (g.to_at IS NULL OR g.to_at > %s)
"""


@dataclass(frozen=True, slots=True)
class HomeDistrict:
    """The district whose name and colour stand at the top of a person's pages, its founder below."""

    id: int
    slug: str
    name: str
    short_name: str
    accent: str
    time_zone: str
    language: str = "ru"
    authority: str = ""


def viewer_of(person: Person, *, at: datetime) -> tuple[Viewer, HomeDistrict | None]:
    """The viewer for a signed-in person, and his first district (None before any admission).

    Rights are read each time; from the same rows comes the same viewer.
    """
    found = rows(SQL, [person.pk, person.pk, person.pk, at, at])
    return _made_of(person.pk, person.pid, person.name, tuple(found))


@lru_cache(maxsize=500)
def _made_of(
    key: int, pid: str, name: str, rights: tuple[tuple[Any, ...], ...]
) -> tuple[Viewer, HomeDistrict | None]:
    tokens = {GUEST_TOKEN, registry.SIGNED_IN, registry.person_token(key)}
    powers: dict[Scope, int] = {}
    homes: list[tuple[bool, HomeDistrict]] = []
    for kind, scope, bits, number, state, *words in rights:
        if kind == "d":
            homes.append((state != "admitted", HomeDistrict(scope, *words)))
            if state == "admitted":
                tokens.add(registry.district_token(scope))
        elif kind == "m":
            tokens.add(registry.community_token(scope))
        else:
            powers[kind, scope] = powers.get((kind, scope), 0) | bits
            if number and kind == "community":
                tokens.add(registry.community_role_token(scope, number))
    tokens.update(_of_powers(powers))
    viewer = Viewer(
        person_id=key,
        pid=pid,
        name=name,
        tokens=frozenset(tokens),
        powers=MappingProxyType(powers),
    )
    home = min(homes, key=lambda found: (found[0], found[1].id), default=(False, None))[1]
    return viewer, home


def _of_powers(powers: dict[Scope, int]) -> Iterator[int]:
    """What is hidden must be seen to be judged, and papers by who keeps them."""
    for (kind, key), bits in powers.items():
        if bits & (Power.SEE_ALL | Power.MODERATE):
            is_whole = kind == "district"
            yield (registry.district_staff_token if is_whole else registry.community_staff_token)(
                key
            )
        if kind == "district" and bits & Power.KEEP_DOCUMENTS:
            yield registry.district_keepers_token(key)


STAMPS = """
SELECT person_id, 'd', district_id, state, 0, 0 FROM communities_admission
 WHERE person_id IN ({people})
UNION ALL
SELECT person_id, 'm', community_id, state, 0, 0 FROM communities_membership
 WHERE person_id IN ({people})
UNION ALL
SELECT person_id, scope_kind, scope_id, '', powers, number FROM communities_rolegrant
 WHERE person_id IN ({people}) AND from_at <= %s AND (to_at IS NULL OR to_at > %s)
"""


def rights_stamps(person_ids: Collection[int], *, at: datetime) -> dict[int, int]:
    """A number for each person that changes when any of his rights does; in one statement."""
    if not person_ids:
        return {}
    marks = ", ".join(["%s"] * len(person_ids))
    held: dict[int, set[tuple[Any, ...]]] = {key: set() for key in person_ids}
    with connection.cursor() as cursor:
        cursor.execute(STAMPS.format(people=marks), [*person_ids, *person_ids, *person_ids, at, at])
        for person_id, *right in cursor.fetchall():
            held[person_id].add(tuple(right))
    return {person_id: hash(frozenset(rights)) for person_id, rights in held.items()}


def viewer_for(person: Person | None, *, at: datetime) -> Viewer:
    """The viewer alone: what jobs, letters and streams ask."""
    return GUEST if person is None or not person.is_active else viewer_of(person, at=at)[0]
