"""Roles: given with a basis and dates, ended, recomputed when a profile changes."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from staffroom.core.errors import DomainError
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.models import Person
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities import events
from staffroom.shared.communities.models import Community, RoleGrant, ScopeKind
from staffroom.shared.communities.policies import people as policies
from staffroom.shared.communities.queries import rules
from staffroom.shared.organizations.models import District
from staffroom.shared.regulations.queries import rules_of_profile


@transaction.atomic
def grant_role(
    *,
    person: Person,
    role: str,
    scope: District | Community,
    actor: Viewer,
    at: datetime,
    basis: str = "",
    is_acting: bool = False,
) -> RoleGrant:
    """Give a role in a district or a community from this moment; the powers are the profile's.

    Raises:
        DomainError: the profile knows no such role here, or the person holds it already.
    """
    community = scope if isinstance(scope, Community) else None
    kind = ScopeKind.COMMUNITY if community else ScopeKind.DISTRICT
    require(policies.may_grant(actor, kind, scope.pk, community, person.pk))
    powers = rules.powers_of_role(scope, role)
    if powers is None:
        raise DomainError("В положении района такой роли нет.", field="role")
    if powers & Power.MODERATE and community and not actor.is_system:
        refusal = rules.may_be_moderator(scope, person)
        if refusal:
            raise DomainError(refusal, field="person")
    grant = RoleGrant(
        person=person, scope_kind=kind, scope_id=scope.pk, role=role, powers=powers, basis=basis,
        is_acting=is_acting, granted_by_id=actor.person_id, from_at=at,
    )  # fmt: skip
    try:
        with transaction.atomic():
            grant.save()
    except IntegrityError as clash:
        raise DomainError(f"{person.name}: эта роль уже назначена.", field="person") from clash
    _tell(events.RoleGranted, grant, scope, actor)
    return grant


@transaction.atomic
def end_role(*, grant: RoleGrant, actor: Viewer, at: datetime) -> RoleGrant:
    """End a role; the next request of its holder has the powers no more (G-04)."""
    scope = _scope(grant)
    require(policies.may_end_grant(actor, grant, scope if isinstance(scope, Community) else None))
    if RoleGrant.objects.filter(pk=grant.pk, to_at=None).update(to_at=at):
        grant.to_at = at
        _tell(events.RoleEnded, grant, scope, actor)
    return grant


@transaction.atomic
def recompute_powers(*, profile_id: int) -> int:
    """Write the powers of standing roles anew when the catalogue of a profile has changed.

    A role that left the catalogue gives nothing from now on; how many grants became different.
    """
    catalogue = rules_of_profile(profile_id)
    districts = District.objects.filter(district_profile__profile=profile_id).values("pk")
    communities = Community.objects.filter(profile=profile_id).values("pk")
    here = Q(scope_kind=ScopeKind.DISTRICT, scope_id__in=districts)
    here |= Q(scope_kind=ScopeKind.COMMUNITY, scope_id__in=communities)
    changed = 0
    for role, kind in (
        RoleGrant.objects.filter(here, to_at=None).values_list("role", "scope_kind").distinct()
    ):
        known = catalogue.roles.get(role)
        powers = int(known.powers) if known and known.scope == kind else 0
        same = RoleGrant.objects.filter(here, to_at=None, role=role, scope_kind=kind)
        changed += same.exclude(powers=powers).update(powers=powers)
    return changed


def _scope(grant: RoleGrant) -> District | Community:
    if grant.scope_kind == ScopeKind.COMMUNITY:
        return Community.objects.get(pk=grant.scope_id)
    return District.objects.get(pk=grant.scope_id)


def _tell(
    fact: type[events.RoleFact], grant: RoleGrant, scope: District | Community, actor: Viewer
) -> None:
    publish(
        fact(
            district_id=scope.district_id if isinstance(scope, Community) else scope.pk,
            actor_id=actor.person_id,
            grant_id=grant.pk,
            person_id=grant.person_id,
            scope_kind=grant.scope_kind,
            scope_id=grant.scope_id,
            role=grant.role,
        )
    )
