"""What the settings page and the list of versions show, made ready in one place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from staffroom.shared.regulations.models import Profile, ProfileVersion
from staffroom.shared.regulations.queries.rules import Rules, rules_of_profile
from staffroom.shared.regulations.registry import GROUPS, KEYS, Group, Key, Kind, keys_of
from staffroom.shared.regulations.registry.words import in_words, lowered

VERSIONS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A key on the settings page: its value, where it comes from, what the parent says.

    `how` is "base", "regulation", "inherited" (changed above, in the district) or "own"; `at` says
    when it was changed; `inherited` are the parent's words where the value is one's own.
    """

    key: Key
    lines: tuple[str, ...]
    how: str
    clause: str
    note: str
    is_silent: bool
    at: datetime | None
    inherited: tuple[str, ...]
    inherited_how: str

    @property
    def line(self) -> str:
        """The words in one line; empty where they are a list: roles and ready groups."""
        if len(self.lines) > 1 and self.key.kind in {Kind.ROLES, Kind.GROUPS}:
            return ""
        return ", ".join([self.lines[0], *map(lowered, self.lines[1:])])


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """A part of the settings page."""

    group: Group
    rows: tuple[RuleRow, ...]

    @property
    def changed_n(self) -> int:
        """How many keys of the group are one's own."""
        return sum(row.how == "own" for row in self.rows)


@dataclass(frozen=True, slots=True)
class RulesPage:
    """Everything on the settings page: what the site acts by, and what it only repeats in words."""

    profile: Profile
    rules: Rules
    base: Profile
    groups: tuple[RuleGroup, ...]
    words: tuple[RuleGroup, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What a version changed in a key; None stands for the parent's value."""

    title: str
    before: tuple[str, ...] | None
    after: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version: who changed what, when and why."""

    n: int
    at: datetime
    by: str
    reason: str
    differences: tuple[Difference, ...]


def rules_page(profile: Profile) -> RulesPage:
    """The settings page of a district's or a community's profile."""
    rules = rules_of_profile(profile.pk)
    above = rules_of_profile(profile.parent_id) if profile.parent_id else rules
    rows = {key.code: _row(key, rules, above) for key in rules}
    return RulesPage(
        profile=profile,
        rules=rules,
        base=base_of(profile),
        groups=_grouped(rows, is_read=True),
        words=_grouped(rows, is_read=False),
    )


def community_groups(profile: Profile, *, is_own: bool) -> tuple[RuleGroup, ...]:
    """The rules that a community may have of its own; a shared profile is shown as inherited."""
    rules = rules_of_profile(profile.pk)
    above = rules_of_profile(profile.parent_id) if is_own and profile.parent_id else rules
    rows = {key.code: _row(key, rules, above, is_shared=not is_own) for key in rules}
    groups = (
        RuleGroup(one.group, tuple(row for row in one.rows if not row.key.is_of_district))
        for one in _grouped(rows, is_read=True)
    )
    return tuple(group for group in groups if group.rows)


def rule_row(profile: Profile, code: str) -> RuleRow:
    """One key of the settings page (KeyError for an unknown one)."""
    rules = rules_of_profile(profile.pk)
    above = rules_of_profile(profile.parent_id) if profile.parent_id else rules
    return _row(KEYS[code], rules, above)


def base_of(profile: Profile) -> Profile:
    """The shipped profile that a profile stands on."""
    while not profile.is_shipped and profile.parent_id is not None:
        profile = Profile.objects.get(pk=profile.parent_id)
    return profile


def profile_of_district(district_id: int) -> Profile:
    """The profile that a district lives by.

    Raises:
        Profile.DoesNotExist: the district has not adopted a regulation.
    """
    return Profile.objects.get(district_profile__district_id=district_id)


def version_rows(profile: Profile) -> list[VersionRow]:
    """The newest versions with what each changed, newest first."""
    found = list(
        ProfileVersion.objects.filter(profile=profile)
        .select_related("by")
        .order_by("-n")[: VERSIONS_SHOWN + 1]
    )
    titles = _titles(rules_of_profile(profile.pk))
    shown = []
    for place, version in enumerate(found[:VERSIONS_SHOWN]):
        before = found[place + 1].overrides if place + 1 < len(found) else {}
        shown.append(
            VersionRow(
                n=version.n,
                at=version.at,
                by=version.by.name if version.by else "",
                reason=version.reason,
                differences=tuple(
                    _difference(KEYS[code], before, version.overrides, titles)
                    for code in version.changed
                    if code in KEYS
                ),
            )
        )
    return shown


def _difference(
    key: Key, before: Mapping[str, Any], after: Mapping[str, Any], titles: Mapping[str, str]
) -> Difference:
    return Difference(key.title, _said(key, before, titles), _said(key, after, titles))


def _said(
    key: Key, overrides: Mapping[str, Any], titles: Mapping[str, str]
) -> tuple[str, ...] | None:
    entry = overrides.get(key.code, {})
    return tuple(in_words(key, entry["value"], titles)) if "value" in entry else None


def _row(key: Key, rules: Rules, above: Rules, *, is_shared: bool = False) -> RuleRow:
    source, titles = rules.source(key.code), _titles(rules)
    is_own = source.how == "own" and source.profile_id == rules.profile_id and not is_shared
    return RuleRow(
        key=key,
        lines=tuple(in_words(key, rules[key.code], titles)),
        how="own" if is_own else "inherited" if source.how == "own" else source.how,
        clause=source.clause,
        note=source.note,
        is_silent=source.is_silent,
        at=source.at,
        inherited=tuple(in_words(key, above[key.code], _titles(above))) if is_own else (),
        inherited_how=above.source(key.code).how,
    )


def _grouped(rows: Mapping[str, RuleRow], *, is_read: bool) -> tuple[RuleGroup, ...]:
    groups = (
        RuleGroup(
            group,
            tuple(rows[key.code] for key in keys_of(group.code) if key.is_read is is_read),
        )
        for group in GROUPS.values()
    )
    return tuple(group for group in groups if group.rows)


def _titles(rules: Rules) -> dict[str, str]:
    return {code: role.title for code, role in rules.roles.items()}
