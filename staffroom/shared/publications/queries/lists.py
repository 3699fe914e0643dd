"""Lists of publications ready to be drawn by any page: the context of `publications/list.html`."""

from typing import Any

from django.utils.translation import gettext as _

from staffroom.core.http import Request
from staffroom.shared.communities.models import Community
from staffroom.shared.publications import policies
from staffroom.shared.publications.queries import feeds
from staffroom.shared.publications.registry import PROPOSAL_ANSWERS, kind_labels, kinds

Part = tuple[str, dict[str, Any]]


def feed_part(request: Request, feed: feeds.Feed, **rest: Any) -> Part:
    """A feed drawn as a part of any page; `rest` says what stands around it."""
    more = request.GET.copy()
    more["after"] = str(feed.next or "")
    return "publications/list.html", {
        "rows": feed.rows,
        "next": feed.next,
        "more": f"?{more.urlencode()}",
        "labels": kind_labels(),
        "answers": PROPOSAL_ANSWERS,
        "pinned": (),
        "offers": (),
        "filters": (),
        "figure": "",
        "pointer": None,
        "shows_place": True,
        "empty_title": _("Пока тихо"),
        "empty_text": _("Здесь появятся записи."),
        **rest,
    }


def offers(
    request: Request, community: Community, codes: tuple[str, ...] = (), *, section: str = ""
) -> list[dict[str, str]]:
    """Buttons of the kinds that this viewer may write here, the usual one first.

    `section` is the public id of the tagged section that the text begins in.
    """
    ready = sorted(kinds.values(), key=lambda kind: (kind.order, kind.code))
    return [
        {
            "label": kind.new_label,
            "icon": kind.icon,
            "href": f"/p/new/{kind.code}/?in={community.pid}"
            + (f"&section={section}" if section else ""),
        }
        for kind in ready
        if (not codes or kind.code in codes)
        and policies.may_write_in(request.viewer, community, kind.code)
    ]


def after_of(request: Request) -> feeds.Cursor | None:
    """Where the page of a feed begins, as the address says."""
    return feeds.Cursor.read(request.GET.get("after", ""))
