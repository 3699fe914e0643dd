"""One result as the page shows it: made of the rows of the index alone, when it is drawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext
from markupsafe import Markup

from staffroom.core import plugs
from staffroom.shared.publications.queries import sql
from staffroom.shared.publications.queries.feeds import HIDDEN_NAME
from staffroom.shared.publications.registry import kind_label, page_address
from staffroom.shared.search.queries.excerpts import excerpt, marked
from staffroom.shared.search.queries.facets import Counts
from staffroom.shared.search.registry import places
from staffroom.ui.words import minutes_since

REPLIES_SHOWN, FILES_SHOWN = 2, 2
HOUR = 3_700  # seconds, with some to spare

PARTS = ("comment", "file")  # kinds that are found under their publication
Row = tuple[Any, ...]  # as `SHOWN` gives it
KIND, TITLE, TEXT, DISTRICT, DISTRICT_NAME = 1, 3, 4, 18, 19  # columns of a row


class Found(NamedTuple):
    """One thing found: where it leads, who wrote it, the words around what was asked."""

    title: Markup
    url: str
    words: Markup
    author_pid: str
    author_name: str
    at: datetime


class Hit(NamedTuple):
    """A publication with its replies, or a name, as one result. Plain values (`ui.kept`).

    `rows` are as the database gave them, the best first; `reply_n` counts the replies found here and
    `is_counted` tells whether these are all; `forms` are the words asked for, `knows_people` whether names are
    told. `tells_district` is True where the reader would not know whose it is; `others` are the same thing in other
    districts, their names and addresses. Everything that is shown is made of these.
    """

    rows: tuple[Row, ...]
    reply_n: int
    is_counted: bool
    forms: str
    knows_people: bool
    tells_district: bool = False
    others: tuple[tuple[str, str], ...] = ()

    @property
    def own(self) -> Row | None:
        """The row of the publication or the name itself, if it was found."""
        return next((row for row in self.rows if row[1] not in PARTS), None)

    @property
    def is_head_found(self) -> bool:
        """True when not only replies were found."""
        return self.own is not None

    @property
    def is_publication(self) -> bool:
        """True for a publication or its replies."""
        return self.rows[0][2] is not None

    @property
    def label(self) -> str:
        """What kind of thing it is."""
        first = self.own or self.rows[0]
        if self.is_publication:
            return str(kind_label(first[17]))
        plug = plugs.indexes.get(first[KIND])
        return gettext(plug.one) if plug and plug.one else str(first[KIND])

    @property
    def head(self) -> Found:
        """What the result is called; the publication of replies that were found without it has no words."""
        return _found(self, self.own) if self.own else _head_of(self, self.rows[0])

    @property
    def community_name(self) -> str:
        """Where it stands."""
        return (self.own or self.rows[0])[10] or ""

    @property
    def community_url(self) -> str:
        """The address of where it stands."""
        _name, pid, slug, district = (self.own or self.rows[0])[10:14]
        return f"/{district}/c/{pid}-{slug}/" if pid else ""

    @property
    def district_name(self) -> str:
        """Whose it is; empty where that goes without saying."""
        return str((self.own or self.rows[0])[DISTRICT_NAME] or "") if self.tells_district else ""

    @property
    def replies(self) -> tuple[Found, ...]:
        """The best replies."""
        found = [row for row in self.rows if row[1] == "comment"][:REPLIES_SHOWN]
        return tuple(_found(self, row) for row in found)

    @property
    def files(self) -> tuple[Found, ...]:
        """The files in which it was found; a name alone where the words stand deep in the text."""
        found = [row for row in self.rows if row[1] == "file"][:FILES_SHOWN]
        return tuple(_found(self, row) for row in found)

    @property
    def more_replies(self) -> int:
        """How many more there are, of those that were counted."""
        shown: int = sum(row[1] == "comment" for row in self.rows)
        return max(0, self.reply_n - min(shown, REPLIES_SHOWN))


@dataclass(frozen=True, slots=True)
class Page:
    """One page of results."""

    hits: tuple[Hit, ...] = ()
    number: int = 1
    has_next: bool = False
    is_cut: bool = False
    counts: tuple[Counts, ...] = ()
    known: frozenset[tuple[str, str]] = (
        frozenset()
    )  # facets that something found has, with their codes


def ages(hits: Iterable[Hit], now: datetime) -> tuple[tuple[datetime, int], ...]:
    """Minutes since moments of the last hour: what `told` tells them by."""
    since = places.second(now) - HOUR
    rows = [row for hit in hits for row in hit.rows if places.second_of(row[0]) >= since]
    moments = {sql.surely(row[6]) for row in rows}
    return tuple((at, age) for at in moments if (age := minutes_since(at, now)) >= 0)


def _found(hit: Hit, row: Row) -> Found:
    pid, name, is_public_name = row[7:10]
    forms = hit.forms.split()
    is_named = bool(pid) and (bool(is_public_name) or hit.knows_people)
    return Found(
        title=marked(row[3], forms),
        url=url_of(row),
        words=excerpt(row[4], forms),
        author_pid=pid if is_named else "",
        author_name=name if is_named else HIDDEN_NAME if pid else "",
        at=sql.surely(row[6]),
    )


def _head_of(hit: Hit, row: Row) -> Found:
    return Found(
        title=marked(row[14], hit.forms.split()),
        url=_home(row),
        words=Markup(""),
        author_pid="",
        author_name="",
        at=sql.surely(row[6]),
    )


def _home(row: Row) -> str:
    """The publication's address as it is now."""
    pid, slug = row[15:17]
    return page_address(pid, slug)


def url_of(row: Row) -> str:
    """A name's own address; a reply is told from the publication's address on, a file has its own page."""
    if row[1] == "file":
        return f"/files/{row[5]}/"
    return _home(row) + row[5] if row[2] is not None else str(row[5])
