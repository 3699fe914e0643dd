"""How clauses are named: «п. 3.1, 4.3», «разд. 6, п. 7.1», «приказ, п. 2», «титул»."""

from collections.abc import Iterator
import re

PART = re.compile(r"(?:(п\.|разд\.)\s*)?(.+)")
ORDER = "приказ"
CHAPTER = "разд."


def named_in(clause: str) -> tuple[str, ...]:
    """The clauses that the source of a key names: «п. 1.3 (второй), 1.4» → «1.3 (второй)», «1.4».

    Items of the order that brought the regulation in are the order's: «приказ, п. 2» → «приказ».
    """
    return tuple(dict.fromkeys(_named(clause)))


def _named(clause: str) -> Iterator[str]:
    sign, is_order = "", False
    for part in filter(None, (one.strip() for one in clause.split(","))):
        found = PART.fullmatch(part)
        words = found[2] if found else part
        sign = (found[1] if found else "") or sign
        if words == ORDER:
            is_order = True
            yield ORDER
        elif not is_order:
            yield f"{CHAPTER} {words}" if sign == CHAPTER and words[0].isdigit() else words


def covers(named: str, clause: str) -> bool:
    """True when a named clause is this one or holds it: «2» holds «2.1», «2.2» holds «2.2.1»."""
    return clause == named or clause.startswith(f"{named}.")


def label_of(clause: str) -> str:
    """«п. 3.2», «разд. 6», «Приказ»."""
    return f"п. {clause}" if clause[:1].isdigit() else clause[:1].upper() + clause[1:]
