"""The menu of a community, edited by its moderator without a developer (BB-1.12.4)."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from staffroom.core.errors import Absent
from staffroom.core.http import Request, bound, form_page, go, refusals_to
from staffroom.core.lookups import one_or_none
from staffroom.core.policy import require
from staffroom.shared.communities.actions import menu as actions
from staffroom.shared.communities.forms.sections import SectionForm
from staffroom.shared.communities.models import Community, Section, SectionKind
from staffroom.shared.communities.policies import groups as policies
from staffroom.shared.communities.queries import groups
from staffroom.shared.communities.views.community import community_url, head_of


def _mine(request: Request, district: str, pid: str) -> Community:
    found = groups.community(request.viewer, pid, district)
    require(policies.may_change(request.viewer, found))
    return found


def _section(found: Community, section_pid: str) -> Section:
    section = one_or_none(
        Section.objects.filter(community=found, pid=section_pid).select_related("community")
    )
    if section is None:
        raise Absent
    return section


@login_required
@require_http_methods(["GET", "POST"])
def menu(request: Request, district: str, pid: str) -> HttpResponse:
    """All items with their order, and a form for one more."""
    found = _mine(request, district, pid)
    form = bound(SectionForm, request)
    if form.is_valid():
        with refusals_to(form):
            made = actions.add_section(
                community=found,
                kind=form.cleaned_data["kind"],
                actor=request.viewer,
                **form.details,
            )
            to = f"{made.pid}/page/" if made.kind == SectionKind.PAGE else ""
            return go(request, f"{community_url(found)}manage/menu/{to}")
    context = {
        **head_of(request, found, "manage"),
        "sections": groups.menu(found, everything=True),
    }
    return form_page(request, "communities/menu.html", form, context, part="body")


@login_required
@require_http_methods(["GET", "POST"])
def section(request: Request, district: str, pid: str, section_pid: str) -> HttpResponse:
    """One item: rename, hide, change."""
    found = _mine(request, district, pid)
    item = _section(found, section_pid)
    form = bound(SectionForm, request, standing=item.kind, initial=SectionForm.initial_of(item))
    if form.is_valid():
        with refusals_to(form):
            actions.change_section(
                section=item,
                is_shown=form.cleaned_data["is_shown"],
                actor=request.viewer,
                **form.details,
            )
            return go(request, f"{community_url(found)}manage/menu/")
    context = {
        **head_of(request, found, "manage"),
        "item": item,
        "is_added": item.kind not in actions.OURS,
    }
    return form_page(request, "communities/section.html", form, context)


@login_required
@require_POST
def order(request: Request, district: str, pid: str) -> HttpResponse:
    """Move an item up or down: `move=<pid>:up|down`."""
    found = _mine(request, district, pid)
    moved, _, way = request.POST.get("move", "").partition(":")
    pids = [item.pid for item in groups.menu(found, everything=True)]
    if moved not in pids:
        raise Absent
    old = pids.index(moved)
    new = max(0, min(len(pids) - 1, old - 1 if way == "up" else old + 1))
    pids.insert(new, pids.pop(old))
    actions.order_sections(community=found, pids=pids, actor=request.viewer)
    return go(request, f"{community_url(found)}manage/menu/")


@login_required
@require_POST
def remove_section(request: Request, district: str, pid: str, section_pid: str) -> HttpResponse:
    """Take an added item away."""
    found = _mine(request, district, pid)
    actions.remove_section(section=_section(found, section_pid), actor=request.viewer)
    return go(request, f"{community_url(found)}manage/menu/")
