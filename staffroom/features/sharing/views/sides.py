"""What a side does: its yes, its remarks, the signed copy, the end, the sum; and the extension."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from staffroom.core.clock import now
from staffroom.core.files import hold_files
from staffroom.core.files.models import StoredFile
from staffroom.core.http import Request, bound, form_page, go, refusals_to, signed_in
from staffroom.core.policy import require
from staffroom.features.sharing.actions import consents, endings, owed
from staffroom.features.sharing.forms.agreements import (
    CopyForm,
    EarlyForm,
    ExtendForm,
    RemarksForm,
    SummaryForm,
)
from staffroom.features.sharing.models import Side
from staffroom.features.sharing.policies import agreements as policies
from staffroom.features.sharing.queries import agreements as queries
from staffroom.features.sharing.views.agreements import found_of
from staffroom.shared.duties.queries import today_in


def _side(request: Request, district: str, pid: str, organization: str) -> Side:
    return queries.side(found_of(request, district, pid), organization)


@signed_in
@require_POST
def agree(request: Request, district: str, pid: str, organization: str) -> HttpResponse:
    """Say yes for one's own organisation."""
    one = _side(request, district, pid, organization)
    consents.agree(side=one, actor=request.viewer, at=now())
    return go(request, owed.address(one.agreement))


def _deed(
    request: Request, one: Side, what: str, form: forms.Form, act: Callable[[], object]
) -> HttpResponse:
    if form.is_valid():
        with refusals_to(form):
            act()
            return go(request, owed.address(one.agreement))
    if request.method == "POST":
        hold_files(form, actor=request.viewer, at=now())
    context: dict[str, Any] = {
        "district": one.agreement.district, "found": one.agreement, "side": one, "what": what
    }  # fmt: skip
    return form_page(request, "sharing/deed.html", form, context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def give_back(request: Request, district: str, pid: str, organization: str) -> HttpResponse:
    """Ask for changes."""
    one = _side(request, district, pid, organization)
    require(policies.may_return(request.viewer, one))
    form = bound(RemarksForm, request)

    def act() -> None:
        words = form.cleaned_data["words"]
        consents.give_back(side=one, words=words, actor=request.viewer, at=now())

    return _deed(request, one, "return", form, act)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: Request, district: str, pid: str, organization: str) -> HttpResponse:
    """Note the yes of a side by the copy that it signed."""
    one = _side(request, district, pid, organization)
    require(policies.may_note(request.viewer, one))
    form, at = bound(CopyForm, request), now()

    def act() -> None:
        pids = form.cleaned_data["file"].store(actor=request.viewer, at=at)
        rows = StoredFile.objects.filter(pid__in=pids, owner_id=request.viewer.person_id)
        file = rows.order_by("pk").first()
        consents.note(side=one, file=file, actor=request.viewer, at=at)

    return _deed(request, one, "note", form, act)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: Request, district: str, pid: str, organization: str) -> HttpResponse:
    """Tell that the side ends it before its term."""
    one = _side(request, district, pid, organization)
    require(policies.may_tell_end(request.viewer, one))
    form = bound(EarlyForm, request)

    def act() -> None:
        endings.tell_end(side=one, **form.cleaned_data, actor=request.viewer, at=now())

    return _deed(request, one, "end", form, act)


@signed_in
@require_POST
def let_end(request: Request, district: str, pid: str, organization: str) -> HttpResponse:
    """Let it end with its term."""
    one = _side(request, district, pid, organization)
    endings.let_end(side=one, actor=request.viewer, at=now())
    return go(request, owed.address(one.agreement))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def sum_up(request: Request, district: str, pid: str, organization: str) -> HttpResponse:
    """Say what came of it."""
    one = _side(request, district, pid, organization)
    require(policies.may_sum_up(request.viewer, one, today_in(one.agreement.district, now())))
    form = bound(SummaryForm, request, initial={"words": one.summary})

    def act() -> None:
        endings.sum_up(side=one, words=form.cleaned_data["words"], actor=request.viewer, at=now())

    return _deed(request, one, "sum", form, act)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: Request, district: str, pid: str) -> HttpResponse:
    """Begin its extension; every side agrees anew."""
    found = found_of(request, district, pid)
    require(policies.may_extend(request.viewer, found))
    form = bound(ExtendForm, request)
    if form.is_valid():
        with refusals_to(form):
            ends_on = form.cleaned_data["ends_on"]
            made = endings.extend(agreement=found, ends_on=ends_on, actor=request.viewer, at=now())
            return go(request, owed.address(made))
    context = {"district": found.district, "found": found, "side": None, "what": "extend"}
    return form_page(request, "sharing/deed.html", form, context)
