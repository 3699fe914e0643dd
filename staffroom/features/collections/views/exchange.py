"""«Ищу и делюсь»: the pool of what people of a district bring and look for."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from staffroom.core.http import Request, page_or_part
from staffroom.features.collections.forms.exchange import PoolForm
from staffroom.features.collections.queries.exchange import pool
from staffroom.features.collections.registry import GIVEN, SEEK, SHARE
from staffroom.shared.communities.queries import groups
from staffroom.ui.looks import stand_in


@require_safe
def exchange(request: Request, district: str, pid: str = "") -> HttpResponse:
    """What is offered and looked for, of a district or of a community (PD-2.2.1, BT-1.3.1)."""
    place = groups.district(district)
    stand_in(request, place)
    community = groups.community(request.viewer, pid, place.slug) if pid else None
    form = PoolForm(request.GET)
    asked = form.asked
    rows, counts = pool(
        request.viewer, place.pk, community_id=community.pk if community else 0, **asked
    )
    kinds = [
        (GIVEN[code], n, f"?{urlencode({**asked, 'what': code})}", asked.get("what") == code)
        for code, n in counts.items()
    ]
    context = {
        "place": place, "community": community, "form": form, "rows": rows, "kinds": kinds,
        "is_asked": bool(asked), "reset": request.path,
        "offers": [] if request.viewer.is_guest else [(one, f"/p/new/{one.code}/") for one in (SHARE, SEEK)],
    }  # fmt: skip
    return page_or_part(request, "collections/exchange.html", context, part="rows")
