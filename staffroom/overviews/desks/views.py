"""One's own desk by role, and the overview of those who coordinate."""

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
from staffroom.overviews.desks.registry import COMMUNITY_TOOLS, DISTRICT_TOOLS, READING
from staffroom.shared.communities.queries import groups
from staffroom.shared.duties import queries as duties
from staffroom.shared.duties.registry import sort_of
from staffroom.shared.organizations.models import District
from staffroom.ui.frame import frame
from staffroom.ui.looks import stand_in

SHOWN = 10


def _desk(request: Request, slug: str, current: str) -> tuple[District, dict[str, Any]]:
    """The district, and what stands above each page of the desk."""
    place = groups.district(slug)
    stand_in(request, place)
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
    found = queries.communities(request.viewer, place)
    rows = queries.desk(request.viewer, found, place, at=at)
    context |= {
        "rows": rows,
        "most": queries.MOST if len(found) == queries.MOST else 0,
        "late": queries.late_duties(request.viewer, place, at=at) if context["is_whole"] else [],
        "soon_over": queries.soon_over(rows, at=at),
    }
    return render_page(request, "desks/desk.html", context)


@require_safe
@signed_in
def sections(request: Request, district: str) -> HttpResponse:
    """The map of sections: empty and stale ones with their owners (OL-3.2.4.a); `?all=1` shows all."""
    place, context = _desk(request, district, "sections")
    found = queries.communities(request.viewer, place)
    blocks = queries.section_map(found, place, at=now())
    shows_all = request.GET.get("all") == "1"
    context |= {
        "blocks": blocks if shows_all else queries.troubles(blocks),
        "shows_all": shows_all,
        "has_groups": bool(found),
        "most": queries.MOST if len(found) == queries.MOST else 0,
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
    context["organizations"], context["has_any"] = queries.outside(place)
    return render_page(request, "desks/outside.html", context)


@require_safe
@signed_in
def mine(request: Request) -> HttpResponse:
    """The desk of a role: what waits first, over all one's groups; then the tools of each role held."""
    viewer, at = request.viewer, now()
    if not viewer.powers:
        raise Absent
    roles, led = queries.held(viewer, at=at)
    waiting = duties.first_waiting(viewer, SHOWN + 1)
    context = {
        "waiting": waiting[:SHOWN],
        "has_more": len(waiting) > SHOWN,
        "sort_of": sort_of,
        "controlled": duties.overdue_controlled(viewer, at=at),
        "roles": _tools(request, roles),
        "led": [(one, _inside(one)) for one in led],
        "places": {one.pk: one.name for one in duties.led_communities(viewer)},
    }
    return render_page(request, "desks/mine.html", context)


def _tools(request: Request, roles: list[queries.Held]) -> list[tuple[str, list[Any]]]:
    """Each role with its tools; a tool that two roles give stands at the first."""
    offered = {link.code: link for link in frame(request).staff}
    found = []
    for role in roles:
        tools = [
            (offered.pop(tool.code), tool.words)
            for tool in DISTRICT_TOOLS
            if tool.code in offered and tool.power & role.powers
        ]
        found.append((role.title, tools))
    return found


def _inside(one: queries.Led) -> list[tuple[str, str]]:
    return [
        (_(label), reverse(name, args=[one.slug, one.named]))
        for name, label, power in COMMUNITY_TOOLS
        if power & one.powers & (READING if one.state else ~0)
    ]
