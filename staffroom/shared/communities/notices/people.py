"""Notices about memberships and roles."""

from collections.abc import Iterator
from typing import Any

from staffroom.core.clock import now
from staffroom.core.plugs import Notice, notice
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities import events
from staffroom.shared.communities.models import Community, Membership, RoleGrant, ScopeKind
from staffroom.shared.communities.models.people import PRESENT
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.communities.registry import community_scopes
from staffroom.shared.organizations.models import District, Organization

MEMBERSHIP: dict[str, Any] = {
    "kind": "communities.membership",
    "title": "Приглашения и решения о моём участии в сообществах",
    "default_mail": "at_once",
}
ROLE: dict[str, Any] = {
    "kind": "communities.role",
    "title": "Мои роли",
    "default_mail": "at_once",
}


def _to(event: events.MembershipFact, text: str) -> Notice:
    return Notice(text=text, to=[event.person_id], community_id=event.community_id, addressed=True)


@notice(
    events.MembershipAsked,
    kind="communities.requests",
    is_for_staff=True,
    title="Просьбы принять в сообщества, которые я веду",
    many=(
        "{n} просьба принять в сообщество {community}",
        "{n} просьбы принять в сообщество {community}",
        "{n} просьб принять в сообщество {community}",
    ),
)
def asked(event: events.MembershipAsked) -> Iterator[Notice]:
    """The nearest of those who manage members there."""
    yield Notice(
        text="Просьба принять в сообщество {community}",
        to=_managers(event.community_id),
        community_id=event.community_id,
        addressed=True,
    )


def _managers(community_id: int) -> list[int]:
    community = Community.objects.get(pk=community_id)
    at = now()
    for kind, key in community_scopes(community.line, community.district_id):
        rows = RoleGrant.objects.filter(scope_kind=kind, scope_id=key, from_at__lte=at)
        found = [
            person
            for person, powers, to_at in rows.values_list("person_id", "powers", "to_at")
            if powers & Power.MANAGE_MEMBERS and (to_at is None or to_at > at)
        ]
        if found:
            return found
    return []


@notice(events.MemberJoined, **MEMBERSHIP)
def joined(event: events.MemberJoined) -> Iterator[Notice]:
    """Whoever was admitted by another (his own step is not told to him)."""
    yield _to(event, "Вас приняли в сообщество {community}")


@notice(events.MembershipRefused, **MEMBERSHIP)
def refused(event: events.MembershipRefused) -> Iterator[Notice]:
    """Whoever was not admitted reads why."""
    yield _to(event, "Вас не приняли в сообщество {community}. Причина: {reason}")


@notice(events.MemberInvited, **MEMBERSHIP)
def invited(event: events.MemberInvited) -> Iterator[Notice]:
    """Whoever is invited."""
    yield _to(event, "Вас приглашают в сообщество {community}")


@notice(events.MemberRemoved, **MEMBERSHIP)
def removed(event: events.MemberRemoved) -> Iterator[Notice]:
    """Whoever was removed reads why."""
    yield _to(event, "Вас исключили из сообщества {community}. Причина: {reason}")


def _of_role(event: events.RoleFact, in_community: str, in_district: str) -> Iterator[Notice]:
    is_local = event.scope_kind == ScopeKind.COMMUNITY
    scope: Community | District = (
        Community.objects.get(pk=event.scope_id)
        if is_local
        else District.objects.get(pk=event.scope_id)
    )
    known = rules_of(scope).roles.get(event.role)
    title = known.title if known else event.role
    yield Notice(
        text=in_community.format(title) if is_local else in_district.format(title),
        to=[event.person_id],
        community_id=event.scope_id if is_local else None,
        link="" if isinstance(scope, Community) else f"/{scope.slug}/",
        addressed=True,
    )


@notice(events.RoleGranted, **ROLE)
def granted(event: events.RoleGranted) -> Iterator[Notice]:
    """Whoever was given a role."""
    yield from _of_role(
        event,
        "Вам назначена роль «{}» в сообществе {{community}}",
        "Вам назначена роль «{}» в районе",
    )


@notice(events.RoleEnded, **ROLE)
def ended(event: events.RoleEnded) -> Iterator[Notice]:
    """Whoever does not hold it any more."""
    yield from _of_role(
        event,
        "Ваша роль «{}» в сообществе {{community}} окончена",
        "Ваша роль «{}» в районе окончена",
    )


@notice(
    events.ConductChanged,
    kind="communities.conduct",
    title="Новые правила моих сообществ",
)
def worded_anew(event: events.ConductChanged) -> Iterator[Notice]:
    """Every member: the new wording waits to be accepted."""
    members = Membership.objects.filter(community=event.community_id, state__in=PRESENT)
    yield Notice(
        text="Изменились правила сообщества {community}. Прочитайте их и примите.",
        to=list(members.values_list("person_id", flat=True)),
        community_id=event.community_id,
        addressed=True,
    )


@notice(events.OrganizationInvited, **MEMBERSHIP)
def organization_invited(event: events.OrganizationInvited) -> Iterator[Notice]:
    """The representative of the organisation."""
    rows = Organization.objects.filter(pk=event.organization_id).exclude(representative=None)
    yield Notice(
        text="Вашу организацию приглашают в сообщество {community}: ответьте за неё",
        to=list(rows.values_list("representative_id", flat=True)),
        community_id=event.community_id,
        addressed=True,
    )


@notice(
    events.PartnershipProposed,
    kind="communities.partners",
    is_for_staff=True,
    title="Предложения партнёрства сообществам, которые я веду",
)
def partnership_proposed(event: events.PartnershipProposed) -> Iterator[Notice]:
    """Those who run the community that was asked."""
    yield Notice(
        text="Сообществу {community} предлагают стать партнёрами",
        to=_managers(event.partner_id),
        community_id=event.partner_id,
        addressed=True,
    )
