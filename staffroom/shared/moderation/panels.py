"""«Пожаловаться» in the menus of publications and comments, the queue in the staff menu."""

from django.utils.translation import gettext_noop as _

from staffroom.core.http import Request
from staffroom.core.plugs import MenuLine, place
from staffroom.shared.accounts.registry import Power
from staffroom.shared.moderation import policies
from staffroom.shared.publications.queries.threads import Head
from staffroom.ui.kept import said
from staffroom.ui.navigation import Asker, Entry, Place, offer

SOMEBODY = 0  # nobody's key: the author of any reply that is not the reader's own


@place("publications.menu")
def report_publication(*, request: Request, head: Head) -> tuple[MenuLine, ...]:
    """A line of the publication's menu."""
    if not policies.may_report(request.viewer, head.author_id):
        return ()
    return (MenuLine(said(_("Пожаловаться")), f"/p/{head.pid}/report/", "flag"),)


@place("publications.comment_menu")
def report_comment(*, request: Request, head: Head) -> tuple[MenuLine, ...]:
    """A line in the menus of others' comments."""
    if not policies.may_report(request.viewer, SOMEBODY):
        return ()
    address = f"/p/{head.pid}/comments/{{seq}}/report/"
    return (MenuLine(said(_("Пожаловаться")), address, "flag", only=("other",)),)


def _address(asker: Asker) -> str | None:
    district, viewer = asker.district, asker.viewer
    moderates = any(bits & Power.MODERATE for bits in viewer.powers.values())
    return f"/{district.slug}/staff/reports/" if district and moderates else None


offer(
    Entry(
        place=Place.STAFF, code="reports", label="Жалобы", icon="flag", address=_address, order=30
    )
)
