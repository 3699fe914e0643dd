"""Reading versions and what changed from one to another."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from staffroom.core.errors import Absent
from staffroom.features.materials.models import Material, Version

LONGEST = 400  # paragraphs of a side that are compared; more are told apart by their ends


@dataclass(frozen=True, slots=True)
class Change:
    """A piece of the difference: «same», «gone» or «new», with its words."""

    sign: str
    words: str


def version(material: Material, n: int) -> Version:
    """One version.

    Raises:
        Absent: there is no such.
    """
    found = Version.objects.filter(material=material, n=n).select_related("editor").first()
    if found is None:
        raise Absent
    return found


def versions(material: Material) -> list[Version]:
    """All versions, the newest first, without their texts."""
    rows = Version.objects.filter(material=material).select_related("editor")
    return list(rows.defer("html", "plain").order_by("-n"))


def difference(before: Version, after: Version) -> list[Change]:
    """What changed in the words, by paragraphs."""
    return changes_between(
        [before.title, *before.plain.splitlines()], [after.title, *after.plain.splitlines()]
    )


def changes_between(before: Iterable[str], after: Iterable[str]) -> list[Change]:
    """What changed from some paragraphs to others."""
    old, new = ([line.strip() for line in lines if line.strip()] for lines in (before, after))
    matcher = SequenceMatcher(None, old[:LONGEST], new[:LONGEST], autojunk=False)
    return list(_changes(matcher, old, new))


def _changes(matcher: SequenceMatcher[str], old: list[str], new: list[str]) -> Iterator[Change]:
    for sign, i, j, k, m in matcher.get_opcodes():
        if sign == "equal":
            yield from (Change("same", words) for words in old[i:j])
            continue
        yield from (Change("gone", words) for words in old[i:j])
        yield from (Change("new", words) for words in new[k:m])
    yield from (Change("gone", words) for words in old[LONGEST:] if words not in new)
    yield from (Change("new", words) for words in new[LONGEST:] if words not in old)


def card_changes(before: Version, after: Version) -> list[tuple[str, str, str]]:
    """Lines of the card that differ: name, before, after."""
    old, new = before.card, after.card
    names = dict.fromkeys([*old, *new])
    return [
        (name, old.get(name, ""), new.get(name, ""))
        for name in names
        if old.get(name, "") != new.get(name, "")
    ]


def file_changes(before: Version, after: Version) -> tuple[list[str], list[str]]:
    """Names of files that went and that came; a file whose bytes changed stands in both."""
    old, new = [tuple(one) for one in before.files], [tuple(one) for one in after.files]
    return (
        [name for name, digest in old if (name, digest) not in new],
        [name for name, digest in new if (name, digest) not in old],
    )
