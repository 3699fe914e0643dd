"""Requests: the list, asking, one request, the answer, how it went."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from staffroom.core.clock import now
from staffroom.core.http import Request, bound, form_page, go, page_or_part, refusals_to, signed_in
from staffroom.core.idempotency import once
from staffroom.core.paging import Pages
from staffroom.core.policy import require
from staffroom.features.sharing.actions import requests as actions
from staffroom.features.sharing.forms.fields import ReasonForm
from staffroom.features.sharing.forms.resources import (
    AnswerForm,
    AskForm,
    OutcomeForm,
    RequestsForm,
)
from staffroom.features.sharing.models import Resource, ResourceRequest
from staffroom.features.sharing.policies import places
from staffroom.features.sharing.policies import resources as policies
from staffroom.features.sharing.queries import resources as queries
from staffroom.features.sharing.views.tabs import tabs
from staffroom.shared.duties.queries import today_in
from staffroom.shared.organizations.queries.organizations import district as district_of

PAGE = 30


@signed_in
@require_safe
def requests(request: Request, district: str) -> HttpResponse:
    """What was asked of one's organisations and by them."""
    place, viewer = district_of(district), request.viewer
    require(places.may_look(viewer, place.pk))
    form = RequestsForm(request.GET)
    state = form.cleaned_data["state"] if form.is_valid() else ""
    rows = queries.requests(viewer, place, state)
    context = {
        "district": place, "form": form, "state": state, "query": f"state={state}&" if state else "",
        "page": Pages(rows, PAGE).get_page(request.GET.get("page")),
        "tabs": tabs(request, place, "requests"),
    }  # fmt: skip
    return page_or_part(request, "sharing/requests.html", context, part="rows")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, district: str, pid: str) -> HttpResponse:
    """Ask for a resource in the name of one's organisation."""
    place, viewer = district_of(district), request.viewer
    found = queries.resource(viewer, place, pid)
    require(policies.may_ask(viewer, found, today_in(place, now())))
    others = places.worked_in(viewer, place).exclude(pk=found.organization_id)
    form = bound(AskForm, request, organizations=others)
    if form.is_valid():
        with refusals_to(form):
            return go(request, once(request, lambda: _asked(request, found, form)))
    context = {"district": place, "resource": found, "busy": queries.busy(found)}
    return form_page(request, "sharing/ask.html", form, context)


def _asked(request: Request, found: Resource, form: AskForm) -> str:
    made = actions.ask(
        resource=found, organization=form.cleaned_data["organization"], asked=form.asked,
        actor=request.viewer, at=now(),
    )  # fmt: skip
    return actions.url_of(made)


def _found(request: Request, district: str, pid: str) -> ResourceRequest:
    return queries.request(request.viewer, district_of(district), pid)


@signed_in
@require_safe
def one(request: Request, district: str, pid: str) -> HttpResponse:
    """One request: who asks, for what, what was answered, how it went."""
    return _page(request, _found(request, district, pid), AnswerForm(), OutcomeForm())


def _page(
    request: Request, found: ResourceRequest, answer: forms.Form, outcome: forms.Form, status: int = 200
) -> HttpResponse:  # fmt: skip
    viewer, place = request.viewer, found.resource.district
    may_answer = policies.may_answer(viewer, found)
    context: dict[str, Any] = {
        "district": place, "found": found, "answer_form": answer, "outcome_form": outcome,
        "may_answer": may_answer, "may_withdraw": policies.may_withdraw(viewer, found),
        "may_settle": policies.may_settle(viewer, found, today_in(place, now())),
        "overlapping": queries.overlapping(found) if may_answer else (), "at": now(),
    }  # fmt: skip
    return page_or_part(request, "sharing/request.html", context, part="main", status=status)


@signed_in
@require_POST
def answer(request: Request, district: str, pid: str) -> HttpResponse:
    """Agree (`answer=promise`), or refuse with a reason."""
    found = _found(request, district, pid)
    require(policies.may_answer(request.viewer, found))
    form = AnswerForm(request.POST)
    if form.is_valid():
        act = actions.promise if request.POST.get("answer") == "promise" else actions.refuse
        with refusals_to(form):
            act(request=found, words=form.cleaned_data["words"], actor=request.viewer, at=now())
            return go(request, actions.url_of(found))
    return _page(request, found, form, OutcomeForm(), 422)


@signed_in
@require_POST
def settle(request: Request, district: str, pid: str) -> HttpResponse:
    """It took place (`answer=used`), or did not."""
    found, viewer = _found(request, district, pid), request.viewer
    require(policies.may_settle(viewer, found, today_in(found.resource.district, now())))
    form = OutcomeForm(request.POST)
    if form.is_valid():
        with refusals_to(form):
            _settled(request, found, form)
            return go(request, actions.url_of(found))
    return _page(request, found, AnswerForm(), form, 422)


def _settled(request: Request, found: ResourceRequest, form: OutcomeForm) -> None:
    said, at = form.cleaned_data, now()
    if request.POST.get("answer") == "used":
        actions.settle_used(
            request=found, hours=said["hours"], words=said["words"], actor=request.viewer, at=at
        )
    else:
        actions.settle_not_used(request=found, words=said["words"], actor=request.viewer, at=at)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Request, district: str, pid: str) -> HttpResponse:
    """Ask no longer, with a reason."""
    found = _found(request, district, pid)
    require(policies.may_withdraw(request.viewer, found))
    form = bound(ReasonForm, request)
    if form.is_valid():
        with refusals_to(form):
            words = form.cleaned_data["words"]
            actions.withdraw(request=found, words=words, actor=request.viewer, at=now())
            return go(request, actions.url_of(found))
    context = {"district": found.resource.district, "found": found}
    return form_page(request, "sharing/withdraw.html", form, context)
