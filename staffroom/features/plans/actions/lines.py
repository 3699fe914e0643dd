"""Lines of a plan: adding, changing, who answers for them, what became of them, what was tied to them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from staffroom.core.errors import DomainError, Stale
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.features.plans import events
from staffroom.features.plans.actions.plans import address, reconsider
from staffroom.features.plans.models import (
    OPEN,
    Acceptance,
    Act,
    LineRecord,
    LineState,
    LineTie,
    Plan,
    PlanLine,
)
from staffroom.features.plans.policies import plans as policies
from staffroom.features.plans.registry import PlanDuty
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Membership, MembershipState
from staffroom.shared.duties.actions import close_duties, open_duty
from staffroom.shared.duties.registry import Outcome
from staffroom.shared.publications.models import Publication
from staffroom.shared.publications.policies import may_read

SUBJECT = "plans.line"


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a line says. A stage needs no more than its words and days."""

    title: str
    starts_on: date
    ends_on: date | None = None
    is_stage: bool = False
    form: str = ""
    result: str = ""


@transaction.atomic
def add_line(
    *, plan: Plan, content: Content, actor: Viewer, at: datetime, responsible: Person | None = None
) -> PlanLine:
    """Add a line; the person named is asked, and answers for it only after agreeing.

    Raises:
        DomainError: the days do not fit into the plan, or the person is no member.
    """
    require(policies.may_change(actor, plan))
    _check(plan, content)
    line = PlanLine(plan=plan)
    _fill(line, content)
    line.save(force_insert=True)
    _record(line, Act.ADDED, actor, at)
    reconsider(plan)
    _tell(events.LineAdded, line, actor)
    if responsible is not None:
        _offer(line, responsible, actor, at)
    return line


@transaction.atomic
def change_line(
    *, line: PlanLine, content: Content, actor: Viewer, at: datetime,
    responsible: Person | None = None,
) -> PlanLine:  # fmt: skip
    """Write a line anew; a day of a plan in force is changed by moving it, with the reason."""
    require(policies.may_change(actor, line.plan))
    if line.state not in OPEN:
        raise DomainError(_("Строка уже закрыта: верните её в план, чтобы изменить."))
    _check(line.plan, content)
    is_set = line.plan.in_force_at is not None
    if is_set and (content.starts_on, content.ends_on) != (line.starts_on, line.ends_on):
        raise DomainError(
            _("План действует: день меняют переносом, с причиной."), field="starts_on"
        )
    before = _said(line)
    _fill(line, content)
    line.save(update_fields=["title", "starts_on", "ends_on", "is_stage", "form", "result"])
    if _said(line) != before:
        _record(line, Act.CHANGED, actor, at)
        reconsider(line.plan)
        _tell(events.LineChanged, line, actor)
    if (responsible.pk if responsible else None) != line.responsible_id:
        _release(line, actor, at)
        if responsible is not None:
            _offer(line, responsible, actor, at)
    return line


def _said(line: PlanLine) -> tuple[Any, ...]:
    return line.title, line.starts_on, line.ends_on, line.is_stage, line.form, line.result


def _fill(line: PlanLine, content: Content) -> None:
    line.title, line.is_stage = content.title.strip(), content.is_stage
    line.starts_on, line.ends_on = content.starts_on, content.ends_on
    line.form = "" if content.is_stage else content.form
    line.result = content.result.strip()


def _check(plan: Plan, content: Content) -> None:
    if content.ends_on is not None and content.ends_on < content.starts_on:
        raise DomainError(_("Последний день раньше первого."), field="ends_on")
    _check_inside(plan, content.starts_on, "starts_on")
    if content.ends_on is not None:
        _check_inside(plan, content.ends_on, "ends_on")


def _check_inside(plan: Plan, on: date, field: str) -> None:
    if not plan.starts_on <= on <= plan.ends_on:
        told = _("План составлен на срок с %(from)s по %(to)s: день вне его.") % {
            "from": f"{plan.starts_on:%d.%m.%Y}", "to": f"{plan.ends_on:%d.%m.%Y}",
        }  # fmt: skip
        raise DomainError(told, field=field)


def require_removable(line: PlanLine, actor: Viewer) -> None:
    """See `remove_line`: asked before the question whether it was truly meant, and before the act.

    Raises:
        DomainError: the plan has been in force.
    """
    require(policies.may_change(actor, line.plan))
    if line.plan.in_force_at is not None:
        raise DomainError(
            _("План уже действовал: строку отменяют с причиной, она остаётся в плане.")
        )


@transaction.atomic
def remove_line(*, line: PlanLine, actor: Viewer, at: datetime) -> None:
    """Take a line out of a plan that was never in force; later a line is cancelled, with the reason.

    Raises:
        DomainError: the plan has been in force.
    """
    require_removable(line, actor)
    close_duties(subject=(SUBJECT, line.pk), outcome=Outcome.GONE, actor=actor, at=at)
    _tell(events.LineRemoved, line, actor)
    line.delete()


