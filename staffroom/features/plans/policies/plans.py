"""Rights over plans of work and plans of publications."""

from django.db.models import Q, QuerySet

from staffroom.core.policy import ALLOW, HIDE, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.features.plans.models import OPEN, LineState, Plan, PlanLine, PlanState
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.policies import groups
from staffroom.shared.communities.queries.rules import rules_beside


def is_approved_here(community: Community) -> bool:
    """Whether the regulation wants each plan approved by the coordinator (OL-3.2.2)."""
    return rules_beside(community).choice("plan.required") == "sections"


def runs(viewer: Viewer, community: Community) -> bool:
    """True for those who keep the plan: who lead; of sections the heads alone, not their moderators."""
    asked = [Power.MANAGE_MEMBERS]
    if is_approved_here(community):
        asked.append(Power.MANAGE_STRUCTURE)
    return all(groups.may(viewer, power, community) for power in asked)


def approves(viewer: Viewer, community: Community) -> bool:
    """True for the coordinator of the district."""
    return viewer.has(Power.MANAGE_COMMUNITIES, ("district", community.district_id))


def may_see_plans(viewer: Viewer, community: Community) -> Verdict:
    """The plan, the results and the open problems: whoever sees the inside of the community (BB-6.2)."""
    if not groups.may_see(viewer, community):
        return HIDE
    if groups.may_see_inside(viewer, community):
        return ALLOW
    return deny("План и проекты видят участники сети этого района.")


def visible_plans(viewer: Viewer, community: Community) -> QuerySet[Plan]:
    """Plans of a community: those in force; what is being prepared, to those who keep or approve it."""
    if not may_see_plans(viewer, community):
        return Plan.objects.none()
    found = Plan.objects.filter(community=community)
    if runs(viewer, community) or approves(viewer, community):
        return found
    return found.filter(in_force_at__isnull=False)


def may_see(viewer: Viewer, plan: Plan) -> Verdict:
    """The face of `visible_plans` for one plan."""
    verdict = may_see_plans(viewer, plan.community)
    if not verdict:
        return verdict
    if plan.in_force_at is not None:
        return ALLOW
    keeps = runs(viewer, plan.community) or approves(viewer, plan.community)
    return ALLOW if keeps else HIDE


def visible_lines(viewer: Viewer, community: Community) -> QuerySet[PlanLine]:
    """Lines of the plans that are visible."""
    return PlanLine.objects.filter(plan__in=visible_plans(viewer, community))


def readable_lines(viewer: Viewer, community: Community) -> QuerySet[PlanLine]:
    """The same and those one is asked to answer for, or does, while their plan is still prepared.

    Whoever is asked reads the line and answers, whatever else of the plan is not for him yet.
    """
    if viewer.person_id is None or not may_see_plans(viewer, community):
        return visible_lines(viewer, community)
    own = PlanLine.objects.filter(plan__community=community, responsible=viewer.person_id)
    return visible_lines(viewer, community) | own.filter(acceptance__in=["asked", "accepted"])


def may_plan(viewer: Viewer, community: Community) -> Verdict:
    """Make a plan, keep its lines and rubrics: the leader's own affair (BT-X.2)."""
    verdict = may_see_plans(viewer, community)
    if not verdict:
        return verdict
    if not runs(viewer, community):
        return deny("План составляют те, кто ведёт сообщество.")
    return groups.may_speak(community)


def may_change(viewer: Viewer, plan: Plan) -> Verdict:
    """Change words and lines; what lies with the coordinator waits for his answer."""
    if not may_see(viewer, plan):
        return HIDE
    verdict = may_plan(viewer, plan.community)
    if verdict and plan.state == PlanState.SUBMITTED:
        return deny("План ждёт утверждения: изменить его можно после ответа координатора.")
    return verdict


def may_bring_in_force(viewer: Viewer, plan: Plan) -> Verdict:
    """Let the plan work, where nobody approves it."""
    verdict = may_change(viewer, plan)
    if not verdict:
        return verdict
    if is_approved_here(plan.community):
        return deny("По положению план утверждает координатор района.")
    return deny("План уже действует.") if plan.state == PlanState.IN_FORCE else ALLOW


def may_submit(viewer: Viewer, plan: Plan) -> Verdict:
    """Send to be approved, or send again after a change or a return."""
    verdict = may_change(viewer, plan)
    if not verdict:
        return verdict
    if not is_approved_here(plan.community):
        return deny("По положению утверждать план не нужно.")
    return deny("План уже утверждён.") if plan.state == PlanState.IN_FORCE else ALLOW


def may_decide(viewer: Viewer, plan: Plan) -> Verdict:
    """Approve or return: the coordinator of the district, never who sent or made it."""
    if not may_see(viewer, plan):
        return HIDE
    if not approves(viewer, plan.community):
        return deny("План утверждает координатор района.")
    if plan.state != PlanState.SUBMITTED:
        return deny("План не ждёт утверждения.")
    if viewer.person_id is not None and viewer.person_id in (plan.submitted_by_id, plan.made_by_id):
        return deny("Свой план утверждает другой координатор.")
    return groups.may_touch(plan.community)


def may_mark(viewer: Viewer, line: PlanLine) -> Verdict:
    """Say what became of a line: those who keep the plan, and who agreed to be responsible."""
    plan = line.plan
    if not may_see(viewer, plan):
        return HIDE
    if plan.in_force_at is None:
        return deny("План ещё не действует.")
    owns = line.is_accepted and line.responsible_id == viewer.person_id
    if owns or runs(viewer, plan.community):
        return groups.may_speak(plan.community)
    return deny("Отмечают те, кто ведёт сообщество, и тот, кто отвечает за строку.")


def may_cancel(viewer: Viewer, line: PlanLine) -> Verdict:
    """Cancel or take back into the plan: those who keep it."""
    verdict = may_mark(viewer, line)
    if verdict and not runs(viewer, line.plan.community):
        return deny("Отменяют те, кто ведёт сообщество.")
    return verdict


def may_take(viewer: Viewer, line: PlanLine) -> Verdict:
    """Take a line that nobody answers for: any member."""
    if not may_see(viewer, line.plan):
        return HIDE
    if line.is_stage or line.state not in OPEN:
        return HIDE
    if line.is_accepted:
        return deny("За эту строку уже отвечают.")
    if not groups.is_member(viewer, line.plan.community):
        return deny("Взять строку на себя может участник сообщества.")
    return groups.may_speak(line.plan.community)


def may_answer(viewer: Viewer, line: PlanLine) -> Verdict:
    """Agree to be responsible or decline: the person asked, alone."""
    is_asked = line.acceptance == "asked" and line.responsible_id == viewer.person_id
    return ALLOW if is_asked and line.state in OPEN else HIDE


def may_tie(viewer: Viewer, line: PlanLine) -> Verdict:
    """Tie a publication to a line: who may say what became of it."""
    if line.state == LineState.CANCELLED:
        return deny("Строка отменена.")
    return may_mark(viewer, line)


def tiable_lines(viewer: Viewer, community: Community) -> QuerySet[PlanLine]:
    """The face of `may_tie` for a list; assumes that the community may be spoken in."""
    found = visible_lines(viewer, community).filter(plan__in_force_at__isnull=False, is_stage=False)
    found = found.exclude(state=LineState.CANCELLED)
    if runs(viewer, community):
        return found
    mine = Q(responsible=viewer.person_id, acceptance="accepted")
    return found.filter(mine) if viewer.person_id is not None else found.none()
