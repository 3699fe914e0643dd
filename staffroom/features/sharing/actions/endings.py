"""The end of an agreement: by notice, by its term, by an extension; and what came of it."""

from datetime import date, datetime, timedelta

from django.db import transaction

from staffroom.core.errors import DomainError, Stale
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.viewer import SYSTEM, Viewer
from staffroom.features.sharing import events, registry
from staffroom.features.sharing.actions import agreements, owed
from staffroom.features.sharing.actions.agreements import SHARE, Terms
from staffroom.features.sharing.models import Agreement, AgreementState, Side
from staffroom.features.sharing.policies import agreements as policies
from staffroom.shared.documents.actions.issuing import cancel
from staffroom.shared.documents.models import DocumentState
from staffroom.shared.duties.queries import end_of, today_in
from staffroom.shared.duties.registry import Outcome
from staffroom.ui.words import in_quotes

State = AgreementState


@transaction.atomic
def tell_end(*, side: Side, ends_on: date, words: str, actor: Viewer, at: datetime) -> Agreement:
    """A side ends it before its term: the others are told not later than the notice says.

    Raises:
        DomainError: no reason; a day sooner than the notice allows, or not before the end of the term.
        Stale: somebody told of the end a moment ago.
    """
    require(policies.may_tell_end(actor, side))
    agreement = side.agreement
    if not words.strip():
        raise DomainError("Напишите, почему договор заканчиваете.", field="words")
    first = today_in(agreement.district, at) + timedelta(days=agreement.notice_days)
    if ends_on < first:
        raise DomainError(
            f"Предупреждают за {agreement.notice_days} дн.: не раньше {first:%d.%m.%Y}.", field="ends_on"
        )  # fmt: skip
    if ends_on >= agreement.ends_on:
        words_of_end = f"Договор и так закончится {agreement.ends_on:%d.%m.%Y}."
        raise DomainError(words_of_end, field="ends_on")
    rows = Agreement.objects.filter(pk=agreement.pk, state=State.IN_FORCE, ending_on=None)
    changes = {"ending_on": ends_on, "ending_side": side, "ending_words": words.strip()[:1000]}
    if not rows.update(**changes):
        raise Stale("Договор уже изменился: обновите страницу.")
    agreement.refresh_from_db(fields=[*changes])
    _drop_extension(agreement, actor, at)
    owed.nothing_at_all(agreement, Outcome.DONE, actor, at)
    for one in owed.sides_of(agreement):
        _owe_sum(one, actor, at)
    publish(
        owed.fact(events.AgreementEndTold, agreement, actor, organization_id=side.organization_id)
    )
    return agreement


def _drop_extension(agreement: Agreement, actor: Viewer, at: datetime) -> None:
    """An extension that was being prepared is given up: there is nothing to extend."""
    found = agreement.extensions.filter(state__in=("draft", "offered", "agreed"))
    for one in found.select_related("district", "document", "previous").order_by("pk"):
        system = Viewer(person_id=actor.person_id, is_system=True)
        words = "Договор заканчивают досрочно."
        agreements.drop(agreement=one, words=words, actor=system, at=at)


@transaction.atomic
def let_end(*, side: Side, actor: Viewer, at: datetime) -> None:
    """A side lets it end with its term: it owes no decision any more."""
    require(policies.may_let_end(actor, side))
    owed.nothing(side, Outcome.DONE, actor, at, registry.NOTICE)
    fact = events.AgreementLeftToEnd
    publish(owed.fact(fact, side.agreement, actor, organization_id=side.organization_id))


@transaction.atomic
def extend(*, agreement: Agreement, ends_on: date, actor: Viewer, at: datetime) -> Agreement:
    """Begin its extension: the same sides and what they give, from the next day on; all agree anew.

    Raises:
        DomainError: the day is not later than the end of the term; it is being extended already.
    """
    require(policies.may_extend(actor, agreement))
    if ends_on <= agreement.ends_on:
        raise DomainError(f"Договор действует до {agreement.ends_on:%d.%m.%Y}.", field="ends_on")
    sides = owed.sides_of(agreement)
    terms = Terms(
        sort=agreement.sort, subject=agreement.subject, notice_days=agreement.notice_days,
        starts_on=agreement.ends_on + timedelta(days=1), ends_on=ends_on,
        community=agreement.community,
    )  # fmt: skip
    places = [one.organization for one in sides]
    made = agreements.make(agreement.district, terms, places, agreement, actor, at)
    before = {one.organization_id: one for one in sides}
    for one in made.sides.order_by("pk"):
        for name in SHARE:
            setattr(one, name, getattr(before[one.organization_id], name))
        one.save(update_fields=[*SHARE])
    for side in sides:
        owed.nothing(side, Outcome.DONE, actor, at, registry.NOTICE)
    return made


