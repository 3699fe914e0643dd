"""Reading duties: what waits for a person, who holds a power, what has stood unanswered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import BigIntegerField, F, Q, QuerySet, Subquery

from staffroom.core.errors import Absent
from staffroom.core.prepared import Prepared
from staffroom.core.viewer import Scope, Viewer
from staffroom.core.workdays import Unit, Workdays, region_named, workdays
from staffroom.shared.accounts.models import Person
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import Community, RoleGrant
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.communities.registry import community_scopes
from staffroom.shared.duties import policies
from staffroom.shared.duties.models import Duty
from staffroom.shared.duties.registry import DutyKind
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.models import Publication, PublicationStatus
from staffroom.shared.publications.registry import kinds

WORKING_DAYS = 5
MOST_QUESTIONS = 500


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
    return list(rows.order_by("sort_key", "pk")[:200])


def duty(viewer: Viewer, pid: str) -> Duty:
    """An open duty of this viewer.

    Raises:
        Absent: there is none, or it is somebody else's.
    """
    found = policies.visible_duties(viewer).select_related("about", "district").filter(pid=pid)
    row = found.first()
    if row is None:
        raise Absent
    return row


def holders(power: int, scope: Scope, *, at: datetime) -> QuerySet[Person]:
    """People who hold a power in exactly this scope, in the order of names."""
    grants = _grants([scope], at=at)
    keys = [person for person, _kind, _key, bits in grants if bits & power]
    return Person.objects.filter(pk__in=keys, is_active=True).order_by("sort_key", "pk")


def nearest_scope(power: Power, scopes: Sequence[Scope], *, at: datetime) -> Scope:
    """The first of the scopes, from the nearest up, where somebody holds the power; the last if nobody."""
    held = {(kind, key) for _person, kind, key, bits in _grants(scopes, at=at) if bits & power}
    return next((scope for scope in scopes if scope in held), scopes[-1])


def scope_of_community(power: Power, community: Community, *, at: datetime) -> Scope:
    """Whose duty it is in a community: of those who run it, or of those above while nobody does."""
    return nearest_scope(power, community_scopes(community.line, community.district_id), at=at)


def _grants(scopes: Sequence[Scope], *, at: datetime) -> list[tuple[int, str, int, int]]:
    wanted = Q(pk__in=())
    for kind, key in scopes:
        wanted |= Q(scope_kind=kind, scope_id=key)
    rows = RoleGrant.objects.filter(wanted, Q(to_at=None) | Q(to_at__gt=at), from_at__lte=at)
    return list(rows.values_list("person_id", "scope_kind", "scope_id", "powers"))


def workdays_of(district: District) -> Workdays:
    """The working days of a district: federal holidays, moved days, its region's own days."""
    folder = Path(settings.DATA_DIR)
    return workdays(region_named(district.region, folder), folder)


def working_days_before(moment: datetime, days: int, district: District) -> datetime:
    """The beginning of the day that lies so many of the district's working days before."""
    zone = ZoneInfo(district.time_zone)
    day = workdays_of(district).before(moment.astimezone(zone).date(), days)
    return datetime.combine(day, time(), zone)


def working_days_after(moment: datetime, days: int, district: District) -> datetime:
    """The last second of the day that lies so many of the district's working days ahead."""
    zone = ZoneInfo(district.time_zone)
    return workdays_of(district).end_of_term(moment, days, Unit.WORKING_DAYS, zone)


def help_days(scope: Community | District) -> int:
    """Working days after which an unanswered question is raised (`consultations.sla_days`)."""
    return rules_of(scope).number("consultations.sla_days") or WORKING_DAYS


def unanswered(*, at: datetime) -> list[Publication]:
    """Questions that nobody has answered for longer than their community's regulation allows."""
    questions = [code for code, kind in kinds.items() if kind.is_question]
    raised = Duty.objects.filter(kind=DutyKind.UNANSWERED, closed_at=None).values("subject_id")
    rows = (
        Publication.objects.filter(
            kind__in=questions, status=PublicationStatus.PUBLISHED, answered_at=None,
            solved_at=None, closed_at=None, published_at__lt=at - timedelta(days=1),
        )
        .exclude(home_community=None)
        .exclude(pk__in=raised)
        .select_related("home_community", "district")
        .order_by("published_at", "pk")
    )[:MOST_QUESTIONS]  # fmt: skip
    return [row for row in rows if _is_late(row, at)]


def _is_late(row: Publication, at: datetime) -> bool:
    if row.home_community is None or row.published_at is None:
        return False
    days = help_days(row.home_community)
    return row.published_at < working_days_before(at, days, row.district)


def due_soon(*, at: datetime, within: timedelta = timedelta(days=2)) -> list[Duty]:
    """Open duties whose term ends soon and of which nobody was reminded."""
    rows = Duty.objects.filter(
        closed_at=None, reminded_at=None, due_at__gt=at, due_at__lte=at + within
    )
    return list(rows.order_by("due_at", "pk")[:MOST_QUESTIONS])


def is_answered(publication_id: int) -> bool:
    """True when somebody else than the author has answered."""
    return Publication.objects.filter(pk=publication_id).exclude(answered_at=None).exists()


_open_question = Prepared(
    lambda key: Duty.objects.filter(
        subject_kind="publication", subject_id=key, kind=DutyKind.UNANSWERED, closed_at=None
    ),
    key=BigIntegerField(),
)


def is_question_open(publication_id: int) -> bool:
    """True when somebody owes this request for help an answer: asked at every reply."""
    return _open_question.first(key=publication_id) is not None
