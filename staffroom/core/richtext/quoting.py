"""Somebody's words made a quotation, ready to be answered below it."""

from staffroom.core.richtext.fields import Typed
from staffroom.core.richtext.tree import FILE_ADDRESS
from staffroom.core.richtext.typed import as_text, from_text

MOST_QUOTED = 1200
"""Characters of one quotation: longer words are cut, they stand above anyway."""


def quoted(name: str, html: str) -> Typed:
    """Stored words as a quotation with the author's name, and an empty line to go on from.

    Quotations inside the words are left out (nobody reads a third layer), so are pictures: they
    belong to the words they came with.
    """
    lines = [line for line in as_text(html).split("\n") if not _is_left_out(line)]
    words = "\n".join(lines).strip()
    if len(words) > MOST_QUOTED:
        words = words[:MOST_QUOTED].rsplit(maxsplit=1)[0].rstrip(" ,;:—-") + "…"
    typed = "\n".join(f"> {line}".rstrip() for line in [f"{name}:", "", *words.split("\n")])
    return Typed(f"{typed}\n\n", from_text(typed).html)


def _is_left_out(line: str) -> bool:
    return line.startswith(">") or FILE_ADDRESS.fullmatch(line) is not None
