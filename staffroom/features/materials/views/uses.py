"""«Провёл урок», the note of introduction, «создать на основе»."""

from datetime import date
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from staffroom.core.clock import now
from staffroom.core.http import Request, bound, form_page, go, refusals_to, render_page, signed_in
from staffroom.core.idempotency import once
from staffroom.core.policy import require
from staffroom.features.materials.actions import uses as actions
from staffroom.features.materials.forms.uses import AdaptForm, UseForm
from staffroom.features.materials.models import Material
from staffroom.features.materials.policies import uses as policies
from staffroom.features.materials.queries import uses as queries
from staffroom.features.materials.registry import MATERIAL
from staffroom.features.materials.views.versions import found_here
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries import groups
from staffroom.shared.publications.queries import lookups
from staffroom.shared.publications.registry import page_address


def _url(found: Material) -> str:
    shown = found.publication
    return page_address(shown.pid, shown.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def use(request: Request, pid: str) -> HttpResponse:
    """Tell of a lesson given by the material (BB-2.1.7)."""
    found = found_here(request, pid)
    require(policies.may_tell_of_use(request.viewer, found.publication))
    today = timezone.localdate(now(), ZoneInfo(found.publication.district.time_zone))
    form = bound(UseForm, request, initial={"held_on": today})
    if form.is_valid():
        with refusals_to(form):
            return go(request, once(request, lambda: _told(request, found, form, today)))
    context = {"publication": found.publication, "back": _url(found)}
    return form_page(request, "materials/use.html", form, context)


def _told(request: Request, found: Material, form: UseForm, today: date) -> str:
    row = actions.tell_of_use(
        material=found, actor=request.viewer, at=now(), today=today, **form.cleaned_data
    )
    return f"{_url(found)}#use-{row.pid}"


@require_POST
@signed_in
def withdraw(request: Request, pid: str, use_pid: str) -> HttpResponse:
    """Take the record of a lesson back."""
    found = found_here(request, pid)
    actions.withdraw_use(use=queries.use(found, use_pid), actor=request.viewer)
    return go(request, _url(found))


@never_cache
@require_safe
@signed_in
def note(request: Request, pid: str) -> HttpResponse:
    """The note of introduction for printing: the author's (BB-2.1.7)."""
    found = found_here(request, pid)
    require(policies.may_print_note(request.viewer, found.publication))
    rows = queries.uses(request.viewer, found.publication, limit=queries.MOST_IN_NOTE)
    context = {
        "publication": found.publication, "material": found, "uses": rows, "back": _url(found),
        "today": timezone.localdate(now(), ZoneInfo(found.publication.district.time_zone)),
        "schools": sorted({row.workplace for row in rows if row.workplace}),
    }  # fmt: skip
    return render_page(request, "materials/note.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def adapt(request: Request, pid: str) -> HttpResponse:
    """Make one's own of a material: choose where the draft begins (BB-5.1.3)."""
    found = found_here(request, pid)
    require(policies.may_adapt(request.viewer, found.publication, found.terms))
    places = lookups.writable(request.viewer, MATERIAL.code)
    form = bound(AdaptForm, request, places=[(row.pid, row.name) for row in places])
    if form.is_valid():
        with refusals_to(form):
            home = groups.community(request.viewer, form.cleaned_data["home"])
            return go(request, once(request, lambda: _adapted(request, found, home)))
    context = {"publication": found.publication, "back": _url(found), "is_any": bool(places)}
    return form_page(request, "materials/adapt.html", form, context)


def _adapted(request: Request, found: Material, home: Community) -> str:
    made = actions.adapt(material=found, home=home, actor=request.viewer, at=now())
    return f"/p/{made.pid}/edit/"
