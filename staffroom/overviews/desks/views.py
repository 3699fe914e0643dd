"""The desk of those who coordinate."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from staffroom.core import plugs
from staffroom.core.clock import now
from staffroom.core.errors import Absent
from staffroom.core.http import Request, render_page, signed_in
from staffroom.overviews.desks import policies, queries
from staffroom.shared.communities.queries import groups
from staffroom.shared.organizations.models import District


def _desk(request: Request, slug: str, current: str) -> tuple[District, dict[str, Any]]:
    """The district, and what stands above each page of the desk."""
    place = groups.district(slug)
    request.district = place
    is_whole = policies.sees_district(request.viewer, place.pk)
    tabs = [(_("Сообщества"), "desks:desk"), (_("Карта разделов"), "desks:sections")]
    if is_whole:
        tabs.append((_("Кто не участвует"), "desks:outside"))
    context = {
        "place": place,
        "is_whole": is_whole,
        "tabs": [
            (label, reverse(name, args=[slug]), name == f"desks:{current}") for label, name in tabs
        ],
    }
    return place, context


@require_safe
@signed_in
def desk(request: Request, district: str) -> HttpResponse:
    """Communities that one oversees: last activity, what is open, terms, who answers (BB-3.1.1, BT-1.8)."""
    place, context = _desk(request, district, "desk")
    at = now()
    rows = queries.desk(queries.communities(request.viewer, place), place, at=at)
    context |= {
        "rows": rows,
        "late": queries.late_duties(place, at=at) if context["is_whole"] else [],
        "soon_over": queries.soon_over(rows, at=at),
    }
    return render_page(request, "desks/desk.html", context)


@require_safe
@signed_in
def sections(request: Request, district: str) -> HttpResponse:
    """The map of sections: empty and stale ones with their owners (OL-3.2.4.a); `?all=1` shows all."""
    place, context = _desk(request, district, "sections")
    blocks = queries.section_map(queries.communities(request.viewer, place), place, at=now())
    shows_all = request.GET.get("all") == "1"
    context |= {
        "blocks": blocks if shows_all else queries.troubles(blocks),
        "shows_all": shows_all,
        "parts": plugs.fill("desks.sections", place=place, shows_all=shows_all)
        if context["is_whole"]
        else (),
    }
    return render_page(request, "desks/sections.html", context)


@require_safe
@signed_in
def outside(request: Request, district: str) -> HttpResponse:
    """Organisations from where nobody takes part (BT-1.8)."""
    place, context = _desk(request, district, "outside")
    if not context["is_whole"]:
        raise Absent
    context |= {"organizations": queries.outside(place)}
    return render_page(request, "desks/outside.html", context)
