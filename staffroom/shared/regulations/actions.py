"""Changing the rules: every change is a version, and everything below it is resolved at once."""

from collections.abc import Iterator, Mapping
from datetime import datetime
import secrets
from typing import Any, Final

from django.db import transaction

from staffroom.core.errors import DomainError, Stale
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.viewer import SYSTEM, Viewer
from staffroom.shared.organizations.models import District
from staffroom.shared.regulations import policies
from staffroom.shared.regulations.events import ProfileAdopted, ProfileChanged
from staffroom.shared.regulations.models import (
    DistrictProfile,
    Profile,
    ProfileVersion,
    ResolvedProfile,
)
from staffroom.shared.regulations.registry import KEYS, Key, WrongValue, clean
from staffroom.shared.regulations.registry.resolving import Layer, judge, resolve
from staffroom.shared.regulations.registry.shipped import ShippedProfile, shipped


class Inherit:
    """The value of a key that should come from the parent again."""


INHERIT: Final = Inherit()


class UnknownProfile(DomainError):
    """There is no shipped profile of that code."""


@transaction.atomic
def install_shipped(*, at: datetime) -> list[Profile]:
    """Put the shipped profiles into the tables, or bring them up to date; repeats change nothing."""
    installed: dict[str, Profile] = {}
    for definition in shipped():
        parent = installed[definition.parent] if definition.parent else None
        installed[definition.code] = _install(definition, parent, at)
    for profile in installed.values():
        if profile.parent_id is None:
            _resolve_down(profile, actor=SYSTEM, at=at)
    return list(installed.values())


@transaction.atomic
def adopt_profile(*, district: District, code: str, actor: Viewer, at: datetime) -> Profile:
    """Let a district live by a shipped profile: its own one becomes a child of it.

    Keys that the district has changed itself stay changed.

    Raises:
        UnknownProfile: no shipped profile has this code.
    """
    require(policies.may_adopt_profile(actor, district))
    parent = Profile.objects.filter(code=code, is_shipped=True).first()
    if parent is None:
        raise UnknownProfile(f"Регламента «{code}» нет среди готовых.", field="code")
    adopted = DistrictProfile.objects.filter(district=district).select_related("profile").first()
    if adopted:
        profile = _move(adopted.profile, parent, actor, at)
    else:
        profile = _make(parent, f"Правила: {district.short_name}", district, actor, at)
        DistrictProfile.objects.create(district=district, profile=profile)
    publish(
        ProfileAdopted(
            district_id=district.pk,
            actor_id=actor.person_id,
            profile_id=profile.pk,
            parent_id=parent.pk,
        )
    )
    return profile


@transaction.atomic
def branch_profile(*, parent: Profile, name: str, actor: Viewer, at: datetime) -> Profile:
    """A child of a district's own profile, for a community with settings of its own."""
    if parent.is_shipped or parent.district is None:
        raise DomainError("Свои правила сообщества стоят на правилах района.")
    child = Profile(parent=parent, district=parent.district)
    require(policies.may_change_profile(actor, child))
    return _make(parent, name, parent.district, actor, at)


@transaction.atomic
def reparent(*, profile: Profile, parent: Profile, actor: Viewer, at: datetime) -> Profile:
    """Put a profile under another one of the same district, or under a shipped one."""
    require(policies.may_change_profile(actor, profile))
    if parent.district_id not in {None, profile.district_id}:
        raise DomainError("Правила другого района взять за основу нельзя.")
    if any(ancestor.pk == profile.pk for ancestor in _line(parent)):
        raise DomainError("Правила не могут стоять на самих себе.")
    return _move(profile, parent, actor, at)


@transaction.atomic
def change_keys(
    *,
    profile: Profile,
    changes: Mapping[str, Any],
    actor: Viewer,
    at: datetime,
    reason: str = "",
) -> Profile:
    """Change keys of a district's or a community's profile; `INHERIT` takes the parent's value again.

    A value equal to the inherited one is no change of one's own. Nothing changed: no version.

    Raises:
        WrongValue: a value is refused; `field` is the key.
    """
    require(policies.may_change_profile(actor, profile))
    profile = _locked(profile)
    latest = _latest(profile)
    inherited = resolve(KEYS, _layers(profile)[:-1])[0]
    overrides = dict(latest.overrides)
    for code, given in changes.items():
        value = given if given is INHERIT else _cleaned(_changeable(code, actor), given)
        if value is INHERIT or value == inherited[code]:
            overrides.pop(code, None)
        elif overrides.get(code, {}).get("value", INHERIT) != value:
            overrides[code] = {"value": value, "at": at.isoformat()}
    if overrides != latest.overrides:
        _write_version(profile, overrides, latest.overrides, actor, at, reason)
        _resolve_down(profile, actor=actor, at=at)
    return profile


