"""The district methodical council: who votes, who records its minutes (BT-1.7)."""

from staffroom.core.policy import ALLOW, HIDE, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.features.review.models import (
    Conclusion,
    Outcome,
    Recommendation,
    RecommendationState,
)
from staffroom.features.review.policies.requests import is_author
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.organizations.models import District
from staffroom.shared.regulations.queries.rules import values

State = RecommendationState
OFF = "По правилам района рекомендации после экспертизы не дают."


def is_member(viewer: Viewer, district_id: int) -> bool:
    """True for a member of the council: his role in the district both reads everything and reviews."""
    bits = viewer.powers.get(("district", district_id), 0)
    return bool(bits & Power.SEE_ALL and bits & Power.REVIEW)


def may_see_list(viewer: Viewer, district: District) -> Verdict:
    """Works the council may recommend: its members, and those who lead the district."""
    leads = viewer.has(Power.MANAGE_COMMUNITIES, ("district", district.pk))
    if not leads and not is_member(viewer, district.pk):
        return HIDE
    return ALLOW if rules_of(district).flag("review.recommendation") else deny(OFF)


def is_high(conclusion: Conclusion) -> bool:
    """True for a work that was accepted with a score over the rubric's threshold (BT-1.7.a)."""
    threshold = conclusion.request.rubric.threshold
    is_enough = conclusion.percent is None or conclusion.percent >= threshold
    return conclusion.outcome == Outcome.ACCEPT and is_enough


def may_propose(actor: Viewer, conclusion: Conclusion) -> Verdict:
    """Put a work to the council: a member, never his own work."""
    request = conclusion.request
    if not is_member(actor, request.district_id):
        return HIDE
    if not values(request.rules_id).flag("review.recommendation"):
        return deny(OFF)
    if is_author(actor, request):
        return deny("Свою работу предлагает другой член совета.")
    return ALLOW if is_high(conclusion) else deny("Оценка ниже порога рекомендации.")


def may_vote(actor: Viewer, found: Recommendation) -> Verdict:
    """Vote: a member, never on his own work, until the council has decided."""
    request = found.conclusion.request
    if not is_member(actor, request.district_id):
        return HIDE
    if is_author(actor, request):
        return deny("За свою работу не голосуют.")
    return ALLOW if found.state == State.PROPOSED else deny("Совет уже решил.")


def may_decide(actor: Viewer, found: Recommendation) -> Verdict:
    """Record the decision by minutes: who keeps papers or a member, never the author."""
    request = found.conclusion.request
    keeps = actor.has(Power.KEEP_DOCUMENTS, ("district", request.district_id))
    if not keeps and not is_member(actor, request.district_id):
        return HIDE
    if is_author(actor, request):
        return deny("Решение о своей работе записывает другой.")
    return ALLOW if found.state == State.PROPOSED else deny("Совет уже решил.")


def may_move(actor: Viewer, found: Recommendation) -> Verdict:
    """Mark what became of it: the author, a member, who keeps papers (BT-1.7.b)."""
    request = found.conclusion.request
    keeps = actor.has(Power.KEEP_DOCUMENTS, ("district", request.district_id))
    if not keeps and not is_member(actor, request.district_id) and not is_author(actor, request):
        return HIDE
    if found.state in {State.PROPOSED, State.REFUSED, State.PUBLISHED}:
        return deny("Отмечать здесь больше нечего.")
    return ALLOW