def _offer(line: PlanLine, person: Person, actor: Viewer, at: datetime) -> None:
    """Ask a member to be responsible; who names himself has agreed."""
    if line.is_stage:
        raise DomainError(_("За этап не отвечают: назовите ответственных в его строках."))
    member = Membership.objects.filter(
        community=line.plan.community_id, person=person, state=MembershipState.ACTIVE
    )
    if not member.exists():
        told = _("%(name)s не участник сообщества.") % {"name": person.name}
        raise DomainError(told, field="responsible")
    is_own = person.pk == actor.person_id
    state = Acceptance.ACCEPTED if is_own else Acceptance.ASKED
    _own(line, person.pk, state, offered_by_id=actor.person_id)
    if is_own:
        _record(line, Act.ACCEPTED, actor, at)
        _answered(events.LineAccepted, line, actor)
        return
    _record(line, Act.OFFERED, actor, at, words=person.name)
    place = line.plan.community
    open_duty(
        kind=PlanDuty.LINE, district_id=place.district_id, subject=(SUBJECT, line.pk),
        title=f"Отвечать за строку плана: {line.title}", url=f"{address(place)}lines/{line.pid}/",
        owner_id=person.pk, scope=None, actor=actor, at=at,
    )  # fmt: skip
    _tell(events.LineOffered, line, actor, person_id=person.pk)


def _release(line: PlanLine, actor: Viewer, at: datetime) -> None:
    if line.responsible_id is not None:
        close_duties(subject=(SUBJECT, line.pk), outcome=Outcome.GONE, actor=actor, at=at)
        _own(line, None, "", offered_by_id=None)


def _own(line: PlanLine, person_id: int | None, state: str, **more: Any) -> None:
    line.responsible_id, line.acceptance = person_id, state
    for name, value in more.items():
        setattr(line, name, value)
    line.save(update_fields=["responsible", "acceptance", *(n.removesuffix("_id") for n in more)])


@transaction.atomic
def accept_line(*, line: PlanLine, actor: Viewer, at: datetime) -> PlanLine:
    """Agree to be responsible; from now on it counts."""
    require(policies.may_answer(actor, line))
    _decide(line, Acceptance.ACCEPTED)
    _record(line, Act.ACCEPTED, actor, at)
    close_duties(subject=(SUBJECT, line.pk), outcome=Outcome.DONE, actor=actor, at=at)
    _answered(events.LineAccepted, line, actor)
    return line


@transaction.atomic
def decline_line(*, line: PlanLine, words: str, actor: Viewer, at: datetime) -> PlanLine:
    """Decline to be responsible, with the reason.

    Raises:
        DomainError: no reason is given.
    """
    require(policies.may_answer(actor, line))
    if not words.strip():
        raise DomainError(
            _("Напишите, почему не можете: коллегам нужно искать замену."), field="words"
        )
    _decide(line, Acceptance.DECLINED)
    _record(line, Act.DECLINED, actor, at, words=words)
    close_duties(subject=(SUBJECT, line.pk), outcome=Outcome.REFUSED, actor=actor, at=at)
    _answered(events.LineDeclined, line, actor)
    return line


def _decide(line: PlanLine, to: Acceptance) -> None:
    still = PlanLine.objects.filter(
        pk=line.pk, acceptance=Acceptance.ASKED, responsible=line.responsible_id
    )
    if not still.update(acceptance=to):
        raise Stale(_("Пока вы смотрели, строку изменили. Откройте страницу заново."))
    line.acceptance = to


@transaction.atomic
def take_line(*, line: PlanLine, actor: Viewer, at: datetime) -> PlanLine:
    """Take a line on oneself; who was asked before is asked no more."""
    require(policies.may_take(actor, line))
    free = PlanLine.objects.filter(pk=line.pk).exclude(acceptance=Acceptance.ACCEPTED)
    close_duties(subject=(SUBJECT, line.pk), outcome=Outcome.GONE, actor=actor, at=at)
    if not free.update(
        responsible=actor.author_id, acceptance=Acceptance.ACCEPTED, offered_by=None
    ):
        raise Stale(_("За эту строку уже отвечают."))
    line.refresh_from_db(fields=["responsible", "acceptance", "offered_by"])
    _record(line, Act.ACCEPTED, actor, at)
    _answered(events.LineAccepted, line, actor)
    return line


@transaction.atomic
def hold_line(*, line: PlanLine, outcome: str, actor: Viewer, at: datetime) -> PlanLine:
    """Say that it was held and what came out."""
    require(policies.may_mark(actor, line))
    _turn(line, LineState.HELD, outcome=outcome.strip(), words="")
    _record(line, Act.HELD, actor, at, words=outcome)
    _end_asking(line, actor, at)
    _tell(events.LineHeld, line, actor)
    return line


