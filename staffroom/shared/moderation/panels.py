"""«Пожаловаться» in the menus of publications and comments, the queue in the staff menu."""

from typing import Any

from django.http import HttpRequest

from staffroom.core.http import Request
from staffroom.core.plugs import place
from staffroom.core.viewer import GUEST
from staffroom.shared.accounts.registry import Power
from staffroom.shared.moderation import policies
from staffroom.ui.navigation import Entry, Place, offer


@place("publications.menu")
def report_publication(*, request: Request, head: Any) -> tuple[str, dict[str, Any]] | None:
    """A line of the publication's menu."""
    if not policies.may_report(request.viewer, head.author_id):
        return None
    return "moderation/menu_line.html", {"pid": head.pid, "seq": 0}


@place("publications.comment_menu")
def report_comment(
    *, request: Request, head: Any, comment: Any
) -> tuple[str, dict[str, Any]] | None:
    """A line of the comment's menu."""
    if not policies.may_report(request.viewer, comment.author_id):
        return None
    return "moderation/menu_line.html", {"pid": head.pid, "seq": comment.seq}


def _address(request: HttpRequest) -> str | None:
    district, viewer = getattr(request, "district", None), getattr(request, "viewer", GUEST)
    moderates = any(bits & Power.MODERATE for bits in viewer.powers.values())
    return f"/{district.slug}/staff/reports/" if district and moderates else None


offer(
    Entry(
        place=Place.STAFF, code="reports", label="Жалобы", icon="flag", address=_address, order=30
    )
)
