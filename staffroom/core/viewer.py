"""Who is looking: the one object that every policy judges by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

GUEST_TOKEN = 0
SIGNED_IN_TOKEN = 16

Scope = tuple[str, int]
NOTHING: Mapping[Scope, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True, eq=False)
class Viewer:
    """A person, a guest or the system itself, with rights read afresh at each request.

    `tokens` are the reader tokens this viewer holds (data model, rule 2); `powers` maps a scope
    (``("district", id)`` or ``("community", id)``) to the bits of the powers granted there.
    """

    person_id: int | None = None
    pid: str = ""
    name: str = ""
    tokens: frozenset[int] = frozenset({GUEST_TOKEN})
    powers: Mapping[Scope, int] = field(default_factory=lambda: NOTHING)
    is_system: bool = False

    @property
    def author_id(self) -> int:
        """The person who writes.

        Raises:
            ValueError: a guest or the system, who author nothing; policies refuse them before.
        """
        if self.person_id is None:
            message = "only a person can be an author"
            raise ValueError(message)
        return self.person_id

    @property
    def is_guest(self) -> bool:
        """True when nobody has signed in."""
        return self.person_id is None and not self.is_system

    def has(self, power: int, *scopes: Scope) -> bool:
        """True when the power is granted in any of the scopes (the system may do everything)."""
        if self.is_system:
            return True
        powers = self.powers
        if not powers:  # most readers; a page asks some forty times
            return False
        bits = int(power)  # flags know how to be joined, slowly
        return any(powers.get(scope, 0) & bits for scope in scopes)


GUEST = Viewer()
SYSTEM = Viewer(name="Система", is_system=True)
