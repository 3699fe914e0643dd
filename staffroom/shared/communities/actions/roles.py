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
from staffroom.shared.communities.models import Community, CommunityState, RoleGrant, ScopeKind
from staffroom.shared.communities.policies import groups
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
    replaces: bool = False,
) -> RoleGrant:
    """Give a role in a district or a community from this moment; the powers are the profile's.

    `replaces` ends the role of everybody who held it here (BB-O.2: one official is responsible, and
    the history keeps both appointments).

    Raises:
        DomainError: the profile knows no such role here, or the person holds it already.
    """
    community = scope if isinstance(scope, Community) else None
    kind = ScopeKind.COMMUNITY if community else ScopeKind.DISTRICT
    require(policies.may_grant(actor, kind, scope.pk, community, person.pk))
    if community is not None and community.state == CommunityState.ARCHIVED:
        require(groups.may_touch(community))
    known = rules.role_in(scope, role)
    if known is None:
        raise DomainError("В положении района такой роли нет.", field="role")
    if not actor.is_system:
        _by_hand(scope, known.powers, person)
    grant = RoleGrant(
        person=person, scope_kind=kind, scope_id=scope.pk, role=role, powers=int(known.powers),
        number=known.number, basis=basis, is_acting=is_acting, granted_by_id=actor.person_id,
        from_at=at,
    )  # fmt: skip
    try:
        with transaction.atomic():
            grant.save()
    except IntegrityError as clash:
        raise DomainError(f"{person.name}: эта роль уже назначена.", field="person") from clash
    _tell(events.RoleGranted, grant, scope, actor)
    if replaces:
        standing = RoleGrant.objects.filter(
            scope_kind=kind, scope_id=scope.pk, role=role, to_at=None
        )
        for former in standing.exclude(pk=grant.pk).order_by("pk"):
            _end(former, scope, actor, at)
    return grant


@transaction.atomic
def end_role(*, grant: RoleGrant, actor: Viewer, at: datetime) -> RoleGrant:
    """End a role; the next request of its holder has the powers no more (G-04)."""
    scope = _scope(grant)
    require(policies.may_end_grant(actor, grant, scope if isinstance(scope, Community) else None))
    _stay_governed(grant)
    _end(grant, scope, actor, at)
    return grant


def _by_hand(scope: District | Community, powers: Power, person: Person) -> None:
    """Stop what the regulation does not let people do without an order, or with this person.

    Raises:
        DomainError: with the regulation's reason.
    """
    if refusal := rules.why_unfit(scope, powers, person):
        raise DomainError(refusal, field="person")
    if isinstance(scope, Community) and powers & Power.MODERATE and rules.moderates_by_order(scope):
        raise DomainError(
            "По положению района модератора назначает приказ: права начнутся с его даты.",
            field="role",
        )


def _end(grant: RoleGrant, scope: District | Community, actor: Viewer, at: datetime) -> None:
    if RoleGrant.objects.filter(pk=grant.pk, to_at=None).update(to_at=at):
        grant.to_at = at
        _tell(events.RoleEnded, grant, scope, actor)


def _stay_governed(grant: RoleGrant) -> None:
    """A district is never left without anybody who appoints.

    Raises:
        DomainError: the grant is the last that gives roles there.
    """
    if grant.scope_kind != ScopeKind.DISTRICT or not grant.powers & Power.GRANT_ROLES:
        return
    others = RoleGrant.objects.filter(
        scope_kind=grant.scope_kind, scope_id=grant.scope_id, to_at=None
    ).exclude(pk=grant.pk)
    if not any(bits & Power.GRANT_ROLES for bits in others.values_list("powers", flat=True)):
        raise DomainError("Назначать станет некому: сначала передайте эту роль другому.")


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
        powers, number = (int(known.powers), known.number) if known else (0, 0)
        if known is None or known.scope != kind:
            powers, number = 0, 0
        same = RoleGrant.objects.filter(here, to_at=None, role=role, scope_kind=kind)
        changed += same.exclude(powers=powers, number=number).update(powers=powers, number=number)
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
