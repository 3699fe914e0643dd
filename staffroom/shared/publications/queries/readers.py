"""Readers of a publication: the table of the access rule read the other way (data model, rule 2)."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from staffroom.shared.accounts.models import Person
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities import registry as tokens
from staffroom.shared.communities.models import Admission, AdmissionState, Membership, RoleGrant
from staffroom.shared.communities.models.people import PRESENT
from staffroom.shared.communities.queries.viewers import viewer_for
from staffroom.shared.publications.models import Reader

PART, SCOPE = 0xFF, 12


def readers_among(publication_id: int, person_ids: Iterable[int], *, at: datetime) -> set[int]:
    """Which of these persons may read it now: a few queries however many they are."""
    asked = set(
        Person.objects.filter(pk__in=list(person_ids), is_active=True).values_list("pk", flat=True)
    )
    held = set(Reader.objects.filter(publication=publication_id).values_list("token", flat=True))
    if not asked or held & {tokens.EVERYBODY, tokens.SIGNED_IN}:
        return asked if held else set()
    found = {token >> SCOPE for token in held if _is(token, tokens.PERSON_KIND)} & asked
    found |= _admitted(held, asked - found)
    found |= _members(held, asked - found)
    found |= _overseers(held, asked - found, at)
    found |= _by_role(held, asked - found, at)
    return found | _by_position(held, asked - found, at)


def _is(token: int, kind: int, part: int = tokens.EVERY_MEMBER) -> bool:
    return token & 0xFFF == (part << 4) | kind


def _admitted(held: set[int], asked: set[int]) -> set[int]:
    districts = [token >> SCOPE for token in held if _is(token, tokens.DISTRICT_KIND)]
    if not districts or not asked:
        return set()
    rows = Admission.objects.filter(
        district__in=districts, person__in=asked, state=AdmissionState.ADMITTED
    )
    return set(rows.values_list("person_id", flat=True))


def _members(held: set[int], asked: set[int]) -> set[int]:
    places = [token >> SCOPE for token in held if _is(token, tokens.COMMUNITY_KIND)]
    if not places or not asked:
        return set()
    rows = Membership.objects.filter(community__in=places, person__in=asked, state__in=PRESENT)
    return set(rows.values_list("person_id", flat=True))


def _overseers(held: set[int], asked: set[int], at: datetime) -> set[int]:
    part = tokens.THOSE_WHO_RUN_IT
    scopes = Q(pk__in=())
    for kind, number in (("district", tokens.DISTRICT_KIND), ("community", tokens.COMMUNITY_KIND)):
        keys = [token >> SCOPE for token in held if _is(token, number, part)]
        scopes |= Q(scope_kind=kind, scope_id__in=keys)
    rows = RoleGrant.objects.filter(
        scopes, Q(to_at=None) | Q(to_at__gt=at), from_at__lte=at, person__in=asked
    )
    sees = Power.SEE_ALL | Power.MODERATE  # as `viewer_of` gives the token
    return {person for person, bits in rows.values_list("person_id", "powers") if bits & sees}


def _by_role(held: set[int], asked: set[int], at: datetime) -> set[int]:
    """Those who hold a role that the tokens name in a community."""
    wanted = {
        (token >> SCOPE, part - tokens.FIRST_ROLE)
        for token in held
        if token & 0xF == tokens.COMMUNITY_KIND
        and (part := (token >> 4) & PART) >= tokens.FIRST_ROLE
    }
    if not wanted or not asked:
        return set()
    rows = RoleGrant.objects.filter(
        Q(to_at=None) | Q(to_at__gt=at), from_at__lte=at, person__in=asked,
        scope_kind="community", scope_id__in=[scope for scope, _number in wanted],
    )  # fmt: skip
    held_roles = rows.values_list("person_id", "scope_id", "number")
    return {person for person, scope, number in held_roles if (scope, number) in wanted}


def _by_position(held: set[int], asked: set[int], at: datetime) -> set[int]:
    """Composed tokens (a community's heads) are rare: each person is judged by himself."""
    composed = {
        token for token in held if tokens.FIRST_GROUP <= (token >> 4) & PART < tokens.FIRST_ROLE
    }
    if not composed:
        return set()
    people = Person.objects.filter(pk__in=asked)
    return {one.pk for one in people if viewer_for(one, at=at).tokens & composed}
