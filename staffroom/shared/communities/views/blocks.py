"""A page of a community is put together by its moderator: blocks, preview, publication (PD-4.8.2)."""

from typing import Any, NamedTuple

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from staffroom.core.clock import now
from staffroom.core.errors import Absent
from staffroom.core.http import Request, bound, form_page, go, refusals_to, render_page, signed_in
from staffroom.core.policy import require
from staffroom.shared.communities.actions import blocks as actions
from staffroom.shared.communities.forms.blocks import BlockForm
from staffroom.shared.communities.models import BlockKind, Community, Section
from staffroom.shared.communities.panels.blocks import filled
from staffroom.shared.communities.policies import groups as policies
from staffroom.shared.communities.queries import blocks as queries
from staffroom.shared.communities.queries import groups
from staffroom.shared.communities.views.community import community_url, head_of


class Place(NamedTuple):
    """The page that an address names, for who may build it."""

    community: Community
    section: Section

    @property
    def url(self) -> str:
        """Where it is built."""
        return f"{community_url(self.community)}manage/menu/{self.section.pid}/page/"


def _place(request: Request, district: str, pid: str, section_pid: str) -> Place:
    found = groups.community(request.viewer, pid, district)
    require(policies.may_change(request.viewer, found))
    return Place(found, queries.page(found, section_pid))


def _context(request: Request, here: Place) -> dict[str, Any]:
    return {
        **head_of(request, here.community, "manage"),
        "page": here.section,
        "page_url": here.url,
        "shown_url": f"{community_url(here.community)}{here.section.slug}/",
    }


@signed_in
@require_safe
def page(request: Request, district: str, pid: str, section_pid: str) -> HttpResponse:
    """The blocks of the draft in their order, and what may be added."""
    here = _place(request, district, pid, section_pid)
    context = {
        **_context(request, here),
        "blocks": queries.blocks(here.section, is_draft=True),
        "kinds": BlockKind.choices,
    }
    return render_page(request, "communities/page.html", context)


@signed_in
@require_safe
def preview(request: Request, district: str, pid: str, section_pid: str) -> HttpResponse:
    """The draft as readers will see it."""
    here = _place(request, district, pid, section_pid)
    drafted = queries.blocks(here.section, is_draft=True)
    context = {**_context(request, here), "blocks": filled(request, here.community, drafted)}
    return render_page(request, "communities/page_preview.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, district: str, pid: str, section_pid: str, kind: str) -> HttpResponse:
    """One more block of this kind."""
    here = _place(request, district, pid, section_pid)
    if kind not in BlockKind.values:
        raise Absent
    form = bound(BlockForm, request, kind=kind)
    if form.is_valid():
        with refusals_to(form):
            actions.add_block(
                section=here.section, kind=kind, actor=request.viewer, at=now(), **form.holds
            )
            return go(request, here.url)
    context = {**_context(request, here), "label": BlockKind(kind).label, "block": None}
    return form_page(request, "communities/block.html", form, context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def block(
    request: Request, district: str, pid: str, section_pid: str, block_pid: str
) -> HttpResponse:
    """One block of the draft: what it holds."""
    here = _place(request, district, pid, section_pid)
    found = queries.drafted(here.section, block_pid)
    form = bound(BlockForm, request, kind=found.kind, initial=BlockForm.initial_of(found))
    if form.is_valid():
        with refusals_to(form):
            actions.change_block(block=found, actor=request.viewer, at=now(), **form.holds)
            return go(request, here.url)
    context = {**_context(request, here), "label": found.get_kind_display(), "block": found}
    return form_page(request, "communities/block.html", form, context)


@signed_in
@require_POST
def remove(
    request: Request, district: str, pid: str, section_pid: str, block_pid: str
) -> HttpResponse:
    """Take a block out of the draft."""
    here = _place(request, district, pid, section_pid)
    found = queries.drafted(here.section, block_pid)
    actions.remove_block(block=found, actor=request.viewer, at=now())
    return go(request, here.url)


@signed_in
@require_POST
def order(request: Request, district: str, pid: str, section_pid: str) -> HttpResponse:
    """Move a block up or down: `move=<pid>:up|down`."""
    here = _place(request, district, pid, section_pid)
    moved, _, way = request.POST.get("move", "").partition(":")
    pids = [one.pid for one in queries.blocks(here.section, is_draft=True)]
    if moved not in pids:
        raise Absent
    old = pids.index(moved)
    new_place = max(0, min(len(pids) - 1, old - 1 if way == "up" else old + 1))
    pids.insert(new_place, pids.pop(old))
    actions.order_blocks(section=here.section, pids=pids, actor=request.viewer, at=now())
    return go(request, here.url)


@signed_in
@require_POST
def publish(request: Request, district: str, pid: str, section_pid: str) -> HttpResponse:
    """Show the draft to readers."""
    here = _place(request, district, pid, section_pid)
    actions.publish_page(section=here.section, actor=request.viewer, at=now())
    return go(request, f"{community_url(here.community)}{here.section.slug}/")


@signed_in
@require_POST
def drop(request: Request, district: str, pid: str, section_pid: str) -> HttpResponse:
    """Give the changes up: the draft becomes what readers see."""
    here = _place(request, district, pid, section_pid)
    actions.drop_draft(section=here.section, actor=request.viewer)
    return go(request, here.url)
