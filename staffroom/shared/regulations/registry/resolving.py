"""How values come together: a child says what it changes, the rest comes from its parent."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from staffroom.shared.regulations.registry.kinds import Key, Kind, Value, WrongValue

SILENT = "молчит"  # the clause of a key that the regulation does not speak of

Entry = Mapping[str, Any]  # value, clause, note, at: what one profile says of one key


@dataclass(frozen=True, slots=True)
class Layer:
    """A profile as the resolver sees it: who it is and what it says itself."""

    profile_id: int
    name: str
    is_shipped: bool
    entries: Mapping[str, Entry]


def resolve(
    keys: Mapping[str, Key], line: list[Layer]
) -> tuple[dict[str, Value], dict[str, dict[str, Any]]]:
    """Values of every key and where each comes from; `line` goes from the root to the profile itself."""
    values = {code: key.default for code, key in keys.items()}
    sources: dict[str, dict[str, Any]] = {
        code: {"profile_id": line[0].profile_id, "name": line[0].name, "how": "base"}
        for code in keys
    }
    for layer in line:
        for code, entry in layer.entries.items():
            if code not in keys:
                continue  # a key that an older version knew
            if "value" in entry:
                values[code] = entry["value"]
            sources[code] = _source(layer, entry, sources[code])
    return values, sources


def judge(keys: Mapping[str, Key], values: Mapping[str, Value]) -> None:
    """Judge what can only be judged together.

    A key that names a role names one of the catalogue; somebody in the district must be able to
    change the rules, or nobody could change them back.

    Raises:
        WrongValue: `field` is the code of the key at fault.
    """
    roles = {role["code"] for role in values["roles.catalogue"]}
    if not any(
        role["scope"] == "district" and "change_regulation" in role["powers"]
        for role in values["roles.catalogue"]
    ):
        raise WrongValue(
            "Хотя бы одна роль района должна менять правила: иначе вернуть их будет некому.",
            field="roles.catalogue",
        )
    for code, key in keys.items():
        if key.kind is Kind.ROLE and values[code] is not None and values[code] not in roles:
            raise WrongValue(
                f"«{key.title}»: роли «{values[code]}» нет среди ролей профиля", field=code
            )


def _source(layer: Layer, entry: Entry, inherited: Mapping[str, Any]) -> dict[str, Any]:
    source = dict(inherited)
    if layer.is_shipped and "clause" in entry:
        source["clause"] = "" if entry["clause"] == SILENT else entry["clause"]
        source["note"] = entry.get("note", "")
        source["is_silent"] = entry["clause"] == SILENT
    if "value" in entry:
        source.update(profile_id=layer.profile_id, name=layer.name)
        if not layer.is_shipped:
            source.update(how="own", at=entry.get("at"))
        else:
            source["how"] = "regulation" if source.get("clause") else "base"
    elif layer.is_shipped and source.get("clause"):
        source["how"] = "regulation"
    return source
