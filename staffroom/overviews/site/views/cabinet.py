"""The methodical cabinet: shelves that everybody reads and staff fill."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from staffroom.core.clock import now
from staffroom.core.errors import Absent
from staffroom.core.files import FilesField, hold_files
from staffroom.core.http import (
    Request,
    bound,
    form_page,
    go,
    refusals_to,
    render_page,
    signed_in,
)
from staffroom.core.idempotency import once
from staffroom.core.policy import require
from staffroom.overviews.site.actions import cabinet as actions
from staffroom.overviews.site.forms.keeping import PutForm, ShelfForm, pid_of
from staffroom.overviews.site.models import Shelf
from staffroom.overviews.site.policies import keeping as policies
from staffroom.overviews.site.queries import cabinet as queries
from staffroom.overviews.site.views.moving import moved
from staffroom.overviews.site.views.public import place_of, shown_place
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.queries import lookups


@require_safe
def cabinet(request: Request, district: str) -> HttpResponse:
    """Shelves with what stands on them, for everybody (BT-4.1.4)."""
    place = shown_place(request, district)
    name = queries.cabinet_name(place)
    if not name:
        raise Absent
    shelves = list(queries.shelves(place))
    context = {
        "place": place,
        "name": name,
        "stands": queries.stands(request.viewer, shelves),
        "may_keep": policies.may_keep(request.viewer, place.pk),
    }
    return render_page(request, "site/cabinet.html", context)


def _kept(request: Request, district: str) -> District:
    place = place_of(request, district)
    require(policies.may_keep(request.viewer, place.pk))
    return place


def _shelf(request: Request, district: str, pid: str) -> Shelf:
    return queries.shelf(_kept(request, district), pid)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def shelves(request: Request, district: str) -> HttpResponse:
    """All shelves in their order, and a form for one more."""
    place = _kept(request, district)
    form = bound(ShelfForm, request)
    form.fields.pop("is_shown")
    if form.is_valid():
        with refusals_to(form):
            made = actions.open_shelf(
                district=place, actor=request.viewer, at=now(), **form.cleaned_data
            )
            return go(request, reverse("site:shelf", args=[district, made.pid]))
    context = {
        "place": place,
        "name": queries.cabinet_name(place),
        "shelves": list(queries.shelves(place, everything=True)),
    }
    return form_page(request, "site/shelves.html", form, context)


@require_POST
@signed_in
def usual(request: Request, district: str) -> HttpResponse:
    """The five shelves of the regulation at once."""
    place = _kept(request, district)
    actions.open_usual(district=place, actor=request.viewer, at=now())
    return go(request, reverse("site:shelves", args=[district]))


@require_POST
@signed_in
def order(request: Request, district: str) -> HttpResponse:
    """Move a shelf: `move=<pid>:up|down`."""
    place = _kept(request, district)
    pids = [one.pid for one in queries.shelves(place, everything=True)]
    actions.order_shelves(
        district=place, pids=moved(pids, request.POST.get("move", "")), actor=request.viewer
    )
    return go(request, reverse("site:shelves", args=[district]))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def shelf(request: Request, district: str, pid: str) -> HttpResponse:
    """What stands on a shelf, and a form for one thing more."""
    found = _shelf(request, district, pid)
    form = bound(PutForm, request)
    if form.is_bound:
        form.full_clean()
        hold_files(form, actor=request.viewer, at=now())
    if form.is_valid():
        with refusals_to(form):
            once(request, lambda: _put(request, found, form))
            return go(request, request.path)
    context = {
        "place": found.district,
        "shelf": found,
        "items": queries.stands(request.viewer, [found], is_keeper=True)[0].items,
    }
    return form_page(request, "site/shelf.html", form, context)


def _put(request: Request, found: Shelf, form: PutForm) -> str:
    data: dict[str, Any] = form.cleaned_data
    field = form.fields["files"]
    brought = field.widget.rows if isinstance(field, FilesField) else []
    pid = pid_of(data["address"])
    publication = lookups.publication(request.viewer, pid) if pid else None
    named = (publication.title if publication else "") or (brought[0].name if brought else "")
    item = actions.put_on_shelf(
        shelf=found,
        title=data["title"] or named or data["address"][:160],
        note=data["note"],
        publication=publication,
        url="" if pid else data["address"],
        file=brought[0].pid if brought else "",
        actor=request.viewer,
        at=now(),
    )
    return item.pid


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change(request: Request, district: str, pid: str) -> HttpResponse:
    """Rename, explain, hide a shelf."""
    found = _shelf(request, district, pid)
    begun = {"title": found.title, "note": found.note, "is_shown": found.is_shown}
    form = bound(ShelfForm, request, initial=begun)
    if form.is_valid():
        with refusals_to(form):
            actions.change_shelf(shelf=found, actor=request.viewer, at=now(), **form.cleaned_data)
            return go(request, reverse("site:shelf", args=[district, pid]))
    return form_page(
        request, "site/shelf_change.html", form, {"place": found.district, "shelf": found}
    )


@require_POST
@signed_in
def remove(request: Request, district: str, pid: str) -> HttpResponse:
    """Take an empty shelf away."""
    actions.remove_shelf(shelf=_shelf(request, district, pid), actor=request.viewer)
    return go(request, reverse("site:shelves", args=[district]))


@require_POST
@signed_in
def order_items(request: Request, district: str, pid: str) -> HttpResponse:
    """Move a thing on its shelf: `move=<pid>:up|down`."""
    found = _shelf(request, district, pid)
    items = queries.stands(request.viewer, [found], is_keeper=True)[0].items
    pids = moved([one.pid for one in items], request.POST.get("move", ""))
    actions.order_items(shelf=found, pids=pids, actor=request.viewer, at=now())
    return go(request, reverse("site:shelf", args=[district, pid]))


@require_POST
@signed_in
def take_off(request: Request, district: str, pid: str, item_pid: str) -> HttpResponse:
    """Take one thing off its shelf."""
    found = _shelf(request, district, pid)
    actions.take_off_shelf(item=queries.item(found, item_pid), actor=request.viewer, at=now())
    return go(request, reverse("site:shelf", args=[district, pid]))
