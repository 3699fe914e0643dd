"""Making a plan, bringing it in force, having it approved; rubrics of the plan of publications."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from staffroom.core.errors import DomainError, Stale
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.richtext import EMPTY, RichText
from staffroom.core.viewer import Viewer
from staffroom.features.plans import events
from staffroom.features.plans.models import Plan, PlanState, Rubric
from staffroom.features.plans.policies import plans as policies
from staffroom.features.plans.registry import PlanDuty
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.duties.actions import close_duties, open_duty
from staffroom.shared.duties.registry import Outcome

SUBJECT = "plans.plan"
LONGEST_YEARS = 3


def address(community: Community) -> str:
    """Where the plans of a community stand; it was loaded with its district."""
    return f"/{community.district.slug}/c/{community.pid}-{community.slug}/plan/"


def section_address(community: Community) -> str:
    """The section of the community's menu that shows them."""
    return f"/{community.district.slug}/c/{community.pid}-{community.slug}/work/"


@transaction.atomic
def begin_plan(
    *, community: Community, period: str, starts_on: date, ends_on: date, actor: Viewer, at: datetime,
    text: RichText = EMPTY,
) -> Plan:  # fmt: skip
    """Begin a plan of a community for a period; it is seen by those who keep and approve it.

    Raises:
        DomainError: the days are the wrong way round or too far apart, or the period has a plan.
    """
    require(policies.may_plan(actor, community))
    _check_days(starts_on, ends_on)
    plan = Plan(
        community=community, period=period, starts_on=starts_on, ends_on=ends_on, html=text.html,
        plain=text.plain, made_by_id=actor.person_id, made_at=at,
    )  # fmt: skip
    try:
        with transaction.atomic():
            plan.save(force_insert=True)
    except IntegrityError as taken:
        raise DomainError(_("План на этот срок уже есть."), field="period") from taken
    _tell(events.PlanBegun, plan, actor)
    return plan


def _check_days(starts_on: date, ends_on: date) -> None:
    if ends_on < starts_on:
        raise DomainError(_("Последний день раньше первого."), field="ends_on")
    if ends_on.year - starts_on.year > LONGEST_YEARS:
        raise DomainError(_("Срок плана длиннее трёх лет."), field="ends_on")


@transaction.atomic
def change_words(*, plan: Plan, text: RichText, actor: Viewer) -> Plan:
    """Write the free words of a plan anew; an approved plan must then be approved again."""
    require(policies.may_change(actor, plan))
    plan.html, plan.plain = text.html, text.plain
    plan.save(update_fields=["html", "plain"])
    reconsider(plan)
    _tell(events.PlanChanged, plan, actor)
    return plan


def reconsider(plan: Plan) -> None:
    """What was approved and then changed is not approved any more; members see it on. In a transaction."""
    if plan.state == PlanState.IN_FORCE and policies.is_approved_here(plan.community):
        Plan.objects.filter(pk=plan.pk, state=PlanState.IN_FORCE).update(state=PlanState.DRAFT)
        plan.state = PlanState.DRAFT


@transaction.atomic
def bring_in_force(*, plan: Plan, actor: Viewer, at: datetime) -> Plan:
    """Let members see the plan and work by it, where the regulation wants no approval."""
    require(policies.may_bring_in_force(actor, plan))
    _move(plan, to=PlanState.IN_FORCE, in_force_at=plan.in_force_at or at)
    _tell(events.PlanInForce, plan, actor)
    return plan


@transaction.atomic
def submit_plan(*, plan: Plan, actor: Viewer, at: datetime) -> Plan:
    """Send the plan to the coordinator; nothing happens by itself if he keeps silent (OL-3.2.2).

    Raises:
        DomainError: the plan is empty.
    """
    require(policies.may_submit(actor, plan))
    if not plan.plain.strip() and not plan.lines.exists():
        raise DomainError(_("План пуст: добавьте строки или напишите, что собираетесь делать."))
    _move(
        plan, to=PlanState.SUBMITTED, submitted_by_id=actor.person_id, submitted_at=at,
        decided_by_id=None, decided_at=None, words="",
    )  # fmt: skip
    community, rules = plan.community, rules_of(plan.community)
    open_duty(
        kind=PlanDuty.APPROVAL, district_id=community.district_id, subject=(SUBJECT, plan.pk),
        title=f"Утвердить план: {community.name}", url=f"{address(community)}{plan.pid}/",
        power=Power.MANAGE_COMMUNITIES, scope=("district", community.district_id),
        about_id=actor.person_id, clause=rules.source("plan.required").clause, actor=actor, at=at,
    )  # fmt: skip
    _tell(events.PlanSubmitted, plan, actor)
    return plan


@transaction.atomic
def approve_plan(*, plan: Plan, actor: Viewer, at: datetime) -> Plan:
    """Approve: from now on members see it and work by it."""
    require(policies.may_decide(actor, plan))
    _move(
        plan, to=PlanState.IN_FORCE, decided_by_id=actor.person_id, decided_at=at, words="",
        in_force_at=plan.in_force_at or at,
    )  # fmt: skip
    close_duties(subject=(SUBJECT, plan.pk), outcome=Outcome.DONE, actor=actor, at=at)
    _tell(events.PlanApproved, plan, actor)
    return plan


@transaction.atomic
def return_plan(*, plan: Plan, words: str, actor: Viewer, at: datetime) -> Plan:
    """Return for correction, never without words.

    Raises:
        DomainError: nothing is said about what to correct.
    """
    require(policies.may_decide(actor, plan))
    if not words.strip():
        raise DomainError(_("Напишите, что поправить: без этого план не вернуть."), field="words")
    _move(
        plan, to=PlanState.RETURNED, decided_by_id=actor.person_id, decided_at=at,
        words=words.strip(),
    )  # fmt: skip
    close_duties(subject=(SUBJECT, plan.pk), outcome=Outcome.REFUSED, actor=actor, at=at)
    _tell(events.PlanReturned, plan, actor)
    return plan


def _move(plan: Plan, *, to: PlanState, **changes: object) -> None:
    """Change the state unless somebody was quicker."""
    moved = Plan.objects.filter(pk=plan.pk, state=plan.state).update(state=to, **changes)
    if not moved:
        raise Stale(_("Пока вы смотрели, план изменили. Откройте страницу заново."))
    plan.state = to
    for name, value in changes.items():
        setattr(plan, name, value)


@transaction.atomic
def set_rubric(*, community: Community, weekday: int, title: str, actor: Viewer) -> None:
    """Say what a day of the week is for; empty words take the rubric away."""
    require(policies.may_plan(actor, community))
    words = title.strip()
    if words:
        Rubric.objects.update_or_create(
            community=community, weekday=weekday, defaults={"title": words[:120]}
        )
    elif not Rubric.objects.filter(community=community, weekday=weekday).delete()[0]:
        return
    fact = events.RubricSet if words else events.RubricDropped
    publish(
        fact(
            district_id=community.district_id, actor_id=actor.person_id, community_id=community.pk,
            weekday=weekday,
        )
    )  # fmt: skip


def _tell(fact: type[events.PlanFact], plan: Plan, actor: Viewer) -> None:
    publish(
        fact(
            district_id=plan.community.district_id, actor_id=actor.person_id, plan_id=plan.pk,
            community_id=plan.community_id,
        )
    )  # fmt: skip
