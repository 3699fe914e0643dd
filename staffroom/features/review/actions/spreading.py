"""Planning how an approved work is spread, and keeping the record of each step (BT-1.3.5.b)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse

from staffroom.core.errors import DomainError, Stale
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.features.review import events, registry
from staffroom.features.review.models import (
    AHEAD,
    Conclusion,
    Spreading,
    SpreadingStep,
    StepAnswer,
    StepKind,
    StepState,
)
from staffroom.features.review.policies import spreading as policies
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.queries.network import people_of
from staffroom.shared.duties import actions as duties
from staffroom.shared.duties.queries.terms import end_of, today_in
from staffroom.shared.duties.registry import Outcome
from staffroom.shared.publications.models import Publication
from staffroom.shared.publications.policies import may_read

GONE = "Пока вы смотрели, шаг изменили. Откройте страницу заново."


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What is planned."""

    kind: str
    title: str
    planned_on: date
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What is on record of a step that was held."""

    held_on: date
    held_where: str = ""
    people_n: int | None = None
    link: str = ""
    paper: str = ""
    remark: str = ""
    publication: Publication | None = None


@transaction.atomic
def begin(*, conclusion: Conclusion, words: str, actor: Viewer, at: datetime) -> Spreading:
    """Begin the plan of an approved work."""
    require(policies.may_begin(actor, conclusion))
    made = Spreading(
        conclusion=conclusion, words=words.strip()[:2000], made_by_id=actor.person_id, made_at=at
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as twice:
        raise Stale("План уже составили: обновите страницу.") from twice
    _tell(events.SpreadingBegun, made, actor)
    return made


@transaction.atomic
def add_step(
    *, spreading: Spreading, step: Step, person: Person | None, actor: Viewer, at: datetime
) -> SpreadingStep:
    """Write a step; the person named is asked, and answers for it only after agreeing.

    Raises:
        DomainError: the kind is none of ours, or the person is not of the district's network.
    """
    require(policies.may_keep(actor, spreading))
    made = SpreadingStep(spreading=spreading, **_checked(step))
    made.save(force_insert=True)
    _tell(events.StepPlanned, spreading, actor, step_id=made.pk)
    if person is not None:
        _offer(made, person, actor, at)
    return made


@transaction.atomic
def change_step(
    *, step: SpreadingStep, to: Step, person: Person | None, actor: Viewer, at: datetime
) -> None:
    """Write a step anew, but for its day: that is moved with the reason. Another person is asked anew."""
    require(policies.may_change(actor, step))
    plain = _checked(to)
    if plain.pop("planned_on") != step.planned_on:
        raise DomainError("День меняют переносом, с причиной.", field="planned_on")
    _turn(step, AHEAD, **plain)
    if (person.pk if person else None) == step.responsible_id:
        return
    _nothing_owed(step, Outcome.GONE, actor, at)
    _turn(step, AHEAD, responsible_id=None, answer="")
    if person is not None:
        _offer(step, person, actor, at)


def _checked(step: Step) -> dict[str, Any]:
    if step.kind not in StepKind.values:
        raise DomainError("Выберите, что это за шаг.", field="kind")
    if not step.title.strip():
        raise DomainError("Напишите, что собираетесь сделать.", field="title")
    return {
        "kind": step.kind, "title": step.title.strip()[:200], "place": step.place.strip()[:200],
        "planned_on": step.planned_on,
    }  # fmt: skip


def _offer(step: SpreadingStep, person: Person, actor: Viewer, at: datetime) -> None:
    """Ask somebody of the network; who names himself has agreed."""
    request = step.spreading.conclusion.request
    if not people_of([request.district_id]).filter(pk=person.pk).exists():
        raise DomainError("Отвечать за шаг может участник сети этого района.", field="person")
    is_own = person.pk == actor.person_id
    answer = StepAnswer.ACCEPTED if is_own else StepAnswer.ASKED
    _turn(step, AHEAD, responsible_id=person.pk, answer=answer, asked_by_id=actor.person_id)
    step.responsible = person
    if is_own:
        _owe(step, registry.STEP, actor, at)
        return
    _owe(step, registry.STEP_ANSWER, actor, at)
    _tell(events.StepOffered, step.spreading, actor, step_id=step.pk, person_id=person.pk)


@transaction.atomic
def answer(
    *, step: SpreadingStep, is_accepted: bool, words: str, actor: Viewer, at: datetime
) -> None:
    """Take the step, or decline it with the reason.

    Raises:
        DomainError: no reason is given.
    """
    require(policies.may_answer(actor, step))
    if not is_accepted and not words.strip():
        raise DomainError(
            "Напишите, почему не можете: коллегам нужно искать замену.", field="words"
        )
    to = StepAnswer.ACCEPTED if is_accepted else StepAnswer.DECLINED
    rows = SpreadingStep.objects.filter(
        pk=step.pk, answer=StepAnswer.ASKED, responsible=actor.person_id
    )
    said = "" if is_accepted else words.strip()[:400]
    if not rows.update(answer=to, words=said):
        raise Stale(GONE)
    step.answer, step.words = to, said
    _nothing_owed(step, Outcome.DONE if is_accepted else Outcome.REFUSED, actor, at)
    if is_accepted:
        _owe(step, registry.STEP, actor, at)
    _tell(
        events.StepAnswered, step.spreading, actor, step_id=step.pk, person_id=actor.author_id,
        is_accepted=is_accepted,
    )  # fmt: skip


@transaction.atomic
def hold(*, step: SpreadingStep, record: Record, actor: Viewer, at: datetime) -> None:
    """Put a step on record: when, where, how many took part, what tells of it.

    Raises:
        DomainError: a day to come, or a publication that the actor may not read.
    """
    require(policies.may_mark(actor, step))
    if record.held_on > today_in(step.spreading.conclusion.request.district, at):
        raise DomainError("Этот день ещё не наступил.", field="held_on")
    if record.publication is not None and not may_read(actor, record.publication):
        raise DomainError("Такой записи нет.", field="publication")
    _turn(
        step, AHEAD, state=StepState.HELD, held_on=record.held_on, words="",
        held_where=record.held_where.strip()[:200], people_n=record.people_n, link=record.link,
        paper=record.paper.strip()[:200], remark=record.remark.strip()[:600],
        publication_id=record.publication.pk if record.publication else None,
    )  # fmt: skip
    _nothing_owed(step, Outcome.DONE, actor, at)
    _tell(events.StepHeld, step.spreading, actor, step_id=step.pk)


@transaction.atomic
def move(*, step: SpreadingStep, to: date, words: str, actor: Viewer, at: datetime) -> None:
    """Move a step to another day, never without the reason; the first day is kept.

    Raises:
        DomainError: no reason, or the same day.
    """
    require(policies.may_mark(actor, step))
    if not words.strip():
        raise DomainError("Напишите, почему переносите.", field="words")
    if to == step.planned_on:
        raise DomainError("Укажите новый день.", field="planned_on")
    first = step.first_on or step.planned_on
    _turn(
        step, AHEAD, state=StepState.MOVED, planned_on=to, first_on=first, words=words.strip()[:400]
    )
    if step.answer == StepAnswer.ACCEPTED:
        _nothing_owed(step, Outcome.GONE, actor, at)
        _owe(step, registry.STEP, actor, at)
    _tell(events.StepMoved, step.spreading, actor, step_id=step.pk)


@transaction.atomic
def drop(*, step: SpreadingStep, words: str, actor: Viewer, at: datetime) -> None:
    """Drop a step, never without the reason; it stays in the plan with it.

    Raises:
        DomainError: no reason is given.
    """
    require(policies.may_mark(actor, step))
    if not words.strip():
        raise DomainError("Напишите, почему отменяете.", field="words")
    _turn(step, AHEAD, state=StepState.DROPPED, words=words.strip()[:400])
    _nothing_owed(step, Outcome.GONE, actor, at)
    _tell(events.StepDropped, step.spreading, actor, step_id=step.pk)


@transaction.atomic
def reopen(*, step: SpreadingStep, actor: Viewer, at: datetime) -> None:
    """Take a marked step back into the plan; its record goes."""
    require(policies.may_reopen(actor, step))
    to = StepState.MOVED if step.first_on else StepState.PLANNED
    _turn(
        step, (StepState.HELD, StepState.DROPPED), state=to, words="", held_on=None, held_where="",
        people_n=None, link="", paper="", remark="", publication_id=None,
    )  # fmt: skip
    if step.answer in {StepAnswer.ACCEPTED, StepAnswer.ASKED}:
        is_taken = step.answer == StepAnswer.ACCEPTED
        _owe(step, registry.STEP if is_taken else registry.STEP_ANSWER, actor, at)
    _tell(events.StepReopened, step.spreading, actor, step_id=step.pk)


def _turn(step: SpreadingStep, was: tuple[str, ...], **changes: Any) -> None:
    if not SpreadingStep.objects.filter(pk=step.pk, state__in=was).update(**changes):
        raise Stale(GONE)
    for name, value in changes.items():
        setattr(step, name, value)


def _owe(step: SpreadingStep, kind: str, actor: Viewer, at: datetime) -> None:
    """The person named owes his answer, and then the record of the step by the end of its day."""
    request = step.spreading.conclusion.request
    is_answer = kind == registry.STEP_ANSWER
    words = "Возьмёте шаг диссеминации?" if is_answer else "Проведите и отметьте шаг диссеминации"
    title = step.title.replace("{", "(").replace("}", ")")
    duties.open_duty(
        kind=kind, district_id=request.district_id, subject=(registry.SPREADING_STEP, step.pk),
        title=f"{words}: {title}", owner_id=step.responsible_id, actor=actor, at=at,
        url=f"{reverse('review:spreading', args=[request.publication.pid])}#step-{step.pid}",
        due_at=end_of(step.planned_on, request.district),
    )  # fmt: skip


def _nothing_owed(step: SpreadingStep, outcome: Outcome, actor: Viewer, at: datetime) -> None:
    duties.close_duties(
        subject=(registry.SPREADING_STEP, step.pk), outcome=outcome, actor=actor, at=at
    )


def _tell(kind: type[events.ReviewFact], spreading: Spreading, actor: Viewer, **more: Any) -> None:
    request = spreading.conclusion.request
    publish(
        kind(
            district_id=request.district_id, actor_id=actor.person_id, request_id=request.pk,
            publication_id=request.publication_id, community_id=request.community_id, **more,
        )
    )  # fmt: skip
