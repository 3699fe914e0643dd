"""Reading curators, their listeners and what they were told."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from staffroom.core.viewer import Viewer
from staffroom.features.curating import policies
from staffroom.features.curating.models import Ward
from staffroom.features.curating.registry import MESSAGE
from staffroom.shared.accounts.models import Person
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import Community, Membership, RoleGrant
from staffroom.shared.communities.models.people import PRESENT
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.publications.models import Publication, PublicationStatus


@dataclass(frozen=True, slots=True)
class Curator:
    """A curator with the listeners entrusted to him."""

    person: Person
    wards: list[Ward]


def has_curators(community: Community) -> bool:
    """Whether the regulation knows curators at all (`roles.catalogue`)."""
    return bool(rules_of(community).roles_with(Power.GUIDE, "community"))


def curator_ids(community: Community, *, at: datetime) -> list[int]:
    """Keys of those who hold a curator's role in the community now."""
    rows = RoleGrant.objects.filter(
        Q(to_at=None) | Q(to_at__gt=at),
        scope_kind="community", scope_id=community.pk, from_at__lte=at,
    )  # fmt: skip
    return sorted(
        {key for key, bits in rows.values_list("person_id", "powers") if bits & Power.GUIDE}
    )


def curators(community: Community, *, at: datetime) -> list[Curator]:
    """Every curator with his listeners, in the order of names: three queries."""
    keys = curator_ids(community, at=at)
    people = Person.objects.filter(pk__in=keys, is_active=True).order_by("sort_key", "pk")
    rows = Ward.objects.filter(community=community, curator__in=keys).select_related("listener")
    held: dict[int, list[Ward]] = {}
    for ward in rows.order_by("listener__sort_key", "pk"):
        held.setdefault(ward.curator_id, []).append(ward)
    return [Curator(one, held.get(one.pk, [])) for one in people]


def free_members(community: Community, *, at: datetime) -> QuerySet[Person]:
    """Members who are entrusted to nobody and are no curators, in the order of names."""
    members = Membership.objects.filter(community=community, state__in=PRESENT).values("person")
    entrusted = Ward.objects.filter(community=community).values("listener")
    rows = Person.objects.filter(pk__in=members, is_active=True).exclude(pk__in=entrusted)
    return rows.exclude(pk__in=curator_ids(community, at=at)).order_by("sort_key", "pk")


def wards(viewer: Viewer, community: Community) -> QuerySet[Ward]:
    """The viewer's own listeners in a community, in the order of names."""
    rows = policies.visible_wards(viewer).filter(community=community, listener__is_active=True)
    rows = rows.filter(curator=viewer.person_id)
    return rows.select_related("listener").order_by("listener__sort_key", "pk")


def ward_counts(curator_id: int, community_ids: Collection[int]) -> list[tuple[Community, int]]:
    """The communities of a curator with the number of his listeners in each."""
    if not community_ids:
        return []
    mine = Count("wards", filter=Q(wards__curator=curator_id))
    rows = Community.objects.filter(pk__in=list(community_ids)).select_related("district")
    return [(row, row.ward_n) for row in rows.annotate(ward_n=mine).order_by("sort_key", "pk")]


def curator_of(viewer: Viewer, community: Community) -> Person | None:
    """The viewer's own curator in a community."""
    if viewer.person_id is None:
        return None
    row = policies.visible_wards(viewer).filter(community=community, listener=viewer.person_id)
    found = row.select_related("curator").first()
    return found.curator if found else None


def messages(viewer: Viewer, community: Community) -> QuerySet[Publication]:
    """What the viewer wrote to the listeners here, the newest first, with how many it was for."""
    rows = Publication.objects.filter(
        author=viewer.person_id, kind=MESSAGE.code, home_community=community,
        status=PublicationStatus.PUBLISHED,
    )  # fmt: skip
    return rows.annotate(to_n=Count("addressees")).order_by("-published_at", "-pk")
