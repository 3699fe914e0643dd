"""Gathering a page of experience, asking to study it, answering."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.urls import reverse

from staffroom.core.errors import DomainError, Stale
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.viewer import SYSTEM, Viewer
from staffroom.features.materials.actions.opening import judges_of
from staffroom.overviews.experience import events, policies, registry
from staffroom.overviews.experience.models import (
    Acquaintance,
    AcquaintanceState,
    Experience,
    Piece,
)
from staffroom.overviews.experience.queries import own_works
from staffroom.shared.accounts.models import Person
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.duties import actions as duties
from staffroom.shared.duties.queries import term_by
from staffroom.shared.duties.registry import Outcome
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.models import Publication

State = AcquaintanceState


@transaction.atomic
def gather(
    *,
    person: Person,
    about: str,
    works: Sequence[Publication],
    is_shown: bool,
    shows_reviews: bool,
    actor: Viewer,
    at: datetime,
) -> Experience:
    """Write the page of a teacher: a word about himself, which of his materials stand there, whether it is shown.

    Raises:
        Forbidden: it is not his own, or he is of no network.
        DomainError: a material is not his or is not published; a page with nothing on it is shown.
    """
    require(policies.may_keep(actor, person.pk))
    require(policies.may_gather(actor))
    chosen = {one.pk for one in works}
    if chosen - set(own_works(person.pk).filter(pk__in=chosen).values_list("pk", flat=True)):
        raise DomainError("Показать можно свои опубликованные материалы.", field="works")
    if len(chosen) > registry.MOST_SHOWN:
        raise DomainError(
            f"На странице помещается не больше {registry.MOST_SHOWN} материалов.", field="works"
        )
    if is_shown and not chosen:
        raise DomainError("Отметьте хотя бы один материал: показывать пока нечего.", field="works")
    found, _is_new = Experience.objects.select_for_update().get_or_create(
        person=person, defaults={"changed_at": at}
    )
    was_shown = found.shown_at is not None
    found.about, found.shows_reviews, found.changed_at = about.strip(), shows_reviews, at
    found.shown_at = (found.shown_at or at) if is_shown else None
    found.save(update_fields=["about", "shows_reviews", "shown_at", "changed_at"])
    _put(found, chosen, actor, at)
    settle(experience_id=found.pk, actor=actor, at=at)
    publish(_page_fact(found, was_shown=was_shown, actor=actor))
    return found


def _put(found: Experience, chosen: set[int], actor: Viewer, at: datetime) -> None:
    standing = set(found.pieces.values_list("publication_id", flat=True))
    for piece in found.pieces.exclude(publication__in=chosen).order_by("pk"):
        _no_preparing(piece.pk, Outcome.GONE, actor, at)
        piece.delete()
    Piece.objects.bulk_create(
        Piece(experience=found, publication_id=key, added_at=at)
        for key in sorted(chosen - standing)
    )


def _page_fact(found: Experience, *, was_shown: bool, actor: Viewer) -> events.PageFact:
    kind: type[events.PageFact] = events.ExperienceChanged
    if was_shown != (found.shown_at is not None):
        kind = events.ExperienceClosed if was_shown else events.ExperienceShown
    return kind(
        district_id=None,
        actor_id=actor.person_id,
        experience_id=found.pk,
        person_id=found.person_id,
    )


@transaction.atomic
def prepare(*, piece: Piece, actor: Viewer, at: datetime) -> None:
    """Say that a material is ready to be shown as experience (PD-4.8).

    Raises:
        Forbidden: the actor does not moderate where it stands, or is its author.
    """
    require(policies.may_prepare(actor, piece.publication))
    rows = Piece.objects.filter(pk=piece.pk, prepared_at=None)
    if rows.update(prepared_at=at, prepared_by=actor.author_id):
        _no_preparing(piece.pk, Outcome.DONE, actor, at)
        publish(
            events.PiecePrepared(
                district_id=piece.publication.district_id, actor_id=actor.person_id,
                experience_id=piece.experience_id, person_id=piece.experience.person_id,
                publication_id=piece.publication_id,
            )
        )  # fmt: skip


@transaction.atomic
def settle(*, experience_id: int, actor: Viewer, at: datetime) -> None:
    """Moderators owe the preparation of what waits for it on a shown page, and of nothing else; may be repeated.

    It is owed where the regulation shows experience after editing (`visibility.experience`), by those who
    moderate where the material stands, never by its author alone.
    """
    rows = Piece.objects.filter(experience=experience_id, prepared_at=None).select_related(
        "experience__person", "publication__home_community", "publication__district",
        "publication__author",
    )  # fmt: skip
    for piece in rows.order_by("pk"):
        if policies.waits_for_moderator(piece):
            _owe_preparing(piece, actor, at)
        else:
            _no_preparing(piece.pk, Outcome.GONE, actor, at)


def _owe_preparing(piece: Piece, actor: Viewer, at: datetime) -> None:
    shown = piece.publication
    title = shown.title.replace("{", "(").replace("}", ")")
    rules = rules_of(shown.home_community or shown.district)
    term = term_by(rules, "visibility.prepare_days", at, shown.district)
    duties.open_duty(
        kind=registry.PREPARE, district_id=shown.district_id, subject=(registry.PIECE, piece.pk),
        title=f"Подготовьте материал к показу на странице опыта: {title}",
        url=reverse("experience:page", args=[piece.experience.person.pid]), actor=actor, at=at,
        power=Power.MODERATE, scope=judges_of(shown, at), about_id=shown.author_id,
        due_at=term.due_at, clause=term.clause, rules_id=term.rules_id,
    )  # fmt: skip


def _no_preparing(key: int, outcome: Outcome, actor: Viewer, at: datetime) -> None:
    duties.close_duties(subject=(registry.PIECE, key), outcome=outcome, actor=actor, at=at)


@transaction.atomic
def ask(*, experience: Experience, why: str, actor: Viewer, at: datetime) -> Acquaintance:
    """Ask a teacher to let one study his experience (BB-7.1.5).

    Raises:
        Absent: the page does not open on request to this person.
        Forbidden: it was asked already, or refused within the last month.
    """
    opened = policies.door(actor, experience)
    require(policies.may_ask(actor, experience, opened, at=at))
    district = District.objects.get(pk=opened.ask_in[0])
    try:
        with transaction.atomic():
            made = Acquaintance.objects.create(
                experience=experience, person_id=actor.author_id, district=district,
                why=why.strip(), state=State.ASKED, asked_at=at,
            )  # fmt: skip
    except IntegrityError:
        raise DomainError("Вы уже попросили: коллега ответит.") from None
    duties.open_duty(
        kind=registry.ANSWER, district_id=district.pk, subject=(registry.REQUEST, made.pk),
        title="{person} просит познакомиться с вашим опытом", about_id=actor.person_id,
        url=reverse("experience:request", args=[experience.person.pid, made.pid]),
        owner_id=experience.person_id, actor=actor, at=at,
    )  # fmt: skip
    publish(_fact(events.AcquaintanceAsked, made, actor))
    return made


@transaction.atomic
def take_back(*, found: Acquaintance, actor: Viewer, at: datetime) -> None:
    """Take one's request back, or give up what was opened; the row is not kept.

    Raises:
        Stale: it has been answered with a refusal meanwhile.
    """
    require(policies.may_take_back(actor, found))
    fact = _fact(events.AcquaintanceTakenBack, found, actor)
    rows = Acquaintance.objects.filter(pk=found.pk, state__in=[State.ASKED, State.ALLOWED])
    if not rows.delete()[0]:
        raise Stale("На просьбу уже ответили: обновите страницу.")
    _nothing_owed(found.pk, Outcome.GONE, actor, at)
    publish(fact)


@transaction.atomic
def answer(
    *, found: Acquaintance, is_allowed: bool, words: str, actor: Viewer, at: datetime
) -> None:
    """Let a colleague in, or refuse with words or without.

    Raises:
        Stale: it was answered or taken back meanwhile.
    """
    require(policies.may_answer(actor, found))
    to = State.ALLOWED if is_allowed else State.REFUSED
    _move(found, (State.ASKED,), to, words, at)
    _nothing_owed(found.pk, Outcome.DONE, actor, at)
    kind = events.AcquaintanceAllowed if is_allowed else events.AcquaintanceRefused
    publish(_fact(kind, found, actor))


@transaction.atomic
def end(*, found: Acquaintance, actor: Viewer, at: datetime) -> None:
    """Let a colleague out who was let in.

    Raises:
        Stale: he is not in any more.
    """
    require(policies.may_answer(actor, found))
    _move(found, (State.ALLOWED,), State.ENDED, found.words, at)
    publish(_fact(events.AcquaintanceEnded, found, actor))


@transaction.atomic
def forget_person(*, person_id: int, at: datetime) -> None:
    """An erased person's page goes, and what he asked of others (152-ФЗ)."""
    mine = Acquaintance.objects.filter(_of(person_id))
    for key in list(mine.order_by("pk").values_list("pk", flat=True)):
        _nothing_owed(key, Outcome.GONE, SYSTEM, at)
    mine.delete()
    for key in list(
        Piece.objects.filter(experience__person=person_id).values_list("pk", flat=True)
    ):
        _no_preparing(key, Outcome.GONE, SYSTEM, at)
    Experience.objects.filter(person=person_id).delete()


def _of(person_id: int) -> Q:
    return Q(person=person_id) | Q(experience__person=person_id)


def _move(found: Acquaintance, was: tuple[State, ...], to: State, words: str, at: datetime) -> None:
    rows: QuerySet[Acquaintance] = Acquaintance.objects.filter(pk=found.pk, state__in=was)
    if not rows.update(state=to, words=words.strip(), answered_at=at):
        raise Stale("Просьба уже изменилась: обновите страницу.")


def _nothing_owed(key: int, outcome: Outcome, actor: Viewer, at: datetime) -> None:
    duties.close_duties(subject=(registry.REQUEST, key), outcome=outcome, actor=actor, at=at)


def _fact(
    kind: type[events.AcquaintanceFact], found: Acquaintance, actor: Viewer
) -> events.AcquaintanceFact:
    return kind(
        district_id=found.district_id, actor_id=actor.person_id, experience_id=found.experience_id,
        person_id=found.experience.person_id, acquaintance_id=found.pk, asker_id=found.person_id,
    )  # fmt: skip
