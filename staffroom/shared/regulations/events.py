"""Facts about the rules of a district."""

from dataclasses import dataclass
from typing import ClassVar

from staffroom.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileAdopted(Event):
    """Район выбрал положение, по которому живёт."""

    code: ClassVar[str] = "regulations.profile.adopted"
    subject: ClassVar[str] = "profile_id"

    profile_id: int
    parent_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileChanged(Event):
    """Изменены правила района.

    `keys` are the codes whose values changed; `resolved_id` is the row in force from now on.
    """

    code: ClassVar[str] = "regulations.profile.changed"
    subject: ClassVar[str] = "profile_id"

    profile_id: int
    version_id: int
    resolved_id: int
    keys: tuple[str, ...]
