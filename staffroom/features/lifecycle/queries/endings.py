"""One community's term and what was asked, handed in and decided; the terms of a district."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef, QuerySet

from staffroom.core.errors import Absent
from staffroom.core.files import FileRow, files_of_things
from staffroom.core.paging import First
from staffroom.core.viewer import Viewer
from staffroom.features.lifecycle import registry
from staffroom.features.lifecycle.models import (
    OPEN,
    EndingRequest,
    EndingWish,
    Product,
    RequestState,
)
from staffroom.features.lifecycle.policies import endings as policies
from staffroom.shared.communities.models import Community, Transition
from staffroom.shared.communities.policies import groups
from staffroom.shared.duties.models import Duty
from staffroom.shared.duties.queries import Term, term_by
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.models import Publication, PublicationStatus
from staffroom.shared.publications.policies import visible_publications
from staffroom.shared.regulations.queries.rules import Rules, values

RELATED = ("community__district", "product", "asked_by", "decided_by", "order")
MOST_CHOICES, MOST_SHOWN = 200, 20


def request(viewer: Viewer, community: Community, pid: str) -> EndingRequest:
    """One request.

    Raises:
        Absent: there is none, or it is not for this viewer.
    """
    found = policies.visible_requests(viewer, community).filter(pid=pid).select_related(*RELATED)
    one = found.first()
    if one is None:
        raise Absent
    return one


def of(key: int) -> EndingRequest:
    """One request by its key, for what follows from facts."""
    return EndingRequest.objects.select_related(*RELATED).get(pk=key)


def rules_begun(request: EndingRequest) -> Rules:
    """The rules under which a request began."""
    return values(request.rules_id)


def asks_verdict(rules: Rules) -> bool:
    """Whether closing says if the task is solved (`lifecycle.term`, `lifecycle.closure`, PD-4.1)."""
    return (
        rules.choice("lifecycle.closure") == "verdict" or rules.choice("lifecycle.term") == "task"
    )


def decision_term(rules: Rules, district: District, at: datetime) -> Term:
    """Until when a decision on an extension or a closing is owed, with its clause (`lifecycle.decision_days`)."""
    return term_by(rules, "lifecycle.decision_days", at, district)


def end_of(community: Community, day: date) -> datetime:
    """The last second of the last day of a term, where the community works."""
    return datetime.combine(day, time(23, 59, 59), ZoneInfo(community.district.time_zone))


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A result with what hangs on it, as far as the viewer may read it."""

    product: Product
    publication: Publication | None
    files: Sequence[FileRow]


def products(viewer: Viewer, community: Community) -> First[Handed]:
    """What was handed in, the newest first."""
    rows = policies.visible_products(viewer, community).select_related("publication", "handed_by")
    found: First[Product] = First.of(rows.order_by("-pk"), MOST_SHOWN)
    told = [one.publication_id for one in found if one.publication_id]
    readable = set(visible_publications(viewer).filter(pk__in=told).values_list("pk", flat=True))
    held = files_of_things({registry.PRODUCT_FILES: [one.pk for one in found]})
    return found.told(
        lambda one: Handed(
            product=one, files=held.get((registry.PRODUCT_FILES, one.pk), ()),
            publication=one.publication if one.publication_id in readable else None,
        )
    )  # fmt: skip


def offered(viewer: Viewer, community: Community) -> QuerySet[Publication]:
    """Publications of the community that may be named as its product, the newest first."""
    rows = visible_publications(viewer).filter(
        home_community=community, status=PublicationStatus.PUBLISHED
    )
    newest = rows.order_by("-published_at", "-pk").values_list("pk", flat=True)[:MOST_CHOICES]
    return Publication.objects.filter(pk__in=list(newest)).order_by("-published_at", "-pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How the work of a community ended: when, on what basis, with what outcome."""

    transition: Transition
    request: EndingRequest | None


def ended(community: Community) -> Ended | None:
    """The end of a community's work; None while it works."""
    if community.state not in groups.ENDED:
        return None
    rows = Transition.objects.filter(community=community, to_state__in=groups.ENDED)
    last = rows.exclude(from_state__in=groups.ENDED).order_by("-at", "-pk").first()
    if last is None:
        return None
    by = EndingRequest.objects.filter(
        community=community, wish=EndingWish.CLOSING, state=RequestState.AGREED
    )
    return Ended(transition=last, request=by.select_related(*RELATED).order_by("-pk").first())


@dataclass(frozen=True, slots=True, kw_only=True)
class TermPage:
    """Everything on «Срок и итоги», as far as the viewer reads it."""

    today: date
    is_overdue: bool
    ended: Ended | None
    open: EndingRequest | None
    past: First[EndingRequest]
    handed: First[Handed]


def term_page(viewer: Viewer, community: Community, *, at: datetime) -> TermPage:
    """The term of a community; the viewer's rights are judged before."""
    today = policies.today_of(community, at)
    rows = policies.visible_requests(viewer, community).select_related(*RELATED)
    found: First[EndingRequest] = First.of(rows.order_by("-pk"), MOST_SHOWN)
    return TermPage(
        today=today, is_overdue=policies.is_overdue(community, today=today), ended=ended(community),
        open=next((one for one in found if one.state in OPEN), None),
        past=found.only(lambda one: one.state not in OPEN), handed=products(viewer, community),
    )  # fmt: skip


def ending_soon(*, at: datetime) -> list[Community]:
    """Communities of which nobody was told yet that their term ends within the notice or has ended."""
    told = Duty.objects.filter(
        kind=registry.TERM, subject_kind=registry.COMMUNITY, subject_id=OuterRef("pk"),
        closed_at=None,
    )  # fmt: skip
    asked = EndingRequest.objects.filter(community=OuterRef("pk"), state__in=OPEN)
    latest = at.date() + timedelta(days=registry.NOTICE_DAYS + 1)
    rows = Community.objects.filter(policies.ending_by(latest)).exclude(Exists(told))
    rows = rows.exclude(Exists(asked)).select_related("district").order_by("ends_on", "pk")
    return [one for one in rows if is_near(one, at=at)]


def is_near(community: Community, *, at: datetime) -> bool:
    """True from thirty days before the end of the term on, where there is one (BT-X.1, TV-T.1)."""
    if community.ends_on is None or community.state not in policies.AT_WORK:
        return False
    left = (community.ends_on - policies.today_of(community, at)).days
    return left <= registry.NOTICE_DAYS and policies.has_term(community)


def terms(viewer: Viewer, district: District) -> QuerySet[Community]:
    """Communities of a district by the end of their term, what waits for a decision marked."""
    rows = groups.visible_communities(viewer).filter(district=district)
    rows = rows.filter(state__in=policies.AT_WORK)
    asked = EndingRequest.objects.filter(community=OuterRef("pk"), state__in=OPEN)
    found = rows.annotate(has_request=Exists(asked)).exclude(ends_on=None, has_request=False)
    return found.order_by("-has_request", F("ends_on").asc(nulls_last=True), "sort_key", "pk")
