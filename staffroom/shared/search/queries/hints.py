"""What is offered while a question is being typed: titles that the viewer may read and that begin so."""

from staffroom.core.plugs import Shelf
from staffroom.core.viewer import Viewer
from staffroom.shared.search.queries import engine, hits
from staffroom.shared.search.queries.engine import Narrowing
from staffroom.shared.search.registry import words

OFFERED, WALKED, SHORTEST = 6, 24, 3
LONGEST = 80  # letters of a beginning that are looked at
TITLES = (Shelf.NAMES, Shelf.PUBLICATIONS)
TITLE = 3  # its column of a row of `hits`


def hints(viewer: Viewer, typed: str) -> list[str]:
    """Titles with all the words typed, the last of which may only be begun; two statements.

    Nothing for a viewer whose rights are too many to be narrowed by: he would wait for what he did not ask.
    """
    pieces = words.folded(typed[:LONGEST]).split()
    if not pieces or len(pieces[-1]) < SHORTEST or len(viewer.tokens) > hits.MOST_TOKENS:
        return []
    *before, begun = [piece for said in pieces for piece in words.WORD.findall(said)] or [""]
    full = [forms[0] for one in before if (forms := words.lemmas(one))]
    begun = "".join(letter for letter in begun if letter.isalnum())
    if not begun:
        return []
    own = Narrowing(shelves=TITLES, tokens=tuple(sorted(viewer.tokens)))
    ids = engine.walked(engine.by_beginning(full, begun, own), own, depth=WALKED)
    rows = hits.rows_of(viewer, ids, None) if ids else {}
    told = dict.fromkeys(str(rows[key][TITLE]) for key in ids if key in rows)
    return list(told)[:OFFERED]
