"""What the page says of its filters: those chosen, those that the question names, ways to narrow what was found."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext

from staffroom.core import plugs
from staffroom.shared.search.queries.facets import Counts
from staffroom.shared.search.queries.results import Results
from staffroom.shared.search.registry import said

Address = Callable[..., str]
Chosen = list[tuple[str, str]]  # words, the address without it
Ways = list[tuple[str, list[tuple[str, str, str]]]]  # name → words, how many, the address with it


def shown(facets: Mapping[str, str], found: Results | None, address: Address) -> dict[str, Any]:
    """All three, for the page."""
    counts = found.page.counts if found else ()
    return {
        "chosen": chosen(facets, counts, address),
        "ways": ways(facets, counts, address),
        "only": only(facets, found, address) if found else None,
    }


def only(facets: Mapping[str, str], found: Results, address: Address) -> tuple[str, str] | None:
    """What the question names as a filter, in words, and the address where it is one; where something has it."""
    typed = found.shown_for or found.typed
    told = tuple(
        one for one in said.named_in(typed, facets) if (one.name, one.code) in found.page.known
    )
    if not told:
        return None
    chosen = {one.name: one.code for one in told}
    return " · ".join(one.label for one in told), address(q=said.without(typed, told), **chosen)


def chosen(facets: Mapping[str, str], counts: Sequence[Counts], address: Address) -> Chosen:
    """Links that take a filter off; its words come from the form, or from what was found by it."""
    found = {(one.name, value.code): value.label for one in counts for value in one.values}
    told = []
    for name, code in facets.items():
        plug = plugs.facets[name]
        offered = plug.choices() if plug.choices is not None else {}
        words = offered.get(code) or found.get((name, code)) or gettext(plug.label)
        told.append((words, address(**{name: ""})))
    return told


def ways(facets: Mapping[str, str], counts: Sequence[Counts], address: Address) -> Ways:
    """Links that narrow further; what all have alike narrows nothing."""
    return [
        (
            gettext(one.label),
            [(value.label, value.told, address(**{one.name: value.code})) for value in one.values],
        )
        for one in counts
        if one.name not in facets and len(one.values) > 1
    ]
