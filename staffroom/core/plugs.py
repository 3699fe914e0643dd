"""Plug points: what a lower app must know of a higher one it learns here.

The decorators and their dataclasses live in `core`; apps fill them in; upper apps consume them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple

from django.apps import apps

from staffroom.core.events import Event
from staffroom.core.viewer import Viewer

PLUG_MODULES = ("subscribers", "notices", "indexes", "jobs", "live", "panels", "files", "texts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One message to people: site, e-mail and digest are the business of `notifications`.

    `text` is a sentence of ours that may name `{publication}`, `{community}` and `{reason}`: they are
    put in when the notice is shown or mailed, with the reader's rights of that moment, so that closed
    words are kept nowhere. `link` may be empty where a publication (its reply `seq`) or a community is
    named. `to` are keys of persons. `addressed` notices reach those who asked a community for nothing
    but what is addressed to them.
    """

    text: str
    to: Iterable[int]
    link: str = ""
    publication_id: int | None = None
    seq: int | None = None
    community_id: int | None = None
    addressed: bool = False


@dataclass(frozen=True, slots=True)
class NoticePlug:
    """A kind of notice: which event makes it and what the preferences page calls it."""

    event: type[Event]
    kind: str
    title: str
    make: Callable[[Any], Iterable[Notice]]
    default_mail: str = "digest"
    many: tuple[str, str, str] = ("", "", "")  # «{n} новый ответ…»: unread ones make one line
    is_quiet: bool = False  # the digest finds it by itself; the site tells only who asks for it
    is_whole: bool = False  # what the reader is answered officially: letters carry the words too
    is_for_staff: bool = False  # happens to those only who run something


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexRow:
    """What the search keeps of a thing.

    What is part of a publication names it in `publication_id` and is judged by its readers; anything
    else is found by the holders of its `tokens` (reader tokens). `url` is the thing's address; of a
    part of a publication only what follows the publication's own. `subkind`, `community_ids` and
    `facets` (name → code → its words) are what a search is narrowed by; `text` is plain. Words of `card` say what
    the facets mean: they weigh as much as the title, words of `beside` as little as the text; neither is
    shown.
    """

    key: int
    district_id: int | None
    title: str
    text: str
    url: str
    at: datetime
    tokens: Iterable[int] = ()
    publication_id: int | None = None
    author_id: int | None = None
    community_ids: Sequence[int] = ()
    subkind: str = ""
    facets: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    card: str = ""
    beside: str = ""


class Shelf(IntEnum):
    """Where a kind of things stands in the search; what each weighs is the search's business."""

    REPLIES = 0
    PUBLICATIONS = 1
    NAMES = 2
    FILES = 3


@dataclass(frozen=True, slots=True)
class IndexPlug:
    """A kind of thing that the search knows.

    `rows` makes rows of several things at once; a key without a row is not to be found. `every` gives
    all the keys, oldest first, for writing the index again. `judged` is what a row must hold beside its
    tokens when somebody asks: a condition of SQL over the key in the column named, with its values. `label` is what
    many are called, `one` what a result of the kind is.
    """

    kind: str
    label: str
    shelf: Shelf
    rows: Callable[[Sequence[int]], Iterable[IndexRow]]
    every: Callable[[], Iterable[int]]
    judged: Callable[[Viewer, str], tuple[str, list[Any]]] | None = None
    one: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """What a higher app says of a thing that the search knows.

    `values` are codes with their words, by name of a `FacetPlug`; `words` say all of it at length, as
    people would ask for it.
    """

    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    words: str = ""


