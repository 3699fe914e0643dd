"""What of a person's card is seen by whom (design README 23; 152-ФЗ, article 10.1)."""

from collections.abc import Mapping
from enum import Enum

from staffroom.core.viewer import Viewer
from staffroom.shared.accounts import registry


class Audience(Enum):
    """How close the one who looks stands to the owner of a card."""

    SELF = "self"
    COLLEAGUE = "colleague"
    STRANGER = "stranger"


def audience_of(viewer: Viewer, person_id: int) -> Audience:
    """The owner, a colleague (somebody who shares a network with him), or anybody else."""
    if viewer.person_id == person_id:
        return Audience.SELF
    if viewer.is_system:
        return Audience.COLLEAGUE
    if viewer.is_guest:
        return Audience.STRANGER
    knows = any(knows(viewer, person_id) for knows in registry.acquaintances)
    return Audience.COLLEAGUE if knows else Audience.STRANGER


def seen_fields(shown: Mapping[str, str], audience: Audience) -> frozenset[str]:
    """The fields of the card that this audience sees; `shown` maps a field to «members» or «all»."""
    if audience is Audience.SELF:
        return frozenset(registry.CARD_FIELDS)
    if audience is Audience.COLLEAGUE:
        return registry.ALWAYS_TO_COLLEAGUES | frozenset(shown)
    return frozenset(field for field, whom in shown.items() if whom == "all")
