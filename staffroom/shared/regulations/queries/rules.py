"""The rules in force: an immutable object kept in the process, never stale because never changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.utils.dateparse import parse_datetime

from staffroom.shared.accounts.registry import Power
from staffroom.shared.regulations.models import Profile, ResolvedProfile
from staffroom.shared.regulations.registry import KEYS, Key

CACHED = 4096  # rows kept in a process; a row takes some 15 KB


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value comes from.

    `how`: "base" (product default), "regulation" (a shipped document says so) or "own" (changed on
    this installation, `at` says when). `clause` and `note` are what the regulation says on the key,
    kept also where its value was changed; `is_silent` when it says nothing.
    """

    profile_id: int
    name: str
    how: str
    clause: str = ""
    note: str = ""
    is_silent: bool = True
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """Days to do a thing, calendar or working ones."""

    days: int
    is_working: bool


@dataclass(frozen=True, slots=True)
class Role:
    """A role of the catalogue: its title, where it holds and the powers it gives."""

    code: str
    number: int
    title: str
    scope: str
    powers: Power


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """The values of every key, by `rules["membership.mode"]` or a typed accessor."""

    id: int
    profile_id: int
    title: str
    _values: Mapping[str, Any]
    _sources: Mapping[str, Any]
    _roles: Mapping[str, Role]

    def __getitem__(self, code: str) -> Any:
        """The value as stored (KeyError for an unknown key)."""
        if code in self._values:
            return self._values[code]
        return KEYS[code].default  # a key that is younger than this row

    def choice(self, code: str) -> str:
        """The chosen code."""
        return str(self[code])

    def flag(self, code: str) -> bool:
        """Yes or no."""
        return bool(self[code])

    def number(self, code: str) -> int | None:
        """A whole number, None where there is no limit."""
        value = self[code]
        return None if value is None else int(value)

    def many(self, code: str) -> tuple[str, ...]:
        """The chosen codes, in the order of the options."""
        return tuple(self[code])

    def term(self, code: str) -> Term | None:
        """Days with their calendar, None where no term is set."""
        value = self[code]
        return None if value is None else Term(value["days"], value["calendar"] == "working")

    def named(self, code: str) -> dict[str, str]:
        """Lines of one's own: code → words."""
        return {row["code"]: row["label"] for row in self[code]}

    def labels(self, code: str) -> dict[str, str]:
        """The chosen options of a choice or of many: code → words."""
        key, value = KEYS[code], self[code]
        chosen = value if isinstance(value, list) else [value]
        return {option.code: option.label for option in key.options if option.code in chosen}

    @property
    def roles(self) -> Mapping[str, Role]:
        """Roles in use, by code, in the order of their numbers."""
        return self._roles

    def powers_of(self, role: str) -> Power:
        """What the role allows; nothing for a role that the catalogue does not know."""
        known = self._roles.get(role)
        return known.powers if known else Power(0)

    def roles_of(self, scope: str) -> tuple[Role, ...]:
        """Roles that are given in a scope: "district" or "community"."""
        return tuple(role for role in self._roles.values() if role.scope == scope)

    def roles_with(self, power: Power, scope: str) -> tuple[Role, ...]:
        """Roles of a scope that hold a power, by number."""
        return tuple(role for role in self.roles_of(scope) if role.powers & power)

    def source(self, code: str) -> Source:
        """Which profile and clause a value comes from."""
        raw = self._sources.get(code)
        if raw is None:
            return Source(profile_id=self.profile_id, name="", how="base")
        return Source(**{**raw, "at": parse_datetime(raw["at"]) if raw.get("at") else None})

    def __iter__(self) -> Iterator[Key]:
        return iter(KEYS.values())


@lru_cache(maxsize=CACHED)
def values(resolved_id: int) -> Rules:
    """The rules of a resolved row: one query for the first asking in a process, none later.

    Raises:
        ResolvedProfile.DoesNotExist: no such row.
    """
    row = ResolvedProfile.objects.select_related("profile").get(pk=resolved_id)
    catalogue = row.values.get("roles.catalogue", KEYS["roles.catalogue"].default)
    return Rules(
        id=row.pk,
        profile_id=row.profile_id,
        title=row.profile.name,
        _values=row.values,
        _sources=row.sources,
        _roles={role["code"]: _role(role) for role in sorted(catalogue, key=_number)},
    )


def rules_of_profile(profile_id: int) -> Rules:
    """The rules of a profile as they are now: one query for the number of the row in force."""
    return values(_current(Profile.objects.filter(pk=profile_id)))


def rules_of_district(district_id: int) -> Rules:
    """The rules that a district lives by: one query, then as above.

    Raises:
        Profile.DoesNotExist: the district has not adopted a regulation.
    """
    return values(_current(Profile.objects.filter(district_profile__district_id=district_id)))


def shipped_profiles() -> list[Profile]:
    """The profiles that come with the product, «Базовый» first."""
    return list(Profile.objects.filter(is_shipped=True).order_by("pk"))


def _current(profiles: Any) -> int:
    current = profiles.values_list("current_id", flat=True).first()
    if current is None:
        raise Profile.DoesNotExist
    return int(current)


def _number(role: Mapping[str, Any]) -> int:
    return int(role["number"])


def _role(raw: Mapping[str, Any]) -> Role:
    powers = Power(0)
    for name in raw["powers"]:
        powers |= Power.__members__.get(name.upper(), Power(0))
    return Role(raw["code"], raw["number"], raw["title"], raw["scope"], powers)
