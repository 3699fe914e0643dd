"""A community's pages: its head, its menu and what each item of the menu shows."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from staffroom.core import plugs
from staffroom.core.errors import Absent
from staffroom.core.http import Request, go, page_or_part
from staffroom.core.paging import Pages
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import Community, Section, SectionKind, TieState
from staffroom.shared.communities.panels.blocks import filled
from staffroom.shared.communities.policies import groups as group_policies
from staffroom.shared.communities.queries import blocks, groups, ties
from staffroom.shared.communities.queries.banner import banner
from staffroom.shared.communities.queries.rules import NESTING, is_silent, rules_beside, rules_of
from staffroom.shared.communities.registry import LEVELS
from staffroom.ui.looks import stand_in

PEOPLE_PAGE = 50


def community_url(community: Community) -> str:
    """The address of a community loaded with its district."""
    return f"/{community.district.slug}/c/{community.pid}-{community.slug}/"


def head_of(request: Request, community: Community, section: str = "") -> dict[str, Any]:
    """What the head of every page of a community shows."""
    viewer, menu = request.viewer, _offered(request.viewer, community)
    head = banner(viewer, community, menu)
    stand_in(request, request.district or community.district)  # a guest stands in the one he reads
    return {
        "community": community,
        "district": community.district,
        "community_url": head.url,
        "menu": menu,
        "banner": head,
        "current": section,
        "is_member": head.is_member,
        "silent_days": is_silent(community, on=localdate()) if head.may_change else None,
        "may_change": head.may_change,
        "may_manage_members": head.may_manage_members,
        "may_see_states": head.may_see_states,
        "head_parts": plugs.fill("communities.head", request=request, community=community),
        "may_see_statistics": group_policies.may(viewer, Power.SEE_STATISTICS, community),
    }


def _offered(viewer: Viewer, community: Community) -> list[Section]:
    """The menu without what would only answer «нельзя» or, for ever, «пока ничего нет»."""
    shut = set()
    if not group_policies.may_see_inside(viewer, community):
        shut.add(SectionKind.PEOPLE)
    if rules_beside(community).choice("structure.nesting") not in NESTING:
        shut.add(SectionKind.CHILDREN)
    return [item for item in groups.menu_for(viewer, community) if item.kind not in shut]


@require_safe
def community(request: Request, district: str, pid: str, section: str = "") -> HttpResponse:
    """A community: the first item of its menu, or the one named in the address."""
    found = groups.community(request.viewer, pid, district)
    if request.path.split("/")[3] != f"{found.pid}-{found.slug}":
        return go(request, community_url(found) + (f"{section}/" if section else ""))
    context = head_of(request, found)
    shown = _chosen(request, found, context["menu"], section)
    context |= {
        "current": shown.slug,
        "shown": shown,
        **SHOWN.get(shown.kind, _plugged)(request, found, shown),
    }
    return page_or_part(request, "communities/community.html", context, part="section")


def _chosen(request: Request, found: Community, menu: list[Section], slug: str) -> Section:
    if not slug and menu:
        return menu[0]
    for section in menu:
        if section.slug == slug:
            return section
    for section in groups.menu_for(request.viewer, found, everything=not menu):
        if section.slug == slug or not slug:
            return section
    everything = groups.menu_for(request.viewer, found, everything=True)
    for section in everything:  # out of the menu, yet pages lead to those who run the community
        if section.slug == slug and section.kind == SectionKind.PEOPLE:
            return section
    raise Absent


def _plugged(request: Request, found: Community, shown: Section) -> dict[str, Any]:
    """Sections that higher apps fill: feed, topics, posts with a tag."""
    return {
        "parts": plugs.fill(
            f"communities.section.{shown.kind}", request=request, community=found, section=shown
        )
    }


def _people(request: Request, found: Community, shown: Section) -> dict[str, Any]:
    require(group_policies.may_see_inside(request.viewer, found))
    knows = group_policies.knows_names(request.viewer, found)
    words = request.GET.get("words", "")[:80] if knows else ""
    rows = groups.people(found, words=words, only_public=not knows)
    page = Pages(rows, PEOPLE_PAGE).get_page(request.GET.get("page"))
    return {
        "parts": plugs.fill("communities.members", request=request, community=found),
        "leads": groups.leads_for(request.viewer, found),
        "page": page,
        "words": words,
        "knows_names": knows,
        "are_more_hidden": not knows,
    }


def _children(request: Request, found: Community, shown: Section) -> dict[str, Any]:
    return {
        "children": groups.children(request.viewer, found),
        "may_open": group_policies.may_open(request.viewer, found.district_id, found),
    }


def _about(request: Request, found: Community, shown: Section) -> dict[str, Any]:
    rules = rules_of(found)
    themes, aspects = rules.named("themes.priority"), rules.named("strategy.aspects")
    return {
        "leads": groups.leads_for(request.viewer, found),
        "shown_themes": ", ".join(themes[code] for code in found.themes if code in themes),
        "shown_levels": ", ".join(LEVELS[code] for code in found.levels if code in LEVELS),
        "shown_aspects": ", ".join(aspects[code] for code in found.aspects if code in aspects),
        "organizations": ties.participations(found, state=TieState.STANDING),
        "partners": ties.ties(request.viewer, found, TieState.STANDING),
        "history": groups.history(found)
        if group_policies.knows_names(request.viewer, found)
        else [],
        "parts": plugs.fill("communities.about", request=request, community=found),
    }


def _page(request: Request, found: Community, shown: Section) -> dict[str, Any]:
    return {
        "blocks": filled(request, found, blocks.blocks(shown)),
        "may_build": group_policies.may_change(request.viewer, found),
    }


def _own(request: Request, found: Community, shown: Section) -> dict[str, Any]:
    return {}


SHOWN: dict[str, Callable[[Request, Community, Section], dict[str, Any]]] = {
    SectionKind.PEOPLE: _people,
    SectionKind.CHILDREN: _children,
    SectionKind.ABOUT: _about,
    SectionKind.PAGE: _page,
    SectionKind.LINK: _own,
}
