"""News for feed readers: RSS and Atom of what a guest may read."""

from django.conf import settings
from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.views.decorators.http import require_safe

from staffroom.core.http import Request
from staffroom.core.viewer import GUEST
from staffroom.shared.communities.queries import groups
from staffroom.shared.publications.models import Audience
from staffroom.shared.publications.queries import feeds

CHOSEN = {"parents": (Audience.PARENTS,), "pupils": (Audience.PUPILS,)}
OPEN = (Audience.PUBLIC, Audience.PARENTS, Audience.PUPILS)


@require_safe
def rss(request: Request, district: str) -> HttpResponse:
    """News as RSS 2.0."""
    return _answer(request, district, Rss201rev2Feed, "application/rss+xml")


@require_safe
def atom(request: Request, district: str) -> HttpResponse:
    """News as Atom."""
    return _answer(request, district, Atom1Feed, "application/atom+xml")


def _answer(request: Request, slug: str, kind: type[SyndicationFeed], mime: str) -> HttpResponse:
    """Always a guest's feed, whoever asks: feed readers bring no session."""
    place = groups.district(slug)
    site = settings.SITE_ADDRESS.rstrip("/")
    audiences = CHOSEN.get(request.GET.get("for", ""), OPEN)
    feed = kind(
        title=f"{place.name}: новости сообществ педагогов", link=f"{site}/{place.slug}/", language="ru",
        description=f"Что происходит в сети педагогов: {place.name}", feed_url=f"{site}{request.path}",
    )  # fmt: skip
    for row in feeds.of_district(GUEST, place.pk, audiences=audiences, on_site=True).rows:
        feed.add_item(
            title=row.title, link=f"{site}{row.url}", description=row.excerpt, unique_id=f"{site}/p/{row.pid}/",
            pubdate=row.published_at, updateddate=row.bumped_at, author_name=row.author_name,
        )  # fmt: skip
    return HttpResponse(feed.writeString("utf-8"), content_type=f"{mime}; charset=utf-8")
