"""Who reads which part of the journal."""

from django.db.models import QuerySet

from staffroom.core.policy import ALLOW, HIDE, Verdict
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.policies import groups
from staffroom.shared.journal.models import JournalRow
from staffroom.shared.journal.registry import MODERATION


def may_see_journal(viewer: Viewer, district_id: int) -> Verdict:
    """The district's whole journal: those whose role says so."""
    return ALLOW if viewer.has(Power.SEE_JOURNAL, ("district", district_id)) else HIDE


def may_see_log(viewer: Viewer, community: Community) -> Verdict:
    """The open log of moderators' acts: members and those who run the community (BB-6.2)."""
    if not groups.may_see(viewer, community):
        return HIDE
    inside = groups.is_member(viewer, community) or any(
        groups.may(viewer, power, community) for power in (Power.MODERATE, Power.SEE_JOURNAL)
    )
    return ALLOW if inside else HIDE


def visible_rows(viewer: Viewer, district_id: int) -> QuerySet[JournalRow]:
    """Facts of a district for this viewer."""
    if not may_see_journal(viewer, district_id):
        return JournalRow.objects.none()
    return JournalRow.objects.filter(district_id=district_id)


def visible_log(viewer: Viewer, community: Community) -> QuerySet[JournalRow]:
    """Moderators' acts in a community for this viewer."""
    if not may_see_log(viewer, community):
        return JournalRow.objects.none()
    return JournalRow.objects.filter(community_id=community.pk, event__in=MODERATION)
