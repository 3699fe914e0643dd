"""A curator's listeners, and entrusting."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from staffroom.core import files as stored
from staffroom.core.clock import now
from staffroom.core.errors import Absent
from staffroom.core.http import Request, bound, form_page, go, refusals_to, signed_in
from staffroom.core.idempotency import once
from staffroom.core.policy import require
from staffroom.features.curating import actions, policies, queries
from staffroom.features.curating.forms import EntrustForm, MessageForm
from staffroom.features.curating.models import Ward
from staffroom.features.curating.panels import address
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries import groups

LOG = 50


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def listeners(request: Request, district: str, pid: str) -> HttpResponse:
    """«Мои слушатели»: who they are, a message to all of them, what was written before."""
    found = groups.community(request.viewer, pid, district)
    require(policies.may_guide(request.viewer, found))
    form = bound(MessageForm, request)
    if form.is_valid():
        with refusals_to(form):
            return go(request, once(request, lambda: _told(request, found, form)))
    if form.is_bound:
        stored.hold_files(form, actor=request.viewer, at=now())
    context = {
        "community": found, "back": address(found),
        "wards": list(queries.wards(request.viewer, found)),
        "messages": list(queries.messages(request.viewer, found)[:LOG]),
    }  # fmt: skip
    return form_page(request, "curating/listeners.html", form, context)


def _told(request: Request, found: Community, form: MessageForm) -> str:
    at, actor = now(), request.viewer
    brought = form.cleaned_data["files"].store(actor=actor, at=at)
    actions.tell_listeners(
        community=found, title=form.cleaned_data["title"], text=form.cleaned_data["body"],
        files=brought, actor=actor, at=at,
    )  # fmt: skip
    return f"{address(found)}listeners/#messages"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def entrust(request: Request, district: str, pid: str) -> HttpResponse:
    """Who is entrusted to whom, for those who manage members."""
    found = groups.community(request.viewer, pid, district)
    require(policies.may_entrust(request.viewer, found))
    at = now()
    known, free = queries.curators(found, at=at), list(queries.free_members(found, at=at))
    form = bound(EntrustForm, request, curators=known, free=free)
    if form.is_valid():
        with refusals_to(form):
            actions.entrust(
                community=found, curator=form.chosen, listeners=form.entrusted,
                actor=request.viewer, at=at,
            )  # fmt: skip
            return go(request, f"{address(found)}manage/listeners/")
    context = {"community": found, "back": address(found), "curators": known, "free": free}
    return form_page(request, "curating/entrust.html", form, context)


@require_POST
@signed_in
def release(request: Request, district: str, pid: str, person_pid: str) -> HttpResponse:
    """Take a listener back from his curator."""
    found = groups.community(request.viewer, pid, district)
    require(policies.may_entrust(request.viewer, found))
    rows = Ward.objects.filter(community=found, listener__pid=person_pid)
    ward = rows.select_related("community").first()
    if ward is None:
        raise Absent
    actions.release(ward=ward, actor=request.viewer)
    return go(request, f"{address(found)}manage/listeners/")
