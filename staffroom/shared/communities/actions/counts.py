"""Numbers kept by actions, never counted on a page."""

from collections.abc import Iterable

from django.db.models import Count

from staffroom.shared.communities.models import Community, Membership, MembershipState


def recount_members(community: Community) -> None:
    """Write how many members the community has, and how many distinct people the trees above it (BB-1.9.b)."""
    community.member_n = Membership.objects.filter(
        community=community, state=MembershipState.ACTIVE
    ).count()
    community.save(update_fields=["member_n"])
    recount_families(community.line)


def recount_families(community_ids: Iterable[int]) -> None:
    """Write the number of distinct people of each community and everything below it."""
    for community in Community.objects.filter(pk__in=list(community_ids)).order_by("pk"):
        family = Membership.objects.filter(
            community__path__startswith=community.path, state=MembershipState.ACTIVE
        ).aggregate(people=Count("person", distinct=True))
        community.family_n = family["people"]
        community.save(update_fields=["family_n"])
