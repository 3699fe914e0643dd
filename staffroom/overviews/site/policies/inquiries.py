"""Who answers questions of visitors."""

from django.db.models import Q, QuerySet

from staffroom.core.policy import ALLOW, HIDE, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.overviews.site.models import Inquiry, InquiryState
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.policies.groups import may


def visible_inquiries(viewer: Viewer) -> QuerySet[Inquiry]:
    """Questions that this viewer may answer.

    To the district: those who publish its news; to a community: those who moderate it, above too.
    """
    if viewer.is_system:
        return Inquiry.objects.all()
    seen = Q(pk__in=())
    for (kind, key), bits in viewer.powers.items():
        if kind == "district":
            if bits & Power.PUBLISH_NEWS:
                seen |= Q(district=key, community=None)
            if bits & Power.MODERATE:
                seen |= Q(district=key) & ~Q(community=None)
        elif bits & Power.MODERATE:
            seen |= Q(community__path__contains=f"/{key}/")
    return Inquiry.objects.filter(seen)


def may_see(viewer: Viewer, inquiry: Inquiry) -> bool:
    """The face of `visible_inquiries` for one question."""
    if inquiry.community is None:
        return viewer.has(Power.PUBLISH_NEWS, ("district", inquiry.district_id))
    return may(viewer, Power.MODERATE, inquiry.community)


def may_answer(viewer: Viewer, inquiry: Inquiry) -> Verdict:
    """Answer or close: once."""
    if not may_see(viewer, inquiry):
        return HIDE
    if inquiry.state != InquiryState.WAITING:
        return deny("На этот вопрос уже ответили.")
    return ALLOW


def may_show(viewer: Viewer, inquiry: Inquiry) -> Verdict:
    """Show an answered question on the site, or take it away."""
    if not may_see(viewer, inquiry):
        return HIDE
    if inquiry.state != InquiryState.ANSWERED:
        return deny("На сайт попадает вопрос, на который ответили.")
    return ALLOW


def answers_somewhere(viewer: Viewer, district_id: int) -> bool:
    """True when the link to the queue is worth showing; no query."""
    if viewer.has(Power.PUBLISH_NEWS | Power.MODERATE, ("district", district_id)):
        return True
    return bool(_moderated(viewer))


def may_keep_queue(viewer: Viewer, district_id: int) -> Verdict:
    """Open the queue: whoever may answer anything in the district, or in one of its communities."""
    if viewer.has(Power.PUBLISH_NEWS | Power.MODERATE, ("district", district_id)):
        return ALLOW
    keys = _moderated(viewer)
    here = keys and Community.objects.filter(pk__in=keys, district=district_id).exists()
    return ALLOW if here else HIDE


def _moderated(viewer: Viewer) -> list[int]:
    return [
        key
        for (kind, key), bits in viewer.powers.items()
        if kind == "community" and bits & Power.MODERATE
    ]
