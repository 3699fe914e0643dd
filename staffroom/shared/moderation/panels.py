"""«Пожаловаться» in the menus of publications and comments, the queue in the staff menu."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _

from staffroom.core.http import Request
from staffroom.core.plugs import place
from staffroom.core.viewer import GUEST
from staffroom.shared.accounts.registry import Power
from staffroom.shared.moderation import policies
from staffroom.ui.kept import said
from staffroom.ui.navigation import Entry, Place, offer


def _line(href: str) -> tuple[str, dict[str, Any]]:
    """A plain line of a menu: drawn by the menu itself, with no template of its own."""
    return "", {"label": said(_("Пожаловаться")), "href": href, "icon": "flag"}


@place("publications.menu")
def report_publication(*, request: Request, head: Any) -> tuple[str, dict[str, Any]] | None:
    """A line of the publication's menu."""
    if not policies.may_report(request.viewer, head.author_id):
        return None
    return _line(f"/p/{head.pid}/report/")


@place("publications.comment_menu")
def report_comment(
    *, request: Request, head: Any, comment: Any
) -> tuple[str, dict[str, Any]] | None:
    """A line of the comment's menu."""
    if not policies.may_report(request.viewer, comment.author_id):
        return None
    return _line(f"/p/{head.pid}/comments/{comment.seq}/report/")


def _address(request: HttpRequest) -> str | None:
    district, viewer = getattr(request, "district", None), getattr(request, "viewer", GUEST)
    moderates = any(bits & Power.MODERATE for bits in viewer.powers.values())
    return f"/{district.slug}/staff/reports/" if district and moderates else None


offer(
    Entry(
        place=Place.STAFF, code="reports", label="Жалобы", icon="flag", address=_address, order=30
    )
)
