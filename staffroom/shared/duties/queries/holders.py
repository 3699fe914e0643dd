"""Who owes a duty of a power, and who controls the duties of a district."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from staffroom.core.viewer import Scope, Viewer
from staffroom.shared.accounts.models import Person
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import (
    Community,
    RoleGrant,
    ScopeKind,
)
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.communities.queries.viewers import viewer_for
from staffroom.shared.communities.registry import community_scopes
from staffroom.shared.duties import policies
from staffroom.shared.duties.models import Duty
from staffroom.shared.organizations.models import District
from staffroom.shared.regulations.models import Profile


def holders(power: int, scope: Scope, *, at: datetime) -> QuerySet[Person]:
    """People who hold a power in exactly this scope, in the order of names."""
    grants = _grants([scope], at=at)
    keys = [person for person, _kind, _key, bits in grants if bits & power]
    return Person.objects.filter(pk__in=keys, is_active=True).order_by("sort_key", "pk")


def nearest_scope(power: Power, scopes: Sequence[Scope], *, at: datetime) -> Scope:
    """The first of the scopes, from the nearest up, where somebody holds the power; the last if nobody."""
    held = {(kind, key) for _person, kind, key, bits in _grants(scopes, at=at) if bits & power}
    return next((scope for scope in scopes if scope in held), scopes[-1])


def scope_of_community(power: Power, community: Community, *, at: datetime) -> Scope:
    """Whose duty it is in a community: of those who run it, or of those above while nobody does."""
    return nearest_scope(power, community_scopes(community.line, community.district_id), at=at)


def _grants(scopes: Sequence[Scope], *, at: datetime) -> list[tuple[int, str, int, int]]:
    wanted = Q(pk__in=())
    for kind, key in scopes:
        wanted |= Q(scope_kind=kind, scope_id=key)
    rows = RoleGrant.objects.filter(wanted, Q(to_at=None) | Q(to_at__gt=at), from_at__lte=at)
    return list(rows.values_list("person_id", "scope_kind", "scope_id", "powers"))


def owing(duty: Duty, *, at: datetime) -> list[int]:
    """Keys of those who owe an open duty: its owner, or the holders of its power but for whom it is about."""
    if duty.owner_id is not None:
        return [duty.owner_id]
    scope = (duty.scope_kind, int(duty.scope_id or 0))
    found = holders(duty.power, scope, at=at).exclude(pk=duty.about_id or 0)
    return list(found.values_list("pk", flat=True))


def leads(district: District, *, at: datetime) -> list[Person]:
    """Those who answer for the whole district: holders of the role that `roles.lead` names."""
    try:
        role = rules_of(district).choice("roles.lead")
    except Profile.DoesNotExist:
        return []
    held = RoleGrant.objects.filter(
        Q(to_at=None) | Q(to_at__gt=at), scope_kind=ScopeKind.DISTRICT, scope_id=district.pk,
        role=role, from_at__lte=at, person=OuterRef("pk"),
    )  # fmt: skip
    people = Person.objects.filter(Exists(held), is_active=True)
    return list(people.order_by("sort_key", "pk"))


def controllers(district: District, *, at: datetime) -> list[tuple[Person, QuerySet[Duty]]]:
    """Whom to tell of what is overdue in a district, each with what he controls and may see.

    While nobody holds the leading role, those who see the district's terms stand in.
    """
    overdue = Duty.objects.filter(district=district, closed_at=None, due_at__lt=at)
    scope = ("district", district.pk)
    first = leads(district, at=at) or list(holders(policies.OVERSEES, scope, at=at))
    lead_keys = {person.pk for person in first}
    named = Person.objects.filter(
        pk__in=overdue.exclude(controller=None).values("controller"), is_active=True
    ).exclude(pk__in=lead_keys)
    people = [*first, *named.order_by("sort_key", "pk")]
    return [(one, overdue_of(one, district, leads=one.pk in lead_keys, at=at)) for one in people]


def overdue_of(person: Person, district: District, *, leads: bool, at: datetime) -> QuerySet[Duty]:
    """What is overdue under this person's control in a district, as his rights stand now."""
    led = [district.pk] if leads else []
    found = policies.visible_controlled(viewer_for(person, at=at), led)
    return found.filter(district=district, due_at__lt=at)


def led_districts(viewer: Viewer, *, at: datetime) -> list[int]:
    """Districts where the viewer is one of those who answer for the whole."""
    keys = [
        key
        for kind, key in viewer.powers
        if kind == "district" and policies.sees_terms(viewer, key)
    ]
    places = District.objects.filter(pk__in=keys) if keys else District.objects.none()
    return [
        one.pk
        for one in places.order_by("pk")
        if viewer.person_id in {lead.pk for lead in leads(one, at=at)}
    ]
