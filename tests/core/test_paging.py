"""A long list is shown by pages and never counted."""

from typing import Any

import pytest

from staffroom.core.paging import First, Pages


def shown(rows: int, number: Any, *, size: int = 10) -> tuple[list[int], bool, list[Any]]:
    """What stands on the page, whether it goes on, and the pages that it names."""
    page = Pages(list(range(rows)), size).get_page(number)
    named = page.paginator.get_elided_page_range(page.number)
    return list(page.object_list), page.has_next(), list(named)


def test_a_page_knows_of_the_next_one_and_no_further() -> None:
    assert shown(45, None) == (list(range(10)), True, [1, 2])
    assert shown(45, "2") == (list(range(10, 20)), True, [1, 2, 3])
    assert shown(45, "5") == (list(range(40, 45)), False, [1, 2, 3, 4, 5])
    assert shown(10, "1") == (list(range(10)), False, [1])
    assert shown(0, "1") == ([], False, [1])


@pytest.mark.parametrize("number", ["9", "-1", "два", "0", "9" * 40])
def test_what_is_no_page_gives_the_first(number: str) -> None:
    assert shown(45, number) == (list(range(10)), True, [1, 2])


def test_the_first_rows_tell_that_there_are_more() -> None:
    assert (First.of(range(5), 5), First.of(range(5), 5).goes_on) == ([0, 1, 2, 3, 4], False)
    some = First.of(range(6), 5)
    assert (some, some.goes_on) == ([0, 1, 2, 3, 4], True)
    assert (some.only(bool), some.only(bool).goes_on) == ([1, 2, 3, 4], True)
    assert (some.told(str), some.told(str).goes_on) == (["0", "1", "2", "3", "4"], True)


def test_nobody_counts() -> None:
    with pytest.raises(TypeError):
        _ = Pages([], 10).count
