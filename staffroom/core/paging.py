"""Pages of a long list that nobody counts: one row more than a page tells whether it goes on.

Counting reads every row that a filter matches, each time, to tell a number that few readers need.
Numbers that people do need are kept by actions beside what they count.
"""

from collections.abc import Callable, Sequence
from typing import Any, Generic, Self, TypeVar

from django.core.paginator import Page, Paginator
from django.utils.functional import cached_property

from staffroom.core import addresses

LAST = 10_000  # whoever comes so far is no reader
T = TypeVar("T")
M = TypeVar("M")


class First(list[T], Generic[T]):
    """The first rows of a list beside other things, which has no further pages; `goes_on` when there are more.

    A page that shows them says so (`ui/pager.html`, `cut`): nobody takes a part for the whole.
    """

    goes_on = False

    @classmethod
    def of(cls, rows: Any, most: int) -> Self:
        """The first rows of a query or of a sequence: one more is read, none is counted."""
        found: list[T] = list(rows[: most + 1])
        first = cls(found[:most])
        first.goes_on = len(found) > most
        return first

    def only(self, wanted: Callable[[T], bool]) -> Self:
        """Those of the rows that are wanted; the list goes on as before."""
        some = type(self)(filter(wanted, self))
        some.goes_on = self.goes_on
        return some

    def told(self, make: Callable[[T], M]) -> "First[M]":
        """The same part of the same list, made of each row."""
        made = First(map(make, self))
        made.goes_on = self.goes_on
        return made


class Pages(Paginator):  # type: ignore[type-arg]  # only the stubs know of its kind of rows
    """Django's pages, known only as far as the reader has come and one page on."""

    _last = 1

    def get_page(self, number: Any) -> Page[Any]:
        """The page of this number; the first one for what is no number, or lies beyond the end. One query."""
        asked = min(addresses.number(str(number or "")) or 1, LAST)
        start = (asked - 1) * self.per_page
        rows: Sequence[Any] = list(self.object_list[start : start + self.per_page + 1])
        if not rows and asked > 1:
            return self.get_page(1)
        self._last = asked + (len(rows) > self.per_page)
        return Page(rows[: self.per_page], asked, self)

    @property
    def num_pages(self) -> int:  # type: ignore[override]  # Django keeps it; here it grows with the reading
        """How many pages are known of."""
        return self._last

    @cached_property
    def count(self) -> int:
        """Nobody counts."""
        message = "the list is not counted: keep a number by an action, or do without"
        raise TypeError(message)
