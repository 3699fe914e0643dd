"""What a printed regulation is made of: sections of numbered clauses, each with the keys that chose its words."""

from collections.abc import Iterator
from dataclasses import dataclass

from staffroom.shared.organizations.models import District
from staffroom.shared.regulations.queries.rules import Rules
from staffroom.shared.regulations.registry import KEYS
from staffroom.shared.regulations.registry.words import in_words, lowered


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence of the regulation, with a list under it, and the keys whose values chose the words.

    `by` says what in the product carries out a sentence that no key chooses.
    """

    words: str
    keys: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    by: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its number, title and clauses."""

    number: int
    title: str
    clauses: tuple[Clause, ...]

    @property
    def numbered(self) -> Iterator[tuple[str, Clause]]:
        """Clauses with their numbers: «3.2»."""
        for place, clause in enumerate(self.clauses, start=1):
            yield f"{self.number}.{place}", clause


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Whose regulation it is: the network's territory, its founder and its methodical centre."""

    district: str
    founder: str = ""
    centre: str = ""

    @classmethod
    def of(cls, district: District) -> "Names":
        """The names on the card of a district."""
        return cls(district=district.name, founder=district.authority, centre=district.centre)


def says(rules: Rules, code: str) -> Clause:
    """The sentence of the chosen option (of a flag: of yes or no)."""
    option = KEYS[code].option(_chosen(rules, code))
    return Clause(option.says or f"{KEYS[code].title}: {lowered(option.label)}.", (code,))


def said(rules: Rules, *codes: str) -> Iterator[Clause]:
    """Sentences of those options that have one; «нет» often says nothing."""
    for code in codes:
        words = KEYS[code].option(_chosen(rules, code)).says
        if words:
            yield Clause(words, (code,))


def _chosen(rules: Rules, code: str) -> str:
    value = rules[code]
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def small(rules: Rules, code: str) -> tuple[str, ...]:
    """Chosen options in small letters."""
    return tuple(lowered(label) for label in in_words(KEYS[code], rules[code], {}))


def title_of(rules: Rules, code: str) -> str:
    """The title of the role that a key names, in small letters."""
    role = rules.roles.get(str(rules[code]))
    return lowered(role.title if role else str(rules[code]))
