"""Review on the pages of others: the menu, the mark of a work, the line of its author."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from staffroom.core.http import Request
from staffroom.core.plugs import MenuLine, place
from staffroom.core.viewer import Viewer
from staffroom.features.review.models import (
    UNDER_WAY,
    Assignment,
    Conclusion,
    Outcome,
    RecommendationState,
    ReviewRequest,
    SpreadingStep,
)
from staffroom.features.review.policies import spreading as spreading_policies
from staffroom.features.review.policies.requests import stays_hidden
from staffroom.features.review.queries import requests as queries
from staffroom.features.review.queries import spreading, wording
from staffroom.shared.accounts.registry import gives_own_data
from staffroom.shared.communities.registry import knows_people
from staffroom.shared.publications.queries.threads import Head
from staffroom.shared.publications.registry import cards, kinds, stops_publishing
from staffroom.ui.navigation import Asker, Entry, Place, address_of, members, offer

GIVEN = {
    RecommendationState.RECOMMENDED, RecommendationState.SENT, RecommendationState.ACCEPTED,
    RecommendationState.PUBLISHED,
}  # fmt: skip


def _address(asker: Asker) -> str | None:
    district, viewer = asker.district, asker.viewer
    if district is None or not knows_people(viewer, district.id):  # the queue is for its network
        return None
    return address_of("review:home", district.slug)


offer(
    Entry(
        place=Place.ME, code="review", label=gettext_noop("Экспертиза"), icon="check",
        address=_address, order=35, seen_by=members,
    )
)  # fmt: skip


stops_publishing(stays_hidden)


@place("publications.head", order=15)
def mark(*, request: Request, head: Head) -> tuple[str, dict[str, Any]] | None:
    """The mark of a work that passed review, with its level and what the council recommends."""
    row = queries.marks(request.viewer, head.id) if head.reviewed_at else None
    if row is None:
        return None
    given = [one for one in row.recommendations.all() if one.state in GIVEN]
    return "review/mark.html", {
        "row": row, "level": wording.level_words(row), "given": given,
        "district": row.request.district, "document": row.document, "pid": head.pid,
        "spread": _spread(request, head, row),
    }  # fmt: skip


def _spread(request: Request, head: Head, row: Conclusion) -> tuple[str, spreading.Progress | None]:
    """The plan of spreading in a line: what its page is called for this viewer, and how far it has come."""
    if row.outcome != Outcome.ACCEPT or head.status != "published" or request.viewer.is_guest:
        return "", None
    plan = spreading.plan_of(row)
    if plan is not None:
        return _("План диссеминации"), spreading.progress(plan)
    may = spreading_policies.may_begin(request.viewer, row)
    return (_("Составить план диссеминации") if may else ""), None


@place("publications.head", order=14)
def own_way(*, request: Request, head: Head) -> tuple[str, dict[str, Any]] | None:
    """The author of a work with a card: where its review stands, or how to begin one."""
    if head.kind not in cards or not _may_be_asked(request, head):
        return None
    last = queries.last_of(request.viewer, head.id)
    if last is None and (kinds[head.kind].is_wanted or not queries.is_held_at(head)):
        return None
    is_over = last is not None and last.state not in UNDER_WAY
    return None if is_over else ("review/own_way.html", {"last": last, "pid": head.pid})


@place("publications.states")
def states(*, viewer: Viewer, keys: Sequence[int]) -> dict[int, list[str]]:
    """Where the review of works stands: what their pages show, and to whom it may be known what is under way."""
    return queries.states_of(viewer, keys) if keys else {}


@place("publications.menu", order=50)
def menu_lines(*, request: Request, head: Head) -> tuple[MenuLine, ...]:
    """«На экспертизу» for the author."""
    if not _may_be_asked(request, head) or not queries.is_held_at(head):
        return ()
    return (MenuLine(_("На экспертизу"), f"/p/{head.pid}/review/", "check"),)


def _may_be_asked(request: Request, head: Head) -> bool:
    is_his = request.viewer.person_id is not None and request.viewer.person_id == head.author_id
    return is_his and head.status in {"draft", "published"}


@gives_own_data("review", title="Экспертиза")
def own_rows(person_id: int) -> Iterator[dict[str, Any]]:
    """Works that the person handed in, and opinions that he wrote."""
    rows = ReviewRequest.objects.filter(author=person_id).select_related("publication")
    for one in rows.order_by("received_at", "pk").iterator(chunk_size=500):
        yield {
            "Что": "Сдано на экспертизу", "Работа": one.publication.title, "Когда": one.received_at,
            "Состояние": one.get_state_display(),
        }  # fmt: skip
    written = Assignment.objects.filter(reviewer__person=person_id).select_related("round")
    for given in written.order_by("offered_at", "pk").iterator(chunk_size=500):
        yield {
            "Что": "Дано мне как эксперту", "Работа": given.round.title, "Когда": given.offered_at,
            "Состояние": given.get_state_display(), "Сильное": given.strong, "Вопрос": given.question,
            "Совет": given.advice,
        }  # fmt: skip
    steps = SpreadingStep.objects.filter(responsible=person_id).select_related(
        "spreading__conclusion__request__publication"
    )
    for step in steps.order_by("planned_on", "pk").iterator(chunk_size=500):
        yield {
            "Что": "Отвечаю за шаг диссеминации", "Когда": step.planned_on, "Шаг": step.title,
            "Работа": step.spreading.conclusion.request.publication.title,
            "Состояние": step.get_state_display(), "Мой ответ": step.get_answer_display(),
        }  # fmt: skip
