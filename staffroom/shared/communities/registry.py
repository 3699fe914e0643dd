"""Reader tokens: the numbers by which a thing names those who may read it (data model, rule 2); levels of education.

A token is ``(scope id << 12) | (part << 4) | kind``. Nothing else in the product makes or reads them.
"""

from collections.abc import Sequence

from staffroom.core.viewer import GUEST_TOKEN, SIGNED_IN_TOKEN, Scope, Viewer

DISTRICT_KIND, COMMUNITY_KIND, PERSON_KIND = 1, 2, 3
EVERY_MEMBER, THOSE_WHO_RUN_IT, KEEPERS, FIRST_GROUP, FIRST_ROLE = 0, 1, 2, 16, 32

EVERYBODY = GUEST_TOKEN
SIGNED_IN = SIGNED_IN_TOKEN


def _token(kind: int, scope_id: int, part: int = EVERY_MEMBER) -> int:
    return (scope_id << 12) | (part << 4) | kind


def district_token(district_id: int) -> int:
    """Every admitted member of a district's network."""
    return _token(DISTRICT_KIND, district_id)


def district_staff_token(district_id: int) -> int:
    """Those who may see everything in the district."""
    return _token(DISTRICT_KIND, district_id, THOSE_WHO_RUN_IT)


def district_keepers_token(district_id: int) -> int:
    """Those who keep the papers of a district."""
    return _token(DISTRICT_KIND, district_id, KEEPERS)


def community_token(community_id: int) -> int:
    """Every member of a community."""
    return _token(COMMUNITY_KIND, community_id)


def community_staff_token(community_id: int) -> int:
    """Those who run a community: moderators and the like."""
    return _token(COMMUNITY_KIND, community_id, THOSE_WHO_RUN_IT)


def community_role_token(community_id: int, role_number: int) -> int:
    """Those who hold one role in a community; numbers of roles never change (`roles.catalogue`)."""
    return _token(COMMUNITY_KIND, community_id, FIRST_ROLE + role_number)


def community_tokens_between(community_id: int) -> tuple[int, int]:
    """The least and the greatest number that any token of a community has; others' lie between too."""
    return community_id << 12, (community_id << 12) | 0xFFF


def token_elsewhere(token: int, from_id: int, to_id: int) -> int | None:
    """The same part of another community: its members, those who run it, a role; None for other tokens."""
    if token >> 12 != from_id or token & 0xF != COMMUNITY_KIND:
        return None
    return (to_id << 12) | (token & 0xFFF)


def person_token(person_id: int) -> int:
    """One person alone."""
    return _token(PERSON_KIND, person_id)


def community_scopes(line: Sequence[int], district_id: int) -> tuple[Scope, ...]:
    """The scopes whose powers reach a community: itself, every ancestor, the district."""
    return (*(("community", key) for key in reversed(line)), ("district", district_id))


def has_network(viewer: Viewer) -> bool:
    """Whether the viewer belongs to the network of some district."""
    return viewer.is_system or any(
        token & 0xFFF == DISTRICT_KIND | (EVERY_MEMBER << 4) for token in viewer.tokens
    )


def knows_people(viewer: Viewer, district_id: int | None) -> bool:
    """Whether names are told without consent: to the people of this network, to nobody else (152-ФЗ).

    Guests, who still waits and people of other districts read «Участник сообщества», as a card does.
    """
    return viewer.is_system or (
        district_id is not None and district_token(district_id) in viewer.tokens
    )


def community_ids(tokens: frozenset[int]) -> list[int]:
    """Keys of the communities whose members' tokens are among these."""
    members = COMMUNITY_KIND | (EVERY_MEMBER << 4)
    return sorted(token >> 12 for token in tokens if token & 0xFFF == members)


def district_ids(tokens: frozenset[int]) -> list[int]:
    """Keys of the districts whose members' tokens are among these."""
    members = DISTRICT_KIND | (EVERY_MEMBER << 4)
    return sorted(token >> 12 for token in tokens if token & 0xFFF == members)


# Levels of education, as cards of materials, communities and reviews name them.
LEVELS = {
    "preschool": "Дошкольное образование",
    "primary": "Начальное общее (1–4 классы)",
    "basic": "Основное общее (5–9 классы)",
    "secondary": "Среднее общее (10–11 классы)",
    "additional": "Дополнительное образование",
    "staff": "Для педагогов",
}
# Those that have a federal standard (ФГОС).
STANDARD_LEVELS = ("preschool", "primary", "basic", "secondary")
