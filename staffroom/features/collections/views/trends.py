"""Reviews of trends."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from staffroom.core.http import Request, page_or_part
from staffroom.features.collections.queries import trends as queries
from staffroom.features.collections.registry import TREND
from staffroom.shared.communities.queries import groups
from staffroom.shared.publications.queries import feeds, lists
from staffroom.ui.looks import stand_in


@require_safe
def trends(request: Request, district: str) -> HttpResponse:
    """Reviews of what is new at home and in the world, by tag, and digests of months (TV-3.1.1.c)."""
    place = groups.district(district)
    stand_in(request, place)
    viewer = request.viewer
    tags = queries.trend_tags(viewer, place.pk)
    tag = lists.chosen(request, "tag", tags)
    feed = feeds.of_district(
        viewer, place.pk, kind=TREND.code, tag=tag, after=lists.after_of(request)
    )
    links = [("", _("Все"))] + [(one, one) for one in tags]
    offers = (lists.Offer(TREND.new_label, f"/p/new/{TREND.code}/", TREND.icon),)
    part = lists.feed_part(
        request, feed,
        filters=[
            (words, f"?{urlencode({'tag': code})}" if code else request.path, code == tag)
            for code, words in links
        ] if tags else (),
        offers=() if viewer.is_guest else offers,
        empty_title=_("Обзоров пока нет"),
        empty_text=_("Прочли о новом у нас или в мире и поняли, что годится в классе? Напишите коллегам."),
    )[1]  # fmt: skip
    context = {"place": place, "part": part, "digests": queries.digests(viewer, place.pk)}
    return page_or_part(request, "collections/trends.html", context, part="rows")
