"""The profiles that come with the product, read from TOML and checked at start."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
import tomllib
from typing import Any

from staffroom.core.errors import DomainError
from staffroom.shared.regulations.registry import KEYS, Value, WrongValue, clean
from staffroom.shared.regulations.registry.resolving import SILENT, Layer, judge, resolve

PROFILES_DIR = Path(__file__).resolve().parent.parent / "profiles"
BASIC = "basic"


class WrongProfile(DomainError):
    """A file of a profile cannot be used; the sentence names the file and the place."""


@dataclass(frozen=True, slots=True)
class ShippedProfile:
    """What a file says: who the profile is, its document, and its keys with value, clause and note."""

    code: str
    name: str
    parent: str | None
    regulation: Mapping[str, Any] = field(default_factory=dict)
    entries: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def read_profile(path: Path) -> ShippedProfile:
    """Read and check one file.

    Raises:
        WrongProfile: names the file, the key and what is wrong.
    """
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        raise WrongProfile(f"{path.name}: файл не читается: {wrong}") from wrong
    head = raw.get("profile", {})
    for name in ("code", "name"):
        if not isinstance(head.get(name), str) or not head[name]:
            raise WrongProfile(f"{path.name}: в разделе [profile] нет «{name}»")
    said = raw.get("keys", {})
    unknown = [code for code in said if code not in KEYS]
    if unknown:
        raise WrongProfile(f"{path.name}: неизвестный ключ «{unknown[0]}»")
    missing = [code for code in KEYS if code not in said]
    if missing:
        raise WrongProfile(f"{path.name}: нет ключа «{missing[0]}» ({KEYS[missing[0]].title})")
    entries = {code: _entry(path, code, said[code]) for code in KEYS}
    return ShippedProfile(
        head["code"], head["name"], head.get("parent"), raw.get("regulation", {}), entries
    )


@cache
def shipped() -> tuple[ShippedProfile, ...]:
    """All shipped profiles, parents before children.

    Raises:
        WrongProfile: at the first file that cannot be used.
    """
    return read_folder(PROFILES_DIR)


def read_folder(folder: Path) -> tuple[ShippedProfile, ...]:
    """Read every profile of a folder and check that each stands on one that is there."""
    found = {profile.code: profile for profile in map(read_profile, sorted(folder.glob("*.toml")))}
    if BASIC not in found:
        raise WrongProfile(f"{folder}: нет профиля «{BASIC}»")
    ordered = [found[BASIC], *(profile for code, profile in found.items() if code != BASIC)]
    for profile in ordered[1:]:
        if profile.parent != BASIC:
            raise WrongProfile(f"{profile.code}.toml: parent должен быть «{BASIC}»")
        _judge_together(found[BASIC], profile)
    return tuple(ordered)


def _entry(path: Path, code: str, raw: Any) -> dict[str, Value]:
    place = f"{path.name}, ключ «{code}»"
    if not isinstance(raw, dict) or set(raw) - {"value", "clause", "note"}:
        raise WrongProfile(f"{place}: нужны поля value, clause, note")
    clause, note = raw.get("clause", ""), raw.get("note", "")
    if not isinstance(clause, str) or not isinstance(note, str):
        raise WrongProfile(f"{place}: clause и note должны быть строками")
    entry = {"clause": clause, "note": note} if clause else {}
    if "value" in raw:
        try:
            entry["value"] = clean(KEYS[code], raw["value"])
        except WrongValue as wrong:
            raise WrongProfile(f"{place}: {wrong.message}") from wrong
    elif clause != SILENT:
        raise WrongProfile(f"{place}: нет значения (value)")
    return entry


def _judge_together(basic: ShippedProfile, profile: ShippedProfile) -> None:
    line = [
        Layer(0, basic.name, True, basic.entries),
        Layer(0, profile.name, True, profile.entries),
    ]
    try:
        judge(KEYS, resolve(KEYS, line)[0])
    except WrongValue as wrong:
        raise WrongProfile(f"{profile.code}.toml: {wrong.message}") from wrong
