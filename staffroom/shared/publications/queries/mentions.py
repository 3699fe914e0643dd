"""Mentions typed by hand: «@Орлов Борис» names a colleague as the editor's list would."""

from collections import defaultdict
from html import escape, unescape
import re

from django.db.models import Q

from staffroom.core.folding import folded
from staffroom.core.richtext import RichText, clean
from staffroom.core.viewer import Viewer
from staffroom.shared.communities.queries.network import visible_people

NAME = r"[A-ZА-ЯЁӘӨҮҖҢҺҔҤӨҮ][\w’'-]*"
CALLED = re.compile(rf"(?<![\w@.])@({NAME})[ \u00a0]({NAME})(?:[ \u00a0]({NAME}))?")
TAG = re.compile(r"(<[^>]*>)")
SHUT = frozenset({"a", "code", "pre"})  # words inside these are not touched
MOST = 20  # calls looked at in one text

Name = tuple[str, ...]
Known = dict[frozenset[str], set[tuple[str, str]]]  # words of a name → public id and full name


def with_typed_mentions(viewer: Viewer, text: RichText) -> RichText:
    """The text with every «@Имя Фамилия» made a mention that exactly one person fits.

    In any order, with the patronymic where two are called alike. Only people whom the viewer may find
    are looked among, as in the editor; what fits nobody, or several, stays as it was typed.
    """
    if "@" not in text.plain:
        return text
    pieces = TAG.split(text.html)
    open_places = _open(pieces)
    called = {
        tuple(word for word in found.groups() if word)
        for place in open_places
        for found in CALLED.finditer(unescape(pieces[place]))
    }
    known = _known(viewer, sorted(called)[:MOST]) if called else {}
    if not known:
        return text
    for place in open_places:
        pieces[place] = CALLED.sub(lambda found: _written(found, known), pieces[place])
    return clean("".join(pieces))


def _open(pieces: list[str]) -> list[int]:
    """Places of the words that stand in no link and no code; odd pieces are tags."""
    depth, found = 0, []
    for place, piece in enumerate(pieces):
        if place % 2 == 0:
            if not depth and "@" in piece:
                found.append(place)
            continue
        name = piece.strip("</>").split()[0] if piece.strip("</>") else ""
        if name in SHUT:
            depth += -1 if piece.startswith("</") else 1
    return found


def _known(viewer: Viewer, called: list[Name]) -> Known:
    wanted = Q()
    for words in called:
        wanted |= Q(last_name__folded__in=words[:2], first_name__folded__in=words[:2])
        wanted |= Q(
            last_name__folded__in=words, first_name__folded__in=words, patronymic__folded__in=words
        )
    known: Known = defaultdict(set)
    rows = visible_people(viewer).filter(wanted).order_by("pk")
    for pid, name, last, first, patronymic in rows.values_list(
        "pid", "name", "last_name", "first_name", "patronymic"
    ):
        known[_key(last, first)].add((pid, name))
        if patronymic:
            known[_key(last, first, patronymic)].add((pid, name))
    return known


def _key(*words: str) -> frozenset[str]:
    return frozenset(map(folded, words))


def _written(found: re.Match[str], known: Known) -> str:
    """The longest reading of the words that one person fits; the rest of them stays behind it."""
    words = [word for word in found.groups() if word]
    for size in (3, 2):
        fitting = known.get(_key(*words[:size]), set()) if len(words) >= size else set()
        if len(fitting) == 1:
            ((pid, name),) = fitting
            rest = "".join(f" {word}" for word in words[size:])
            return f'<a data-mention="{pid}">@{escape(name)}</a>{rest}'
    return found[0]
