"""Who keeps the list of experts, and who says that an expert is away."""

from django.db.models import QuerySet

from staffroom.core.policy import ALLOW, HIDE, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.features.review.models import Reviewer
from staffroom.features.review.policies.requests import may_keep_experts
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.communities.registry import district_ids
from staffroom.shared.organizations.models import District


def may_keep(actor: Viewer, district: District) -> Verdict:
    """Admit, change, end: those who lead the communities of the district."""
    return may_keep_experts(actor, district)


def may_volunteer(actor: Viewer, district: District) -> Verdict:
    """Become an expert by oneself: where colleagues judge each other, free of an order (`review.mode`)."""
    is_here = actor.person_id is not None and district.pk in district_ids(actor.tokens)
    if not is_here or rules_of(district).choice("review.mode") != "peer":
        return HIDE
    rows = Reviewer.objects.filter(district=district, person=actor.person_id, ended_at=None)
    return deny("Вы уже эксперт.") if rows.exists() else ALLOW


def may_rest(actor: Viewer, reviewer: Reviewer) -> Verdict:
    """Say when an expert is away: himself, or who keeps the list."""
    if actor.person_id is not None and actor.person_id == reviewer.person_id:
        return ALLOW
    return ALLOW if may_keep(actor, reviewer.district) else HIDE


def visible_reviewers(viewer: Viewer, district: District) -> QuerySet[Reviewer]:
    """The list for those who keep it; an expert sees himself."""
    rows = Reviewer.objects.filter(district=district)
    if may_keep(viewer, district):
        return rows
    return rows.filter(person=viewer.person_id) if viewer.person_id else rows.none()
