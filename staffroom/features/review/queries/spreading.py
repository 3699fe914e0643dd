"""Reading how an approved work is spread: its plan, its record, a line of it on other pages."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count, F, Min, Q, Sum

from staffroom.core.errors import Absent
from staffroom.core.viewer import Viewer
from staffroom.features.review.models import (
    AHEAD,
    Conclusion,
    Spreading,
    SpreadingStep,
    StepAnswer,
    StepState,
)
from staffroom.features.review.policies import spreading as policies
from staffroom.shared.communities.registry import knows_people
from staffroom.shared.publications.models import Publication, PublicationStatus
from staffroom.shared.publications.policies import visible_publications
from staffroom.shared.publications.queries.feeds import HIDDEN_NAME
from staffroom.shared.publications.registry import page_address
from staffroom.ui.words import in_quotes

MOST = 200
MOST_TOLD = 5  # steps of a work beside it on other pages


def approved(viewer: Viewer, pid: str) -> Conclusion:
    """The last approval of a work that this viewer may know of.

    Raises:
        Absent: there is none.
    """
    rows = policies.approved(viewer).filter(request__publication__pid=pid).select_related(
        "request__publication__author", "request__district", "request__community", "spreading",
        "document",
    )  # fmt: skip
    found = rows.order_by("-made_at", "-pk").first()
    if found is None:
        raise Absent
    return found


def plan_of(conclusion: Conclusion) -> Spreading | None:
    """The plan of an approved work; None while there is none."""
    found: Spreading | None = getattr(conclusion, "spreading", None)
    if found is not None:
        found.conclusion = conclusion
    return found


def step(viewer: Viewer, pid: str, step_pid: str) -> SpreadingStep:
    """A step of the plan of a work.

    Raises:
        Absent: there is none, or the work is not for this viewer.
    """
    plan = plan_of(approved(viewer, pid))
    rows = SpreadingStep.objects.filter(spreading=plan, pid=step_pid)
    found = rows.select_related("responsible", "publication").first()
    if plan is None or found is None:
        raise Absent
    found.spreading = plan
    return found


@dataclass(frozen=True, slots=True)
class Line:
    """A step as this viewer may read it: who answers for it has a name only for people of the network."""

    step: SpreadingStep
    who: str
    who_pid: str
    shown: tuple[str, str] | None  # title and address of what of the site tells of it
    is_late: bool


def lines(viewer: Viewer, plan: Spreading, *, today: date) -> list[Line]:
    """Steps in the order of days; as many queries for sixty as for one."""
    rows = SpreadingStep.objects.filter(spreading=plan).select_related("responsible", "publication")
    found = list(rows.order_by("planned_on", "pk")[:MOST])
    readable = _readable(viewer, (one.publication_id for one in found))
    knows = knows_people(viewer, plan.conclusion.request.district_id)
    return [_line(one, readable, today, knows=knows) for one in found]


def _line(
    one: SpreadingStep, readable: dict[int, tuple[str, str]], today: date, *, knows: bool
) -> Line:
    one_is_named = one.responsible is not None and one.answer != StepAnswer.DECLINED
    who = who_pid = ""
    if one_is_named and one.responsible is not None:
        is_told = knows or one.responsible.is_public_name
        who = one.responsible.name if is_told else HIDDEN_NAME
        who_pid = one.responsible.pid if knows else ""
    return Line(
        step=one, who=who, who_pid=who_pid, shown=readable.get(one.publication_id or 0),
        is_late=one.is_ahead and one.planned_on < today,
    )  # fmt: skip


def _readable(viewer: Viewer, keys: Iterable[int | None]) -> dict[int, tuple[str, str]]:
    """Titles and addresses of publications that this viewer may read."""
    asked = [key for key in keys if key]
    if not asked:
        return {}
    rows = visible_publications(viewer).filter(pk__in=asked, status=PublicationStatus.PUBLISHED)
    return {
        key: (title, page_address(pid, slug))
        for key, pid, slug, title in rows.values_list("pk", "pid", "slug", "title")
    }


class Progress(NamedTuple):
    """How far the spreading of a work has come."""

    step_n: int
    held_n: int
    people_n: int
    next_on: date | None


def progress(plan: Spreading) -> Progress:
    """Steps that were not dropped, those held, who took part in them, the nearest day ahead."""
    held = Q(state=StepState.HELD)
    found = SpreadingStep.objects.filter(spreading=plan).aggregate(
        step_n=Count("pk", filter=~Q(state=StepState.DROPPED)),
        held_n=Count("pk", filter=held),
        people_n=Sum("people_n", filter=held, default=0),
        next_on=Min("planned_on", filter=Q(state__in=AHEAD)),
    )
    return Progress(**found)


def told_of(keys: Sequence[int]) -> dict[int, list[str]]:
    """Publication → its latest steps that were held, in words; of works whose mark is shown."""
    rows = SpreadingStep.objects.filter(
        spreading__conclusion__request__publication__in=keys,
        spreading__conclusion__is_shown=True, state=StepState.HELD,
    ).annotate(work=F("spreading__conclusion__request__publication"))  # fmt: skip
    found: dict[int, list[str]] = defaultdict(list)
    for one in rows.order_by("-held_on", "-pk"):
        words = found[one.work]  # type: ignore[attr-defined]  # annotated above
        if len(words) < MOST_TOLD:
            words.append(record_words(one))
    return found


def record_words(one: SpreadingStep) -> str:
    """«12.10.2026, мастер-класс: «Квест на складе», Школа № 2, 24 участника»."""
    day = f"{one.held_on:%d.%m.%Y}" if one.held_on else ""
    told = [f"{day}, {one.get_kind_display().lower()}: {in_quotes(one.title)}"]
    told += [one.held_where] if one.held_where else []
    told += [f"участников: {one.people_n}"] if one.people_n else []
    return ", ".join(told)


def works_for(viewer: Viewer, plan: Spreading) -> list[Publication]:
    """Publications that may tell of a step: what the authors of the work have published, the newest first."""
    request = plan.conclusion.request
    rows = visible_publications(viewer).filter(
        author=request.author_id, district=request.district_id, status=PublicationStatus.PUBLISHED
    )
    return list(rows.order_by("-published_at", "-pk")[:MOST])