@transaction.atomic
def sum_up(*, side: Side, words: str, actor: Viewer, at: datetime) -> Side:
    """Say what came of it; the words stay on its page.

    Raises:
        DomainError: no words.
    """
    require(policies.may_sum_up(actor, side, today_in(side.agreement.district, at)))
    if not words.strip():
        raise DomainError("Напишите, что получилось.", field="words")
    side.summary, side.summed_at = words.strip()[:2000], at
    side.save(update_fields=["summary", "summed_at"])
    owed.nothing(side, Outcome.DONE, actor, at, registry.ENDING)
    fact = events.AgreementSummedUp
    publish(owed.fact(fact, side.agreement, actor, organization_id=side.organization_id))
    return side


@transaction.atomic
def remind(*, agreement: Agreement, actor: Viewer, at: datetime) -> bool:
    """Say that the last day of notice, or the end, is near; True when somebody owes something new."""
    if agreement.ending_on is not None or agreement.state != State.IN_FORCE:
        return False
    today = today_in(agreement.district, at)
    is_extended = agreement.extensions.exclude(state=State.DROPPED).exists()
    told = False
    if not is_extended and _is_near(agreement.notice_on, today) and today <= agreement.notice_on:
        due = end_of(agreement.notice_on, agreement.district)
        day = f"{agreement.notice_on:%d.%m.%Y}"
        title = f"Решите до {day}: продлить договор {in_quotes(agreement.subject)} или закончить"
        told = _remind(agreement, registry.NOTICE, title, due, actor, at)
    is_in_force = agreement.extensions.filter(state=State.IN_FORCE).exists()
    if not is_in_force and _is_near(agreement.ends_on, today):
        sums = [_owe_sum(one, actor, at) for one in owed.sides_of(agreement) if not one.summed_at]
        if any(sums):
            publish(owed.fact(events.AgreementEnding, agreement, actor, is_notice=False))
            told = True
    return told


def _remind(
    agreement: Agreement, kind: str, title: str, due: datetime, actor: Viewer, at: datetime
) -> bool:
    """Once for a term: what was decided is not asked again."""
    if agreement.noticed_at is not None:
        return False
    Agreement.objects.filter(pk=agreement.pk).update(noticed_at=at)
    agreement.noticed_at = at
    for one in owed.sides_of(agreement):
        owed.term(one, kind, title, due, actor, at)
    publish(owed.fact(events.AgreementEnding, agreement, actor, is_notice=True))
    return True


def _owe_sum(side: Side, actor: Viewer, at: datetime) -> bool:
    agreement = side.agreement
    title = f"Договор {in_quotes(agreement.subject)} заканчивается {agreement.last_on:%d.%m.%Y}: подведите итог"
    due = end_of(agreement.last_on, agreement.district)
    return owed.term(side, registry.ENDING, title, due, actor, at)


def _is_near(day: date, today: date) -> bool:
    return day - today <= timedelta(days=registry.NEAR_DAYS)


@transaction.atomic
def finish(*, agreement: Agreement, at: datetime) -> bool:
    """Its last day has passed: it ended, or goes on in its extension; True when it was said now."""
    if agreement.last_on >= today_in(agreement.district, at):
        return False
    is_extended = agreement.extensions.filter(state=State.IN_FORCE).exists()
    is_early = agreement.ending_on is not None
    agreements.move(agreement, (State.IN_FORCE,), State.EXTENDED if is_extended else State.ENDED)
    for one in owed.sides_of(agreement):
        owed.nothing(one, Outcome.GONE, SYSTEM, at, registry.NOTICE)
    paper = agreement.document
    if is_early and paper is not None and paper.state == DocumentState.ISSUED:
        reason = f"Закончен досрочно {agreement.last_on:%d.%m.%Y}: {agreement.ending_words}"
        cancel(document=paper, reason=reason, actor=SYSTEM, at=at)
    fact = events.AgreementEnded
    publish(owed.fact(fact, agreement, SYSTEM, is_extended=is_extended, is_early=is_early))
    return True
