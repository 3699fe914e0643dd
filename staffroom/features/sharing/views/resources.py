"""The board of resources: what stands there, one resource, offering, changing, taking off."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from staffroom.core.clock import now
from staffroom.core.http import (
    Request,
    bound,
    form_page,
    go,
    page_or_part,
    refusals_to,
    render_page,
    signed_in,
)
from staffroom.core.idempotency import once
from staffroom.core.paging import Pages
from staffroom.core.policy import require
from staffroom.features.sharing.actions import resources as actions
from staffroom.features.sharing.forms.fields import ReasonForm
from staffroom.features.sharing.forms.resources import BoardForm, ResourceForm
from staffroom.features.sharing.models import Resource
from staffroom.features.sharing.policies import places
from staffroom.features.sharing.policies import resources as policies
from staffroom.features.sharing.queries import resources as queries
from staffroom.features.sharing.views.tabs import tabs
from staffroom.shared.duties.queries import rules_in_force, today_in
from staffroom.shared.organizations.models import District
from staffroom.shared.organizations.queries.organizations import district as district_of

PAGE = 30


def _url(found: Resource) -> str:
    return reverse("sharing:resource", args=[found.district.slug, found.pid])


@signed_in
@require_safe
def board(request: Request, district: str) -> HttpResponse:
    """«Что школы дают друг другу» (BT-1.1.b)."""
    place, viewer = district_of(district), request.viewer
    require(places.may_look(viewer, place.pk))
    form = BoardForm(request.GET, givers=queries.givers(place))
    narrowing = form.narrowing
    rows = queries.board(viewer, place, narrowing)
    context = {
        "district": place, "form": form, "query": narrowing.query,
        "page": Pages(rows, PAGE).get_page(request.GET.get("page")),
        "may_offer": policies.may_offer(viewer, place), "tabs": tabs(request, place, "board"),
    }  # fmt: skip
    return page_or_part(request, "sharing/board.html", context, part="rows")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: Request, district: str) -> HttpResponse:
    """Put what one's organisation can share on the board."""
    place, viewer = district_of(district), request.viewer
    require(policies.may_offer(viewer, place))
    form = bound(
        ResourceForm, request, district=place, organizations=places.spoken_for(viewer, place),
        initial={"responsible": request.person.email if request.person else ""},
    )  # fmt: skip
    if form.is_valid():
        with refusals_to(form):
            return go(request, once(request, lambda: _offered(request, form)))
    context = {
        "district": place,
        "found": None,
        "days": rules_in_force(place).number("partners.answer_days"),
    }
    return form_page(request, "sharing/resource_edit.html", form, context)


def _offered(request: Request, form: ResourceForm) -> str:
    made = actions.offer(
        organization=form.cleaned_data["organization"], content=form.content, actor=request.viewer, at=now()
    )  # fmt: skip
    return _url(made)


def _found(request: Request, district: str, pid: str) -> Resource:
    return queries.resource(request.viewer, district_of(district), pid)


@signed_in
@require_safe
def resource(request: Request, district: str, pid: str) -> HttpResponse:
    """One resource: what it is, when, how to ask, for which days it is promised."""
    viewer, found = request.viewer, _found(request, district, pid)
    place: District = found.district
    context: dict[str, Any] = {
        "district": place, "resource": found, "busy": queries.busy(found),
        "requests": Pages(queries.of_resource(viewer, found), PAGE).get_page(request.GET.get("requests")),
        "may_ask": policies.may_ask(viewer, found, today_in(place, now())),
        "may_change": policies.may_change(viewer, found),
    }  # fmt: skip
    return render_page(request, "sharing/resource.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, district: str, pid: str) -> HttpResponse:
    """Say it otherwise."""
    found = _found(request, district, pid)
    require(policies.may_change(request.viewer, found))
    form = bound(
        ResourceForm, request, district=found.district, organizations=None,
        initial=ResourceForm.initial_of(found),
    )  # fmt: skip
    if form.is_valid():
        with refusals_to(form):
            actions.change(resource=found, content=form.content, actor=request.viewer, at=now())
            return go(request, _url(found))
    context = {"district": found.district, "found": found}
    return form_page(request, "sharing/resource_edit.html", form, context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: Request, district: str, pid: str) -> HttpResponse:
    """Take it off the board, with a reason."""
    found = _found(request, district, pid)
    require(policies.may_change(request.viewer, found))
    form = bound(ReasonForm, request)
    if form.is_valid():
        with refusals_to(form):
            words = form.cleaned_data["words"]
            actions.close(resource=found, words=words, actor=request.viewer, at=now())
            return go(request, _url(found))
    context = {"district": found.district, "resource": found}
    return form_page(request, "sharing/resource_close.html", form, context)


@signed_in
@require_POST
def reopen(request: Request, district: str, pid: str) -> HttpResponse:
    """Offer it again."""
    found = _found(request, district, pid)
    actions.reopen(resource=found, actor=request.viewer, at=now())
    return go(request, _url(found))
