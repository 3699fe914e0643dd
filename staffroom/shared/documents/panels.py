"""«Документы» in the menus, and the regulation of a community on its page."""

from typing import Any

from django.utils.translation import gettext_noop as _

from staffroom.core.http import Request
from staffroom.core.plugs import place
from staffroom.shared.communities.models import Community
from staffroom.shared.documents.queries import documents as queries
from staffroom.ui.navigation import Asker, Entry, Place, address_of, offer


def _library(asker: Asker) -> str | None:
    district = asker.district
    return address_of("documents:library", district.slug) if district else None


offer(
    Entry(
        place=Place.RAIL, code="documents", label=_("Документы"), icon="file", address=_library, order=80
    )
)  # fmt: skip
offer(
    Entry(
        place=Place.FOOTER, code="check", label=_("Проверить документ"), address="documents:check", order=60
    )
)  # fmt: skip


@place("communities.about", order=20)
def regulations(*, request: Request, community: Community) -> tuple[str, dict[str, Any]] | None:
    """«Положение утверждено приказом № … от …» with its file; agreements (BB-O.1, BT-2.1, BT-2.2.b)."""
    found = queries.governing(request.viewer, community)
    if not found:
        return None
    context = {
        "regulations": [pair for pair in found if pair[0].kind == "regulation"],
        "agreements": [pair for pair in found if pair[0].kind == "agreement"],
    }
    return "documents/regulations.html", context
