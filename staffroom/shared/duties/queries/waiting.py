"""What waits for a person, what colleagues hold of it, one duty with its history."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import BigIntegerField, F, QuerySet, Subquery

from staffroom.core.errors import Absent
from staffroom.core.lookups import one_or_none, the_one
from staffroom.core.prepared import Prepared
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community
from staffroom.shared.duties import policies
from staffroom.shared.duties.models import Duty, DutyRecord
from staffroom.shared.duties.queries.holders import led_districts, owing
from staffroom.shared.duties.queries.terms import rules_begun

MOST_LINES = 300
MOST_NAMES = 20
MOST_COUNTED = 100


def waiting_for(viewer: Viewer) -> QuerySet[Duty]:
    """«Ждёт вас»: open duties of this viewer, the most urgent first; one query, sliced by the page."""
    return _most_urgent_first(policies.visible_duties(viewer))


def first_waiting(viewer: Viewer, limit: int) -> list[Duty]:
    """The first of `waiting_for`, without compiling the query anew for each person."""
    if viewer.person_id is None:
        return []
    shape = tuple((kind, bits) for (kind, _key), bits in viewer.powers.items())
    keys = {f"scope_{n}": key for n, (_kind, key) in enumerate(viewer.powers)}
    return _first_waiting(shape, limit)(person=viewer.person_id, **keys)


@lru_cache(maxsize=200)
def _first_waiting(shape: tuple[tuple[str, int], ...], limit: int) -> Prepared[Duty]:
    """The query of those who hold such powers, whoever they are and wherever they hold them."""

    def write(person: Any, **keys: Any) -> QuerySet[Duty]:
        powers = [(kind, keys[f"scope_{n}"], bits) for n, (kind, bits) in enumerate(shape)]
        return _most_urgent_first(policies.duties_of(person, powers))[:limit]

    scopes = {f"scope_{n}": BigIntegerField() for n in range(len(shape))}
    return Prepared(write, person=BigIntegerField(), **scopes)


def _most_urgent_first(rows: QuerySet[Duty]) -> QuerySet[Duty]:
    return rows.select_related("about").order_by(F("due_at").asc(nulls_last=True), "made_at", "pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the list of duties is narrowed by; empty values narrow nothing (TV-4.1.b)."""

    community: str = ""  # public id
    kind: str = ""
    is_late: bool = False


def narrowed(viewer: Viewer, filters: Filters, *, at: datetime) -> QuerySet[Duty]:
    """«Ждёт вас» over all one's communities, or a part of it."""
    found = waiting_for(viewer)
    if filters.kind:
        found = found.filter(kind=filters.kind)
    if filters.community:
        key = Community.objects.filter(pid=filters.community).values("pk")[:1]
        found = found.filter(scope_kind="community", scope_id=Subquery(key))
    return found.filter(due_at__lt=at) if filters.is_late else found


def kinds_waiting(viewer: Viewer) -> list[str]:
    """Kinds of what waits for the viewer."""
    rows = policies.visible_duties(viewer).order_by("kind")
    return list(rows.values_list("kind", flat=True).distinct())


def led_communities(viewer: Viewer) -> list[Community]:
    """Communities where the viewer holds a power, by name: one queue over all of them."""
    keys = [key for kind, key in viewer.powers if kind == "community"]
    rows = Community.objects.filter(pk__in=keys) if keys else Community.objects.none()
    return list(rows.order_by("sort_key", "pk")[:1000])


def controlled(viewer: Viewer, *, at: datetime) -> QuerySet[Duty]:
    """Open duties under the viewer's control, the most overdue first (BT-O.2)."""
    found = policies.visible_controlled(viewer, led_districts(viewer, at=at))
    return found.select_related("about", "owner", "district").order_by("sort_at", "pk")


def overdue_controlled(viewer: Viewer, *, at: datetime) -> int:
    """How much is overdue under the viewer's control; counts no further than one over a hundred."""
    late = policies.visible_controlled(viewer, led_districts(viewer, at=at)).filter(due_at__lt=at)
    return late.order_by()[: MOST_COUNTED + 1].count()


def controls_something(viewer: Viewer) -> bool:
    """True when the viewer leads a district or is named as a controller: one cheap query at most."""
    if any(kind == "district" and policies.sees_terms(viewer, key) for kind, key in viewer.powers):
        return True
    return Duty.objects.filter(controller=viewer.person_id, closed_at=None).exists()


def handed(viewer: Viewer) -> QuerySet[Duty]:
    """What colleagues with the same powers have taken or were given; the viewer may take it back."""
    return _most_urgent_first(policies.visible_handed(viewer)).select_related("owner", "about")


def duty(viewer: Viewer, pid: str) -> Duty:
    """An open duty that waits for this viewer, or that he may take back.

    Raises:
        Absent: there is none, or it is somebody else's.
    """
    for found in (policies.visible_duties(viewer), policies.visible_handed(viewer)):
        row = one_or_none(found.select_related("about", "district", "owner").filter(pid=pid))
        if row is not None:
            return row
    raise Absent


def opened(viewer: Viewer, pid: str) -> Duty:
    """A duty whose page this viewer may open, also a closed one.

    Raises:
        Absent: there is none, or it is not for him.
    """
    people = ("about", "owner", "controller", "closed_by", "district")
    return the_one(policies.visible_pages(viewer).select_related(*people).filter(pid=pid))


def history(duty: Duty) -> list[DutyRecord]:
    """What happened to a duty, oldest first (the page's viewer was judged before)."""
    rows = DutyRecord.objects.filter(duty=duty).select_related("actor", "person")
    return list(rows.order_by("at", "pk")[:MOST_LINES])


def able(duty: Duty, *, at: datetime) -> list[str]:
    """Names of those who owe an open duty now (a page that shows them was judged before)."""
    if duty.closed_at is not None:
        return []
    found = Person.objects.filter(pk__in=owing(duty, at=at)).order_by("sort_key", "pk")
    return list(found.values_list("name", flat=True)[:MOST_NAMES])


def version_begun(duty: Duty) -> str:
    """The name of the regulation under whose version a duty began; empty where it came from none."""
    return rules_begun(duty).title if duty.rules_id else ""