GivesFacets = Callable[[Sequence[int]], Mapping[int, Facets]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetPlug:
    """By what publications are narrowed in the search: subject, class, theme.

    `choices` are offered by the form of the search; without them the codes are an open set (themes of
    regulations, organisations), and those that were found are offered beside the results. A question names a choice
    by the words of its label, or as a pattern of `said` has it: pattern → code, an empty code is what was matched.
    """

    name: str
    label: str
    order: int = 100
    choices: Callable[[], Mapping[str, str]] | None = None
    any_label: str = ""
    said: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PlacePlug:
    """A part of a page that a higher app fills: `render` gives template and context, or None.

    For a menu it gives lines instead (`menu_lines`).
    """

    place: str
    order: int
    render: Callable[..., Any]


class MenuLine(NamedTuple):
    """A line that a higher app puts into a menu; in a menu of every row of a list, told once for all.

    `href` may name the row's number by `{seq}`. The line stands by rows that bear all the marks of
    `only` and none of `never`; what the marks are says the place that the line is for.
    """

    label: str
    href: str
    icon: str
    only: tuple[str, ...] = ()
    never: tuple[str, ...] = ()

    def stands_by(self, marks: Sequence[str]) -> bool:
        """True by a row with these marks."""
        return all(one in marks for one in self.only) and not any(
            one in marks for one in self.never
        )


notices: dict[type[Event], list[NoticePlug]] = defaultdict(list)
indexes: dict[str, IndexPlug] = {}
places: dict[str, list[PlacePlug]] = defaultdict(list)
facets: dict[str, FacetPlug] = {}
facet_givers: dict[str, list[GivesFacets]] = defaultdict(list)


def notice(
    event: type[Event],
    *,
    kind: str,
    title: str,
    default_mail: str = "digest",
    many: tuple[str, str, str] = ("", "", ""),
    is_quiet: bool = False,
    is_whole: bool = False,
    is_for_staff: bool = False,
) -> Callable[..., Any]:
    """Declare that an event makes notices of this kind (`default_mail`: at_once, digest or off).

    Of several kinds of one event the first declared tells a person, the later ones leave him alone.
    """

    def register(make: Callable[[Any], Iterable[Notice]]) -> Callable[[Any], Iterable[Notice]]:
        if all(known.kind != kind for known in notices[event]):
            notices[event].append(
                NoticePlug(
                    event, kind, title, make, default_mail, many, is_quiet, is_whole, is_for_staff
                )
            )
        return make

    return register


def indexed(
    kind: str,
    *,
    label: str,
    every: Callable[[], Iterable[int]],
    shelf: Shelf = Shelf.PUBLICATIONS,
    judged: Callable[[Viewer, str], tuple[str, list[Any]]] | None = None,
    one: str = "",
) -> Callable[..., Any]:
    """Declare a kind of thing for the search; the decorated function makes rows from keys."""

    def register(
        rows: Callable[[Sequence[int]], Iterable[IndexRow]],
    ) -> Callable[[Sequence[int]], Iterable[IndexRow]]:
        indexes[kind] = IndexPlug(kind, label, shelf, rows, every, judged, one)
        return rows

    return register


def facet(plug: FacetPlug) -> FacetPlug:
    """Declare a thing that the search can be narrowed by."""
    facets[plug.name] = plug
    return plug


def faceted(kind: str) -> Callable[[GivesFacets], GivesFacets]:
    """Declare who says by what things of a kind of the index are narrowed; several apps may."""

    def register(give: GivesFacets) -> GivesFacets:
        if give not in facet_givers[kind]:
            facet_givers[kind].append(give)
        return give

    return register


def facets_of(kind: str, keys: Sequence[int]) -> dict[int, Facets]:
    """What all apps together say of things of a kind; a thing of which nothing is said is left out."""
    found: dict[int, Facets] = {}
    for give in facet_givers.get(kind, ()):
        for key, said in give(keys).items():
            known = found.get(key, Facets())
            words = "\n".join(filter(None, (known.words, said.words)))
            found[key] = Facets(values={**known.values, **said.values}, words=words)
    return found


def place(name: str, *, order: int = 100) -> Callable[..., Any]:
    """Declare a part for a place offered by a lower app's page."""

    def register(render: Callable[..., Any]) -> Callable[..., Any]:
        found = places[name]
        if all(known.render is not render for known in found):
            found.append(PlacePlug(name, order, render))
            found.sort(key=lambda plug: plug.order)
        return render

    return register


def fill(name: str, **context: Any) -> Sequence[tuple[str, dict[str, Any]]]:
    """The parts that apps give for a place, in order, each a template with its context."""
    parts = (plug.render(**context) for plug in places.get(name, ()))
    return [part for part in parts if part is not None]


def menu_lines(name: str, **context: Any) -> tuple[MenuLine, ...]:
    """The lines that apps give for a menu, in order; asked once for a page, judged for its reader."""
    return tuple(line for plug in places.get(name, ()) for line in plug.render(**context))


def told_of(name: str, **context: Any) -> dict[int, list[str]]:
    """Words that apps say of things by their keys, in order; things of which nothing is said are left out."""
    found: dict[int, list[str]] = {}
    for plug in places.get(name, ()):
        for key, words in plug.render(**context).items():
            found.setdefault(key, []).extend(words)
    return found


def autodiscover() -> None:
    """Import the plug modules of every installed app of ours, once, at start."""
    for config in apps.get_app_configs():
        if config.name.startswith("staffroom."):
            for module in PLUG_MODULES:
                if find_spec(f"{config.name}.{module}"):
                    import_module(f"{config.name}.{module}")