def _install(definition: ShippedProfile, parent: Profile | None, at: datetime) -> Profile:
    regulation = dict(definition.regulation)
    profile, is_new = Profile.objects.get_or_create(
        code=definition.code,
        defaults={
            "name": definition.name,
            "parent": parent,
            "is_shipped": True,
            "regulation": regulation,
        },
    )
    if not is_new and (profile.name, profile.regulation) != (definition.name, regulation):
        profile.name, profile.regulation = definition.name, regulation
        profile.save(update_fields=["name", "regulation"])
    overrides = {code: dict(entry) for code, entry in definition.entries.items() if entry}
    before = {} if is_new else _latest(profile).overrides
    if is_new or before != overrides:
        _write_version(profile, overrides, before, SYSTEM, at, "Установлено вместе с программой")
    return profile


def _make(parent: Profile, name: str, district: District, actor: Viewer, at: datetime) -> Profile:
    profile = Profile.objects.create(
        code=f"own-{secrets.token_hex(8)}", name=name, parent=parent, district=district
    )
    _write_version(profile, {}, {}, actor, at, "")
    _resolve_down(profile, actor=actor, at=at)
    return profile


def _move(profile: Profile, parent: Profile, actor: Viewer, at: datetime) -> Profile:
    profile = _locked(profile)
    if profile.parent_id != parent.pk:
        profile.parent = parent
        profile.save(update_fields=["parent"])
        overrides = _latest(profile).overrides
        _write_version(profile, overrides, overrides, actor, at, f"Основа: {parent.name}")
        _resolve_down(profile, actor=actor, at=at)
    return profile


def _write_version(
    profile: Profile,
    overrides: Mapping[str, Any],
    before: Mapping[str, Any],
    actor: Viewer,
    at: datetime,
    reason: str,
) -> ProfileVersion:
    last = profile.versions.order_by("-n").values_list("n", flat=True).first() or 0
    changed = [code for code in KEYS if overrides.get(code) != before.get(code)]
    return ProfileVersion.objects.create(
        profile=profile,
        n=last + 1,
        overrides=overrides,
        changed=changed,
        reason=reason[:400],
        at=at,
        by_id=actor.person_id,
    )


def _resolve_down(profile: Profile, *, actor: Viewer, at: datetime) -> None:
    """Make the rows in force of a profile and of everything below it."""
    for each in [profile, *_below(profile)]:
        values, sources = resolve(KEYS, _layers(each))
        judge(KEYS, values)
        was = each.current
        version = _latest(each)
        if was and (was.values, was.sources, was.version_id) == (values, sources, version.pk):
            continue
        row = ResolvedProfile.objects.create(
            profile=each, version=version, values=values, sources=sources, at=at
        )
        Profile.objects.filter(pk=each.pk).update(current=row)
        each.current = row
        if each.pk == profile.pk:
            profile.current = row
        if was:
            _tell(each, row, was.values, actor)


def _tell(profile: Profile, row: ResolvedProfile, before: Mapping[str, Any], actor: Viewer) -> None:
    keys = tuple(code for code in KEYS if row.values[code] != before.get(code, KEYS[code].default))
    if keys:
        publish(
            ProfileChanged(
                district_id=profile.district_id,
                actor_id=actor.person_id,
                profile_id=profile.pk,
                version_id=row.version_id,
                resolved_id=row.pk,
                keys=keys,
            )
        )


def _below(profile: Profile) -> Iterator[Profile]:
    for child in Profile.objects.filter(parent=profile).order_by("pk"):
        yield child
        yield from _below(child)


def _line(profile: Profile) -> list[Profile]:
    line = [profile]
    while line[0].parent_id is not None:
        line.insert(0, Profile.objects.get(pk=line[0].parent_id))
    return line


def _layers(profile: Profile) -> list[Layer]:
    return [
        Layer(each.pk, each.name, each.is_shipped, _latest(each).overrides)
        for each in _line(profile)
    ]


def _latest(profile: Profile) -> ProfileVersion:
    return profile.versions.order_by("-n")[0]


def _locked(profile: Profile) -> Profile:
    """The row as it is now, held until the transaction ends, so that two changes make two versions."""
    locked = Profile.objects.select_for_update().filter(pk=profile.pk).first()
    if locked is None:
        raise Stale("Эти правила уже удалены.")
    return locked


def _changeable(code: str, actor: Viewer) -> Key:
    key = KEYS.get(code)
    if key is None:
        raise WrongValue(f"Нет настройки «{code}».")
    if not key.is_read and not actor.is_system:
        raise WrongValue(f"«{key.title}»: сайт пока не исполняет это сам.", field=code)
    return key


def _cleaned(key: Key, given: Any) -> Any:
    try:
        return clean(key, given)
    except WrongValue as wrong:
        raise WrongValue(f"«{key.title}»: {wrong.message}", field=key.code) from wrong
