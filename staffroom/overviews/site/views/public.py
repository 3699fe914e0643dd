"""Pages that anybody reads."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from staffroom.core import plugs
from staffroom.core.http import Request, go, page_or_part, render_page
from staffroom.features.sharing.queries.partners import has_partners
from staffroom.overviews.site.queries import menu
from staffroom.overviews.site.queries import public as queries
from staffroom.shared.communities.queries import groups as communities
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.models import Audience
from staffroom.shared.publications.queries import feeds, lists
from staffroom.shared.publications.registry import page_address
from staffroom.ui.looks import stand_in

FOR = {"": feeds.WIDE, "parents": (Audience.PARENTS,), "pupils": (Audience.PUPILS,)}
OPEN = (Audience.PUBLIC, Audience.PARENTS, Audience.PUPILS)


@require_safe
def front(request: Request) -> HttpResponse:
    """The installation's door: one's own home, the only district, the choice of districts, or the first run."""
    if request.person:
        return go(request, reverse("home:home"))
    found = list(queries.districts()[:200])
    if not found:
        return go(request, reverse("admissions:first"))
    if len(found) == 1:
        return go(request, f"/{found[0].slug}/")
    return render_page(request, "site/front.html", {"districts": found})


def place_of(request: Request, slug: str) -> District:
    """The district of the address; its colour and name stand at the top for whoever reads."""
    place = communities.district(slug)
    stand_in(request, place)
    return place


def shown_place(request: Request, slug: str) -> District:
    """The district of a public page, with the menu of its site above."""
    place = place_of(request, slug)
    request.site_menu = menu.menu(place)  # type: ignore[attr-defined]  # read by site/base.html
    return place


@require_safe
def district(request: Request, district: str) -> HttpResponse:
    """A district: what the network is, news, groups, how to join, contacts."""
    place = shown_place(request, district)
    news = feeds.of_district(request.viewer, place.pk, kind="news", audiences=OPEN, limit=5)
    working = communities.directory(request.viewer, place, communities.Filters())
    context = {
        "place": place,
        "part": lists.feed_part(request, news)[1],
        "communities": list(working[:12]),
        "regulation": queries.regulation_page(place),
        "parts": plugs.fill("site.front", request=request, district=place),
        "has_partners": has_partners(place),
    }
    return render_page(request, "site/district.html", context)


@require_safe
def news(request: Request, district: str) -> HttpResponse:
    """News that anybody may read; apart for parents and for pupils (BT-1.3.3)."""
    place = shown_place(request, district)
    chosen = request.GET.get("for", "")
    audiences = OPEN if request.viewer.is_guest else FOR.get(chosen, feeds.WIDE)
    audiences = FOR[chosen] if chosen in {"parents", "pupils"} else audiences
    themes, after = lists.themes_of(request, place), lists.after_of(request)
    theme = lists.chosen(request, "theme", themes)
    feed = feeds.of_district(
        request.viewer, place.pk, audiences=audiences, on_site=True, theme=theme, after=after
    )
    here = f"/{place.slug}/news/"
    tabs = [
        (words, f"{here}{'?for=' + code if code else ''}", code == chosen)
        for code, words in queries.news_feeds(place).items()
    ]
    context = {"place": place, "tabs": tabs, "part": _news_part(request, feed, themes, chosen)}
    return page_or_part(request, "site/news.html", context, part="rows")


def _news_part(
    request: Request, feed: feeds.Feed, themes: dict[str, str], chosen: str
) -> dict[str, Any]:
    after = lists.after_of(request)
    links = lists.theme_filters(request, themes, **{"for": chosen}) if after is None else ()
    return lists.feed_part(request, feed, themes=links)[1]


@require_safe
def groups(request: Request, district: str) -> HttpResponse:
    """The public list of groups: name, page, for whom, who runs it and how to reach them (TV-4.1.c)."""
    place = shown_place(request, district)
    return render_page(
        request, "site/groups.html", {"place": place, "groups": queries.groups(place)}
    )


@require_safe
def regulation(request: Request, district: str) -> HttpResponse:
    """The regulation of the district, wherever its page stands; until then, that it is not published."""
    place = shown_place(request, district)
    page = queries.regulation_page(place)
    if page is None:
        return render_page(request, "site/unpublished.html", {"place": place})
    return go(request, page_address(page.pid, page.slug))
