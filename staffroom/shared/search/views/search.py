"""The search page: one question over everything the viewer may see."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache, partial
from urllib.parse import urlencode

from django.http import HttpResponse
from django.template import loader
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from staffroom.core import plugs
from staffroom.core.clock import now
from staffroom.core.http import Request, page_or_part
from staffroom.shared.communities.queries import groups, network
from staffroom.shared.organizations.models import District
from staffroom.shared.search.actions import vocabulary
from staffroom.shared.search.forms import SearchForm, asked_names, whats
from staffroom.shared.search.queries import results
from staffroom.shared.search.queries.hints import hints
from staffroom.shared.search.queries.results import Filters
from staffroom.shared.search.views import narrowing
from staffroom.ui.kept import Kept, language

HIDDEN = {"person", "organization", "application"}  # from guests
NOBODY = 0
LONGEST = 200  # characters of a question


Given = tuple[tuple[str, str], ...]  # the filters of an address
Places = tuple[tuple[str, str], ...]  # communities to search in: public id and name


def _drawn(given: Given, places: Places, is_guest: bool, is_open: bool) -> str:  # noqa: FBT001 - a kept part takes positions
    form = SearchForm(dict(given), communities=places, is_guest=is_guest)
    context = {"form": form, "is_open": is_open}
    return loader.get_template("search/filters.html").render(context)


FILTERS = Kept(_drawn)


@require_safe
def search(request: Request) -> HttpResponse:
    """Results of a question, narrowed by filters; guests search what is open to everybody (PD-2.2.3)."""
    mine = [] if request.viewer.person_id is None else groups.named(request.viewer.person_id)
    places = tuple((one.pid, one.name) for one in mine)
    given = {name: request.GET.get(name, "") for name in asked_names()}
    data = _data(given, places, is_guest=request.viewer.is_guest)
    filters = _filters(request, data, mine)
    typed, page = data.get("q", "").strip(), page_number(request.GET.get("page", ""))
    at = now()
    found = _found(request, typed, filters, at=at, page=page) if typed else None
    context = {
        "filters": FILTERS,
        "asked": (tuple(given.items())[1:], places, request.viewer.is_guest, _is_open(given, places, filters)),
        "typed": typed,
        "found": found,
        "now": at,
        "what": filters.what,
        "tabs": _tabs(given, filters.what, is_guest=request.viewer.is_guest),
        "is_narrowed": filters != Filters(),
        "wide": _address({"q": typed}),
        **narrowing.shown(filters.facets, found, partial(_address, given)),
        **_other_words(request, found, given),
        "next": _address(given, page=str(page + 1)),
    }  # fmt: skip
    return page_or_part(request, "search/search.html", context, part="rows")


def _other_words(
    request: Request, found: results.Results | None, given: dict[str, str]
) -> dict[str, list[tuple[str, str]]]:
    """Where nothing answers: shorter questions, and titles that begin as the words do (also without a script)."""
    if found is None or not found.is_missed or found.page.number > 1:
        return {"again": [], "titles": []}
    titles = hints(request.viewer, found.typed)
    return {
        "again": [(words, _address(given, q=words)) for words in found.shorter],
        "titles": [(words, _address(given, q=words)) for words in titles],
    }


def _found(
    request: Request, typed: str, filters: Filters, *, at: datetime, page: int
) -> results.Results:
    """The results; what a participant asks of everything in vain is counted as demand."""
    found = results.results(request.viewer, typed, filters, at=at, page=page)
    is_whole = page == 1 and filters == Filters()
    if found.is_missed and is_whole and not request.viewer.is_guest:
        vocabulary.keep_missed(typed, on=localdate(at))
    return found


def _data(given: dict[str, str], places: Places, *, is_guest: bool) -> dict[str, str]:
    """What is asked for; of a form that cannot be read only the words."""
    words = given["q"][:LONGEST]
    if not any(value for name, value in given.items() if name != "q"):
        return {"q": words}
    form = SearchForm(given, communities=places, is_guest=is_guest)
    return form.cleaned_data if form.is_valid() else {"q": words}


def _is_open(given: dict[str, str], places: Places, filters: Filters) -> bool:
    """Whether the filters stand open: something of them is chosen."""
    is_narrowed = filters != Filters() and given["kind"]
    offered = (name for name, plug in plugs.facets.items() if plug.choices is not None)
    is_chosen = given["period"] or (places and given["community"]) or any(map(given.get, offered))
    return bool(is_narrowed or is_chosen)


def _tabs(given: dict[str, str], what: str, *, is_guest: bool) -> list[tuple[str, str, bool]]:
    """Kinds of things to look among; guests find neither people nor schools, so they are not offered them."""
    whole = _address(given, what="")
    return [
        (label, f"{whole}&what={code}" if code else whole, code == what)
        for code, label in _kinds(language(), is_guest)
    ]


@lru_cache(maxsize=20)
def _kinds(_language: str, is_guest: bool) -> tuple[tuple[str, str], ...]:  # noqa: FBT001 - a key of the cache
    found = (kind for kind in whats() if not (is_guest and kind[0] in HIDDEN))
    return tuple((code, gettext(label)) for code, label in found)


def _filters(request: Request, data: dict[str, str], mine: Sequence[groups.Named]) -> Filters:
    keys = {one.pid: one.pk for one in mine}
    return Filters(
        what=data.get("what", ""),
        subkind=data.get("kind", ""),
        period=data.get("period", ""),
        community_id=keys.get(data.get("community", "")),
        author_id=_author(request, data.get("author", "")),
        district_id=_district(data.get("district", "")),
        facets={name: data[name] for name in plugs.facets if data.get(name)},
    )


def _author(request: Request, pid: str) -> int | None:
    """The key of a visible person; somebody unknown wrote nothing."""
    if not pid:
        return None
    people = network.visible_people(request.viewer).filter(pid=pid)
    return people.values_list("pk", flat=True).first() or NOBODY


def _district(slug: str) -> int | None:
    if not slug:
        return None
    return District.objects.filter(slug=slug).values_list("pk", flat=True).first() or NOBODY


def page_number(words: str) -> int:
    """The page an address asks for; a broken one is the first."""
    return int(words) if words.isascii() and words.isdigit() and len(words) < 4 else 1


def _address(given: dict[str, str], **changes: str) -> str:
    """This page with some parameters changed; another question or tab begins from its first page."""
    return f"?{urlencode({name: value for name, value in {**given, **changes}.items() if value})}"
