"""In whose name somebody acts: organisations of one's own, and those that nobody answers for."""

from django.db.models import Q, QuerySet

from staffroom.core.policy import ALLOW, HIDE, Verdict
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.registry import district_ids
from staffroom.shared.organizations.models import Affiliation, District, Organization
from staffroom.shared.organizations.policies import answered_by, answers_for, managed_districts
from staffroom.shared.organizations.queries.organizations import speakers


def is_of_network(viewer: Viewer, district_id: int) -> bool:
    """True for those who take part in the district's network."""
    return viewer.is_system or district_id in district_ids(viewer.tokens)


def may_look(viewer: Viewer, district_id: int) -> Verdict:
    """See the board: everybody in the network, and those who keep its organisations."""
    keeps = viewer.has(Power.MANAGE_ORGANIZATIONS, ("district", district_id))
    return ALLOW if keeps or is_of_network(viewer, district_id) else HIDE


def overseen(viewer: Viewer) -> list[int]:
    """Keys of the districts whose organisations the viewer keeps: he sees every request there."""
    return managed_districts(viewer, Power.MANAGE_ORGANIZATIONS)


def own(viewer: Viewer) -> QuerySet[Organization]:
    """Organisations that the viewer answers for, in the networks where he takes part."""
    return answered_by(viewer).filter(district__in=district_ids(viewer.tokens))


def speaks_for(actor: Viewer, organization: Organization) -> bool:
    """True for whoever answers for the organisation.

    For one that nobody answers for (a partner without an account) those speak who keep the list.
    """
    if actor.is_system:
        return True
    here = organization.district_id
    if is_of_network(actor, here) and answers_for(actor, organization.pk):
        return True
    keeps = actor.has(Power.MANAGE_ORGANIZATIONS, ("district", here))
    return keeps and not speakers([organization])


def spoken_for(actor: Viewer, district: District) -> QuerySet[Organization]:
    """The working organisations of a district in whose name the actor may act, by name."""
    rows = Organization.objects.filter(district=district, closed_on=None)
    if actor.is_system:
        return rows.order_by("sort_key", "short_name", "pk")
    reach = Q(pk__in=own(actor).values("pk"))
    if actor.has(Power.MANAGE_ORGANIZATIONS, ("district", district.pk)):
        everywhere = list(rows.order_by("pk"))
        known = speakers(everywhere)
        reach |= Q(pk__in=[one.pk for one in everywhere if one.pk not in known])
    return rows.filter(reach).order_by("sort_key", "short_name", "pk")


def worked_in(viewer: Viewer, district: District) -> QuerySet[Organization]:
    """Where the viewer works or whom he answers for, in one district: in whose name he may ask."""
    rows = Organization.objects.filter(district=district, closed_on=None)
    working = Affiliation.objects.filter(person=viewer.person_id, to_on=None, is_confirmed=True)
    reach = Q(pk__in=working.values("organization")) | Q(pk__in=own(viewer).values("pk"))
    return rows.filter(reach).order_by("sort_key", "short_name", "pk")
