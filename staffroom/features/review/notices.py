"""What people are told of review: never who the other side is."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse

from staffroom.core.clock import now
from staffroom.core.plugs import Notice, notice
from staffroom.features.review import events
from staffroom.features.review.models import (
    Assignment,
    Recommendation,
    ReviewRequest,
    SpreadingStep,
    StepAnswer,
)
from staffroom.features.review.policies.conflicts import authors_of
from staffroom.features.review.queries.council import members
from staffroom.shared.accounts.registry import Power
from staffroom.shared.duties.queries import holders
from staffroom.shared.organizations.models import District
from staffroom.ui.words import in_quotes

EXPERT: dict[str, Any] = {
    "kind": "review.expert", "title": "Мои работы как эксперта", "default_mail": "at_once",
}  # fmt: skip
AUTHOR: dict[str, Any] = {
    "kind": "review.author", "title": "Экспертиза моих работ", "default_mail": "at_once", "is_whole": True,
}  # fmt: skip
ORGANISER: dict[str, Any] = {
    "kind": "review.organiser", "title": "Экспертиза, которую я организую", "is_for_staff": True,
}  # fmt: skip
COUNCIL: dict[str, Any] = {
    "kind": "review.council", "title": "Что решает методический совет", "is_for_staff": True,
}  # fmt: skip


def _request(key: int) -> ReviewRequest:
    return ReviewRequest.objects.select_related("district", "publication").get(pk=key)


def _page(found: ReviewRequest) -> str:
    return reverse("review:request", args=[found.district.slug, found.pid])


def _voice(key: int) -> str:
    found = Recommendation.objects.select_related("conclusion__request__district").get(pk=key)
    return reverse(
        "review:recommendation", args=[found.conclusion.request.district.slug, found.pid]
    )


def _day(at: datetime, district: District) -> date:
    """The day of a moment by the clock of the district: letters go where no page tells one."""
    return at.astimezone(ZoneInfo(district.time_zone)).date()


def _organisers(found: ReviewRequest, but: int | None) -> list[int]:
    scope = (found.scope_kind, found.scope_id)
    known = set(holders(Power(found.power), scope, at=now()).values_list("pk", flat=True))
    return sorted(known - authors_of(found) - {but})


@notice(events.ExpertAsked, **EXPERT)
def asked(event: events.ExpertAsked) -> Iterator[Notice]:
    """The expert: the frozen title alone, which names nobody where nobody may be named."""
    rows = Assignment.objects.select_related("reviewer", "round", "request__district")
    one = rows.get(pk=event.assignment_id)
    if one.reviewer is None:
        return
    title = " ".join(one.round.title.replace("{", "(").replace("}", ")").split())
    by = f"{_day(one.answer_by_at, one.request.district):%d.%m.%Y}"
    yield Notice(
        text=f"Вас просят посмотреть работу {in_quotes(title)}. Ответьте до {by}."[:400],
        link=reverse("review:work", args=[one.request.district.slug, one.pid]),
        to=[one.reviewer.person_id], addressed=True,
    )  # fmt: skip


@notice(events.ExpertReleased, **EXPERT)
def released(event: events.ExpertReleased) -> Iterator[Notice]:
    """The expert whom the work was taken back from; who declined himself knows it."""
    one = Assignment.objects.select_related("reviewer", "request__district").get(
        pk=event.assignment_id
    )
    if one.reviewer is None or event.state == "declined":
        return
    words = (
        "Вы не ответили в срок: работу посмотрит другой эксперт."
        if event.state == "lapsed"
        else "Работу, которую вам давали на экспертизу, посмотрит другой эксперт."
    )
    yield Notice(
        text=words, link=reverse("review:home", args=[one.request.district.slug]),
        to=[one.reviewer.person_id], addressed=True,
    )  # fmt: skip


@notice(events.ExpertReleased, **ORGANISER)
def left_without(event: events.ExpertReleased) -> Iterator[Notice]:
    """Organisers: an expert is gone, another is looked for."""
    found = _request(event.request_id)
    yield Notice(
        text="Один из экспертов больше не смотрит работу: проверьте, хватает ли экспертов.",
        link=_page(found),
        to=_organisers(found, event.actor_id),
    )


@notice(events.ReviewAsked, **ORGANISER)
def received(event: events.ReviewAsked) -> Iterator[Notice]:
    """Organisers: a work has come."""
    found = _request(event.request_id)
    yield Notice(
        text="На экспертизу сдали работу. Посмотрите, хватает ли ей экспертов.", link=_page(found),
        to=_organisers(found, event.actor_id),
    )  # fmt: skip


@notice(events.OpinionsComplete, **ORGANISER)
def complete(event: events.OpinionsComplete) -> Iterator[Notice]:
    """Organisers: every opinion is in."""
    found = _request(event.request_id)
    yield Notice(
        text="Все отзывы сданы: дайте заключение.", link=_page(found), to=_organisers(found, None)
    )


@notice(events.OpinionsDiffer, **ORGANISER)
def differ(event: events.OpinionsDiffer) -> Iterator[Notice]:
    """Organisers: two opinions are far apart."""
    found = _request(event.request_id)
    yield Notice(
        text="Мнения экспертов разошлись: нужен третий эксперт.", link=_page(found),
        to=_organisers(found, None),
    )  # fmt: skip


@notice(events.ReviewReturned, **AUTHOR)
def returned(event: events.ReviewReturned) -> Iterator[Notice]:
    """Authors: what to put right stands on the page."""
    found = _request(event.request_id)
    yield Notice(
        text="Эксперты посмотрели вашу работу: доработайте её и сдайте снова. Отзывы на странице.",
        link=_page(found), to=sorted(authors_of(found)), addressed=True,
    )  # fmt: skip


@notice(events.ReviewConcluded, **AUTHOR)
def concluded(event: events.ReviewConcluded) -> Iterator[Notice]:
    """Authors: the conclusion is given."""
    found = _request(event.request_id)
    yield Notice(
        text="По вашей работе дано экспертное заключение. Отзывы и вывод на странице.",
        link=_page(found), to=sorted(authors_of(found)), addressed=True,
    )  # fmt: skip


@notice(events.ReviewWithdrawn, **AUTHOR)
def withdrawn(event: events.ReviewWithdrawn) -> Iterator[Notice]:
    """Authors whose work an organiser took off."""
    found = _request(event.request_id)
    if event.actor_id is None or event.actor_id == found.author_id:
        return
    yield Notice(
        text="Экспертизу вашей работы отменили. Причина на странице.", link=_page(found),
        to=sorted(authors_of(found)), addressed=True,
    )  # fmt: skip


@notice(events.WorkProposed, **COUNCIL)
def proposed(event: events.WorkProposed) -> Iterator[Notice]:
    """Members of the council who have not spoken yet, and by when they are asked to."""
    found = _request(event.request_id)
    by_at = Recommendation.objects.get(pk=event.recommendation_id).vote_by_at
    ends = f" до {_day(by_at, found.district):%d.%m.%Y}" if by_at else ""
    yield Notice(
        text="Методическому совету предложили рекомендовать работу «{publication}»:"
        f" скажите{ends}, за вы или против.",
        link=_voice(event.recommendation_id), publication_id=event.publication_id,
        to=sorted(members(found, at=now()) - {event.actor_id}),
    )  # fmt: skip


@notice(events.WorkNotRecommended, **AUTHOR)
def not_recommended(event: events.WorkNotRecommended) -> Iterator[Notice]:
    """Authors: the council has looked and does not recommend the work yet."""
    found = _request(event.request_id)
    yield Notice(
        text="Методический совет рассмотрел вашу работу и пока её не рекомендует. Подробности на странице.",
        link=_voice(event.recommendation_id), to=sorted(authors_of(found)), addressed=True,
    )  # fmt: skip


@notice(events.WorkRecommended, **AUTHOR)
def recommended(event: events.WorkRecommended) -> Iterator[Notice]:
    """Authors: the council recommends the work."""
    found = _request(event.request_id)
    yield Notice(
        text="Методический совет рекомендовал вашу работу.", link=_page(found),
        to=sorted(authors_of(found)), addressed=True,
    )  # fmt: skip


SPREADING: dict[str, Any] = {
    "kind": "review.spreading", "title": "Диссеминация опыта", "default_mail": "at_once",
}  # fmt: skip


def _of_step(event: events.StepFact, words: str, *, to: set[int]) -> Iterator[Notice]:
    found = _request(event.request_id)
    whom = sorted(to - {event.actor_id or 0})
    if whom:
        yield Notice(
            text=words, to=whom, publication_id=event.publication_id, addressed=True,
            link=reverse("review:spreading", args=[found.publication.pid]),
        )  # fmt: skip


def _concerned(event: events.StepFact) -> set[int]:
    """The authors, and who agreed to answer for the step."""
    mine = SpreadingStep.objects.filter(pk=event.step_id, answer=StepAnswer.ACCEPTED)
    keys = {key for key in mine.values_list("responsible_id", flat=True) if key}
    return keys | authors_of(_request(event.request_id))


@notice(events.StepOffered, **SPREADING)
def step_offered(event: events.StepOffered) -> Iterator[Notice]:
    """Who is asked to answer for a step."""
    words = "Вас просят взять шаг диссеминации: «{publication}». Ответьте, возьмёте ли его."
    yield from _of_step(event, words, to={event.person_id})


@notice(events.StepAnswered, **SPREADING)
def step_answered(event: events.StepAnswered) -> Iterator[Notice]:
    """The authors and who asked."""
    asked = SpreadingStep.objects.filter(pk=event.step_id).values_list("asked_by_id", flat=True)
    to = {key for key in asked if key} | authors_of(_request(event.request_id))
    said = "взял шаг" if event.is_accepted else "не может взять шаг"
    yield from _of_step(event, f"Коллега {said} диссеминации: «{{publication}}».", to=to)


@notice(events.StepMoved, **SPREADING)
def step_moved(event: events.StepMoved) -> Iterator[Notice]:
    """The authors and who answers for it."""
    words = "Шаг диссеминации перенесён: «{publication}»."
    yield from _of_step(event, words, to=_concerned(event))


@notice(events.StepDropped, **SPREADING)
def step_dropped(event: events.StepDropped) -> Iterator[Notice]:
    """The authors and who answers for it."""
    words = "Шаг диссеминации отменён: «{publication}»."
    yield from _of_step(event, words, to=_concerned(event))


@notice(events.StepHeld, **SPREADING)
def step_held(event: events.StepHeld) -> Iterator[Notice]:
    """The authors and who answers for it."""
    words = "Шаг диссеминации проведён и записан: «{publication}»."
    yield from _of_step(event, words, to=_concerned(event))