@transaction.atomic
def move_line(
    *, line: PlanLine, to: date, ends_on: date | None, words: str, actor: Viewer, at: datetime
) -> PlanLine:
    """Move to another day, never without the reason; the first day is kept.

    Raises:
        DomainError: no reason, the same day, or a day outside the plan.
    """
    require(policies.may_mark(actor, line))
    if not words.strip():
        raise DomainError(_("Напишите, почему переносите: это увидят участники."), field="words")
    if to == line.starts_on and ends_on == line.ends_on:
        raise DomainError(_("Укажите новый день."), field="starts_on")
    _check(line.plan, Content(title=line.title, starts_on=to, ends_on=ends_on))
    was = line.starts_on
    _turn(
        line, LineState.MOVED, starts_on=to, ends_on=ends_on, first_on=line.first_on or was,
        words=words.strip(),
    )  # fmt: skip
    _record(line, Act.MOVED, actor, at, words=words, from_on=was, to_on=to)
    _tell(events.LineMoved, line, actor)
    return line


@transaction.atomic
def cancel_line(*, line: PlanLine, words: str, actor: Viewer, at: datetime) -> PlanLine:
    """Cancel, never without the reason; the line stays in the plan with it.

    Raises:
        DomainError: no reason is given.
    """
    require(policies.may_cancel(actor, line))
    if not words.strip():
        raise DomainError(_("Напишите, почему отменяете: это увидят участники."), field="words")
    _turn(line, LineState.CANCELLED, words=words.strip())
    _record(line, Act.CANCELLED, actor, at, words=words)
    _end_asking(line, actor, at)
    _tell(events.LineCancelled, line, actor)
    return line


@transaction.atomic
def reopen_line(*, line: PlanLine, actor: Viewer, at: datetime) -> PlanLine:
    """Take a closed line back into the plan: it was marked by mistake."""
    require(policies.may_cancel(actor, line))
    if line.state in OPEN:
        raise DomainError(_("Строка и так в плане."))
    to = LineState.MOVED if line.first_on else LineState.PLANNED
    _turn(line, to, outcome="", words="", was=line.state)
    _record(line, Act.REOPENED, actor, at)
    _tell(events.LineReopened, line, actor)
    return line


def _turn(line: PlanLine, to: LineState, *, was: str = "", **changes: Any) -> None:
    """Change the state unless the line is closed already or somebody was quicker."""
    from_states = (was,) if was else OPEN
    found = PlanLine.objects.filter(pk=line.pk, state__in=from_states)
    if not found.update(state=to, **changes):
        raise Stale(_("Строку уже закрыли. Откройте страницу заново."))
    for name, value in {"state": to, **changes}.items():
        setattr(line, name, value)


def _end_asking(line: PlanLine, actor: Viewer, at: datetime) -> None:
    """Nobody is asked any more to be responsible for what is over."""
    close_duties(subject=(SUBJECT, line.pk), outcome=Outcome.GONE, actor=actor, at=at)


@transaction.atomic
def tie_publication(
    *, line: PlanLine, publication: Publication, actor: Viewer, at: datetime
) -> LineTie:
    """Put a publication beside the line that it tells of.

    Raises:
        DomainError: it stands there already, or in no community of this plan.
    """
    require(policies.may_tie(actor, line))
    placed = publication.placements.filter(community=line.plan.community_id, hidden_at=None)
    if not may_read(actor, publication) or not placed.exists():
        raise DomainError(_("Записи нет в этом сообществе."))
    tie = LineTie(line=line, publication=publication, tied_by_id=actor.person_id, at=at)
    try:
        with transaction.atomic():
            tie.save(force_insert=True)
    except IntegrityError as twice:
        raise DomainError(_("Запись уже стоит у этой строки."), field="line") from twice
    PlanLine.objects.filter(pk=line.pk).update(tie_n=F("tie_n") + 1)
    _tell(events.LineTied, line, actor, publication_id=publication.pk)
    return tie


@transaction.atomic
def untie_publication(*, line: PlanLine, publication: Publication, actor: Viewer) -> None:
    """Take a publication away from the line."""
    require(policies.may_mark(actor, line))
    if LineTie.objects.filter(line=line, publication=publication).delete()[0]:
        PlanLine.objects.filter(pk=line.pk).update(tie_n=F("tie_n") - 1)
        _tell(events.LineUntied, line, actor, publication_id=publication.pk)


def _record(line: PlanLine, act: Act, actor: Viewer, at: datetime, **more: Any) -> None:
    if "words" in more:
        more["words"] = more["words"].strip()[:600]
    LineRecord(line=line, act=act, at=at, person_id=actor.person_id, **more).save()


def _answered(fact: Any, line: PlanLine, actor: Viewer) -> None:
    _tell(fact, line, actor, person_id=line.responsible_id, offered_by_id=line.offered_by_id)


def _tell(fact: Any, line: PlanLine, actor: Viewer, **more: Any) -> None:
    publish(
        fact(
            district_id=line.plan.community.district_id, actor_id=actor.person_id, line_id=line.pk,
            plan_id=line.plan_id, community_id=line.plan.community_id, **more,
        )
    )  # fmt: skip
