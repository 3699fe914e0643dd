"""A question as the page asks it: filters, the other keyboard layout, what to try when nothing is found."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from staffroom.core import plugs
from staffroom.core.plugs import Shelf
from staffroom.core.viewer import Viewer
from staffroom.shared.search.queries import hits, vocabulary
from staffroom.shared.search.queries.engine import Narrowing
from staffroom.shared.search.queries.found import Hit, Page, ages
from staffroom.shared.search.registry import places, terms
from staffroom.shared.search.registry.asking import Asked, asked, switched, without_one

FEW = 15  # results below which a part of the words is looked for too
PERIODS = {"week": 7, "month": 31, "quarter": 92, "year": 366}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a search is narrowed by; `what` is a kind of thing, `subkind` a kind of publication."""

    what: str = ""
    subkind: str = ""
    period: str = ""
    community_id: int | None = None
    author_id: int | None = None
    district_id: int | None = None
    facets: Mapping[str, str] = field(default_factory=dict)  # name → code (`core.plugs.FacetPlug`)

    @property
    def is_about_writings(self) -> bool:
        """True when only what people write can answer."""
        chosen = self.subkind or self.period or self.community_id or self.author_id
        return bool(chosen or self.facets)


@dataclass(frozen=True, slots=True)
class Results:
    """What the page shows: the hits, the words they answer, and what else to try.

    `shown_for` are other words than were typed: of the other layout of the keyboard, or without a slip.
    `is_part` is True when not all the words were found together; `near` has a part of them, below the few
    that have them all.
    """

    page: Page
    typed: str
    shown_for: str = ""
    is_empty_question: bool = False
    is_part: bool = False
    shorter: tuple[str, ...] = ()
    near: tuple[Hit, ...] = ()

    @property
    def hits(self) -> tuple[Hit, ...]:
        """All that is shown, in its order."""
        return (*self.page.hits, *self.near)

    def ages(self, now: datetime) -> tuple[tuple[datetime, int], ...]:
        """Minutes since moments of the last hour, of all that is shown."""
        return ages(self.hits, now)

    @property
    def is_missed(self) -> bool:
        """True when there is nothing that answers: what colleagues look for and nobody has written."""
        return not self.is_empty_question and (self.is_part or not self.page.hits)


def results(
    viewer: Viewer, typed: str, filters: Filters, *, at: datetime, page: int = 1
) -> Results:
    """Search as typed; when nothing is found, as typed on the other layout, without slips, by a part of it.

    Each further try costs what a page costs, and is made only where there is nothing to show.
    """
    question = asked(typed)
    if question.is_empty and not switched(typed):
        return Results(Page(), typed, is_empty_question=True)
    narrowing = narrowing_of(filters, at=at)

    def search(question: Asked, *, is_any: bool = False) -> Page:
        return hits.search(
            viewer, question, narrowing,
            at=at, community_id=filters.community_id, page=page, is_any=is_any,
        )  # fmt: skip

    found = search(question)
    if found.hits:
        return Results(found, typed, near=_near(found, question, search) if page == 1 else ())
    for other in _others(viewer, typed):
        mended = asked(other)
        elsewhere = search(mended)
        if elsewhere.hits:
            near = _near(elsewhere, mended, search) if page == 1 else ()
            return Results(elsewhere, typed, shown_for=other, near=near)
    part = search(question, is_any=True)
    shorter = tuple(without_one(typed))
    return Results(part, typed, is_part=bool(part.hits), shorter=shorter)


def _near(found: Page, question: Asked, search: Callable[..., Page]) -> tuple[Hit, ...]:
    """What has a part of the words, where few have them all and something was left to leave out."""
    if len(found.hits) >= FEW or len(question.words) < 2:
        return ()
    known = {hit.rows[0][2] for hit in found.hits}
    part = search(question, is_any=True).hits
    return tuple(hit for hit in part if hit.rows[0][2] not in known)[: hits.PAGE - len(found.hits)]


def _others(viewer: Viewer, typed: str) -> Iterator[str]:
    """What may have been meant, one after another: the vocabulary is asked only when its turn has come."""
    other = switched(typed)
    if other:
        yield other
    yield from vocabulary.corrected(viewer, typed)


def narrowing_of(filters: Filters, *, at: datetime) -> Narrowing:
    """The filters in the engine's words."""
    shelves = _shelves(filters)
    narrowing = Narrowing(terms=tuple(_groups(filters)), shelves=shelves)
    days = PERIODS.get(filters.period)
    if days is None:
        return narrowing
    since = at - timedelta(days=days)
    return replace(narrowing, floors={shelf: places.floor(shelf, since) for shelf in shelves})


def _shelves(filters: Filters) -> tuple[Shelf, ...]:
    plug = plugs.indexes.get(filters.what)
    one = plug.shelf if plug else None
    shelves = (one,) if one is not None else tuple(sorted(Shelf, reverse=True))
    if filters.facets:  # replies and names have none
        return tuple(shelf for shelf in shelves if shelf in {Shelf.PUBLICATIONS, Shelf.FILES})
    if filters.is_about_writings:
        return tuple(shelf for shelf in shelves if shelf != Shelf.NAMES)
    return shelves


def _groups(filters: Filters) -> Iterator[tuple[str, ...]]:
    if filters.what in plugs.indexes:
        yield (terms.kind_term(filters.what),)
    if filters.subkind:
        yield (terms.subkind_term(filters.subkind),)
    for name, code in filters.facets.items():
        yield (terms.facet_term(name, code),)
    if filters.community_id is not None:
        yield (terms.community_term(filters.community_id),)
    if filters.author_id is not None:
        yield (terms.author_term(filters.author_id),)
    if filters.district_id is not None:
        yield (terms.district_term(filters.district_id),)
