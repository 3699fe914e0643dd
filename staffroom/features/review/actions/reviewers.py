"""Experts of a district: admitting, directions, load, vacations, merits, ties."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from staffroom.core.errors import DomainError
from staffroom.core.events import publish
from staffroom.core.policy import HIDE, deny, require
from staffroom.core.viewer import Viewer
from staffroom.features.review import events, registry
from staffroom.features.review.models import Direction, Merit, Reviewer, Tie, Vacation
from staffroom.features.review.policies import reviewers as policies
from staffroom.shared.accounts.models import Person
from staffroom.shared.accounts.registry import SUBJECTS
from staffroom.shared.organizations.models import District

MOST_LOAD = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What is kept of an expert: directions as (subject, level), an empty code is any."""

    directions: Sequence[tuple[str, str]] = field(default_factory=tuple)
    most_at_once: int = registry.USUAL_LOAD
    basis: str = ""
    merit_kind: str = ""
    merit_words: str = ""


@transaction.atomic
def admit(
    *, district: District, person: Person, card: Card, actor: Viewer, at: datetime
) -> Reviewer:
    """Make somebody an expert, or change what is kept of him (OL-3.3.2.d: no order is needed).

    Raises:
        DomainError: no direction, a load that nobody can bear.
    """
    require(policies.may_keep(actor, district))
    return _admitted(district, person, card, actor, at)


@transaction.atomic
def volunteer(
    *, district: District, person: Person, card: Card, actor: Viewer, at: datetime
) -> Reviewer:
    """Become an expert of colleagues by one's merit, where the regulation asks for no order (OL-3.3.2.d).

    Raises:
        DomainError: no direction, no merit.
    """
    require(HIDE if actor.person_id != person.pk else policies.may_volunteer(actor, district))
    if not (card.merit_kind and card.merit_words.strip()):
        raise DomainError(
            "Назовите заслугу: по ней коллеги будут вам доверять.", field="merit_words"
        )
    return _admitted(district, person, card, actor, at)


def _admitted(
    district: District, person: Person, card: Card, actor: Viewer, at: datetime
) -> Reviewer:
    _judge(card)
    made, is_new = Reviewer.objects.get_or_create(
        district=district, person=person,
        defaults={"admitted_by_id": actor.person_id, "admitted_at": at},
    )  # fmt: skip
    was_ended = made.ended_at is not None
    made.most_at_once, made.basis, made.ended_at = card.most_at_once, card.basis.strip()[:255], None
    made.save(update_fields=["most_at_once", "basis", "ended_at"])
    _direct(made, card.directions)
    if card.merit_kind and card.merit_words.strip():
        Merit.objects.create(
            reviewer=made, kind=card.merit_kind, words=card.merit_words.strip()[:300], told_at=at
        )
    if is_new or was_ended:
        _tell(events.ReviewerAdmitted, made, actor)
    return made


def _judge(card: Card) -> None:
    if not card.directions:
        raise DomainError("Назовите хотя бы одно направление.", field="subjects")
    if any(subject and subject not in SUBJECTS for subject, _ in card.directions):
        raise DomainError("Такого предмета нет.", field="subjects")
    if any(level and level not in registry.LEVELS for _, level in card.directions):
        raise DomainError("Такого уровня нет.", field="levels")
    if not 1 <= card.most_at_once <= MOST_LOAD:
        raise DomainError(f"Работ сразу: от 1 до {MOST_LOAD}.", field="most_at_once")


def _direct(reviewer: Reviewer, directions: Sequence[tuple[str, str]]) -> None:
    reviewer.directions.all().delete()
    Direction.objects.bulk_create(
        Direction(reviewer=reviewer, subject=subject, level=level)
        for subject, level in dict.fromkeys(directions)
    )


@transaction.atomic
def end(*, reviewer: Reviewer, actor: Viewer, at: datetime) -> None:
    """He is no expert any more; what he has not handed in goes to others (`opinions.close_conflicts`)."""
    require(policies.may_keep(actor, reviewer.district))
    if Reviewer.objects.filter(pk=reviewer.pk, ended_at=None).update(ended_at=at):
        _tell(events.ReviewerEnded, reviewer, actor)


@transaction.atomic
def set_vacation(*, reviewer: Reviewer, from_on: date, to_on: date, actor: Viewer) -> Vacation:
    """Days on which nothing is given to an expert: told by himself or by who keeps the list.

    Raises:
        DomainError: it ends before it begins.
    """
    require(policies.may_rest(actor, reviewer))
    if to_on < from_on:
        raise DomainError("Последний день раньше первого.", field="to_on")
    return Vacation.objects.create(reviewer=reviewer, from_on=from_on, to_on=to_on)


@transaction.atomic
def drop_vacation(*, vacation: Vacation, actor: Viewer) -> None:
    """He is not away after all."""
    require(policies.may_rest(actor, vacation.reviewer))
    Vacation.objects.filter(pk=vacation.pk).delete()


@transaction.atomic
def tell_of_tie(
    *, district: District, person: Person, other: Person, kind: str, actor: Viewer, at: datetime
) -> Tie:
    """Declare that two people do not judge each other: one of them, or who keeps the list.

    Raises:
        DomainError: one person twice, an unknown kind.
    """
    is_own = actor.person_id in {person.pk, other.pk}
    if not is_own and not policies.may_keep(actor, district):
        require(deny("О связи говорит один из двоих или тот, кто ведёт список экспертов."))
    if person.pk == other.pk or kind not in registry.TIES:
        raise DomainError("Выберите другого человека и вид связи.", field="person")
    first, second = sorted((person, other), key=lambda one: one.pk)
    made, _ = Tie.objects.update_or_create(
        person=first, other=second,
        defaults={"district": district, "kind": kind, "told_by_id": actor.person_id, "told_at": at},
    )  # fmt: skip
    return made


def _tell(kind: type[events.ReviewerFact], reviewer: Reviewer, actor: Viewer) -> None:
    publish(
        kind(
            district_id=reviewer.district_id, actor_id=actor.person_id, reviewer_id=reviewer.pk,
            person_id=reviewer.person_id,
        )
    )  # fmt: skip
