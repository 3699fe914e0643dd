"""Reading the ties of a community."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from staffroom.core.errors import Absent
from staffroom.core.lookups import one_or_none
from staffroom.core.viewer import Viewer
from staffroom.shared.communities.models import (
    Community,
    CommunityState,
    Participation,
    Partnership,
    TieState,
)
from staffroom.shared.communities.policies import groups as policies
from staffroom.shared.communities.policies.ties import may_end_partnership
from staffroom.shared.organizations.models import Organization


@dataclass(frozen=True, slots=True)
class Tie:
    """A partnership seen from one of its sides."""

    partnership: Partnership
    other: Community
    is_asked: bool  # this side was asked and has not answered
    may_end: bool  # decline or end: those who run either of the two


def participations(community: Community, *, state: str) -> list[Participation]:
    """Organisations that take part, or are invited, by name."""
    rows = Participation.objects.filter(community=community, state=state)
    return list(
        rows.select_related("organization").order_by("organization__sort_key", "organization")
    )


def ties(viewer: Viewer, community: Community, *states: str) -> list[Tie]:
    """Partners of a community that this viewer may know of, by name of the other side."""
    rows = Partnership.objects.filter(Q(proposer=community) | Q(partner=community))
    rows = rows.filter(state__in=states).select_related(
        "proposer", "partner", "proposer__district", "partner__district"
    )
    found = [_tie(viewer, row, community) for row in rows.order_by("pk")]
    known = [tie for tie in found if policies.may_see(viewer, tie.other)]
    return sorted(known, key=lambda tie: (bytes(tie.other.sort_key), tie.other.pk))


def _tie(viewer: Viewer, row: Partnership, community: Community) -> Tie:
    asked = row.partner_id == community.pk
    other = row.proposer if asked else row.partner
    return Tie(
        row, other, is_asked=asked and row.state == TieState.PROPOSED,
        may_end=bool(may_end_partnership(viewer, row)),
    )  # fmt: skip


def free_organizations(community: Community) -> QuerySet[Organization]:
    """Organisations of the district that may still be invited: each has somebody to answer."""
    tied = Participation.objects.filter(community=community).values("organization")
    return (
        Organization.objects.filter(district=community.district_id, closed_on=None)
        .exclude(pk__in=tied)
        .exclude(representative=None)
        .order_by("sort_key", "pk")
    )


def free_partners(viewer: Viewer, community: Community) -> QuerySet[Community]:
    """Working communities of the district that are not tied with this one yet."""
    tied: Sequence[int] = [
        key
        for pair in Partnership.objects.filter(
            Q(proposer=community) | Q(partner=community)
        ).values_list("proposer_id", "partner_id")
        for key in pair
    ]
    return (
        policies.visible_communities(viewer)
        .filter(district=community.district_id, state=CommunityState.ACTIVE)
        .exclude(pk__in=[*tied, community.pk])
        .order_by("sort_key", "pk")
    )


def participation(community: Community, pid: str) -> Participation:
    """A tie with an organisation.

    Raises:
        Absent: there is none here.
    """
    found = one_or_none(
        Participation.objects.filter(community=community, pid=pid).select_related(
            "organization", "community"
        )
    )
    if found is None:
        raise Absent
    return found


def partnership(community: Community, pid: str) -> Partnership:
    """A tie with another community, asked for from either side.

    Raises:
        Absent: there is none here.
    """
    rows = Partnership.objects.filter(Q(proposer=community) | Q(partner=community), pid=pid)
    found = rows.select_related("proposer", "partner").first()
    if found is None:
        raise Absent
    return found
