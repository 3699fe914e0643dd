"""Reading questions of visitors: the queue of those who answer, the public answers."""

from dataclasses import dataclass

from django.db.models import QuerySet

from staffroom.core.errors import Absent
from staffroom.core.viewer import Viewer
from staffroom.overviews.site.models import Inquiry, InquiryState
from staffroom.overviews.site.policies import inquiries as policies
from staffroom.shared.organizations.models import District, Organization

PAGE = 30


@dataclass(frozen=True, slots=True)
class Page:
    """Some questions, and the key where the next begin (None: no more)."""

    rows: list[Inquiry]
    older: int | None


def _page(found: QuerySet[Inquiry]) -> Page:
    rows = list(found[: PAGE + 1])
    return Page(rows[:PAGE], rows[PAGE - 1].pk if len(rows) > PAGE else None)


def waiting(viewer: Viewer, place: District) -> list[Inquiry]:
    """What waits for an answer of this viewer, the most urgent first."""
    found = policies.visible_inquiries(viewer).filter(district=place, state=InquiryState.WAITING)
    return list(found.select_related("community").order_by("due_at", "pk")[:200])


def finished(viewer: Viewer, place: District, *, before: int | None = None) -> Page:
    """What was answered or closed, the newest question first."""
    found = policies.visible_inquiries(viewer).filter(district=place)
    found = found.exclude(state=InquiryState.WAITING).select_related("community", "answered_by")
    return _page((found.filter(pk__lt=before) if before else found).order_by("-pk"))


def shown(place: District, *, before: int | None = None) -> Page:
    """Questions with answers that everybody reads, the newest first; no personal data."""
    found = Inquiry.objects.filter(district=place, is_published=True).select_related(
        "community", "district"
    )
    return _page((found.filter(pk__lt=before) if before else found).order_by("-pk"))


def inquiry(viewer: Viewer, place: District, pid: str) -> Inquiry:
    """One question.

    Raises:
        Absent: there is none, or it is not this viewer's to answer.
    """
    found = policies.visible_inquiries(viewer).filter(district=place, pid=pid)
    row = found.select_related("district", "community", "answered_by").first()
    if row is None:
        raise Absent
    return row


def partner_named(place: District, pid: str) -> str:
    """The short name of a working organisation of the district; nothing for an unknown public id."""
    found = Organization.objects.filter(district=place, pid=pid[:20], closed_on=None)
    return found.values_list("short_name", flat=True).first() or "" if pid else ""
