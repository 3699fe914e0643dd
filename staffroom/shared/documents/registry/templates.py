"""Templates that come with the product: their words stand in `data/templates.toml`."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
import tomllib

TABLE = Path(__file__).resolve().parent.parent / "data" / "templates.toml"

# What the product knows by itself, when the paper is about a community, rests on another paper
# or changes one; everything else is asked of the person or given by the feature.
KNOWN_FIELDS = (
    "район", "учредитель", "организация", "сообщество", "вид сообщества", "цель", "основание",
    "изменяемый документ", "стороны", "базовая организация",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """The words of a paper with named fields.

    `must` are the fields without which the paper means nothing; a district's own words keep them.
    `is_shipped` ones know all their fields, because features fill them in; a template that somebody
    made for himself takes any names.
    """

    code: str
    kind: str
    title: str
    heading: str
    text: str
    annex_heading: str = ""
    annex_text: str = ""
    must: tuple[str, ...] = ()
    is_shipped: bool = True
    is_own: bool = False

    @property
    def words(self) -> str:
        """Everything in which fields may stand."""
        return f"{self.heading}\n{self.text}\n{self.annex_heading}\n{self.annex_text}"


@cache
def shipped() -> dict[str, Template]:
    """Code → template, in the order of the file."""
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))["template"]
    found = [
        Template(
            **{name: words.strip() for name, words in row.items() if name != "must"},
            must=tuple(row.get("must", ())),
        )
        for row in rows
    ]
    return {one.code: one for one in found}
