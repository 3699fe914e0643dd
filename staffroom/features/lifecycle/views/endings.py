"""«Срок и итоги» of a community: the result, requests, decisions."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from staffroom.core.clock import now
from staffroom.core.files import hold_files
from staffroom.core.http import Request, bound, form_page, go, refusals_to, render_page, signed_in
from staffroom.core.policy import require
from staffroom.features.lifecycle.actions import asking, deciding
from staffroom.features.lifecycle.actions.owed import address
from staffroom.features.lifecycle.forms.endings import (
    AgreeClosingForm,
    AgreeExtensionForm,
    CloseForm,
    ClosingForm,
    ExtensionForm,
    HandInForm,
    RefusalForm,
)
from staffroom.features.lifecycle.models import EndingRequest, EndingWish
from staffroom.features.lifecycle.policies import endings as policies
from staffroom.features.lifecycle.queries import endings as queries
from staffroom.features.lifecycle.queries import pages
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries import groups
from staffroom.shared.communities.queries.rules import ends_by_order, rules_of
from staffroom.ui.asking import ask_first


def _community(request: Request, district: str, pid: str) -> Community:
    found = groups.community(request.viewer, pid, district)
    require(policies.may_see(request.viewer, found))
    return found


def _asked(request: Request, district: str, pid: str, request_pid: str) -> EndingRequest:
    return queries.request(request.viewer, _community(request, district, pid), request_pid)


def _form_page(request: Request, found: Community, form: Any, what: str) -> HttpResponse:
    context = {
        "community": found, "district": found.district, "what": what, "here": address(found),
        "url_of_community": address(found).removesuffix("term/"), "by_order": ends_by_order(found),
    }  # fmt: skip
    return form_page(request, "lifecycle/form.html", form, context)


@signed_in
@require_safe
def term(request: Request, district: str, pid: str) -> HttpResponse:
    """The term, what was handed in, asked and decided, what this viewer may do."""
    found = _community(request, district, pid)
    return render_page(request, "lifecycle/term.html", pages.term(request.viewer, found, at=now()))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def product(request: Request, district: str, pid: str) -> HttpResponse:
    """Hand in the result: words with a publication or files (BT-X.1)."""
    found = _community(request, district, pid)
    require(policies.may_ask(request.viewer, found))
    form = bound(
        HandInForm, request, asks_verdict=queries.asks_verdict(rules_of(found)),
        offered=queries.offered(request.viewer, found),
    )  # fmt: skip
    if form.is_valid():
        with refusals_to(form):
            _hand_in(request, found, form)
            return go(request, address(found))
    if request.method == "POST":
        hold_files(form, actor=request.viewer, at=now())
    return _form_page(request, found, form, "product")


def _hand_in(request: Request, found: Community, form: HandInForm) -> None:
    data, at = form.cleaned_data, now()
    asking.hand_in(
        community=found, words=data["words"], publication=data["publication"],
        file_pids=data["files"].store(actor=request.viewer, at=at), verdict=form.verdict,
        actor=request.viewer, at=at,
    )  # fmt: skip


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def extension(request: Request, district: str, pid: str) -> HttpResponse:
    """Ask to extend: till when, why."""
    found = _community(request, district, pid)
    require(policies.may_ask_extension(request.viewer, found))
    form = bound(ExtensionForm, request)
    if form.is_valid():
        with refusals_to(form):
            told = form.cleaned_data
            asking.ask_extension(community=found, actor=request.viewer, at=now(), **told)
            return go(request, address(found))
    return _form_page(request, found, form, "extension")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def closing(request: Request, district: str, pid: str) -> HttpResponse:
    """Ask to close without a product."""
    found = _community(request, district, pid)
    require(policies.may_ask(request.viewer, found))
    form = bound(ClosingForm, request, asks_verdict=queries.asks_verdict(rules_of(found)))
    if form.is_valid():
        with refusals_to(form):
            asking.ask_closing(
                community=found, words=form.cleaned_data["words"], verdict=form.verdict,
                actor=request.viewer, at=now(),
            )  # fmt: skip
            return go(request, address(found))
    return _form_page(request, found, form, "closing")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: Request, district: str, pid: str) -> HttpResponse:
    """Another last day by those who decide, with nobody asking."""
    found = _community(request, district, pid)
    require(policies.may_begin(request.viewer, found))
    form = bound(ExtensionForm, request)
    if form.is_valid():
        with refusals_to(form):
            told = form.cleaned_data
            deciding.extend(community=found, actor=request.viewer, at=now(), **told)
            return go(request, address(found))
    return _form_page(request, found, form, "extend")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: Request, district: str, pid: str) -> HttpResponse:
    """An end by those who decide, with nobody asking: a result or a reason, a verdict, an order."""
    found = _community(request, district, pid)
    require(policies.may_begin(request.viewer, found))
    form = bound(CloseForm, request, asks_verdict=queries.asks_verdict(rules_of(found)))
    if form.is_valid():
        with refusals_to(form):
            deciding.close(
                community=found, result=form.cleaned_data["result"], verdict=form.verdict,
                words=form.cleaned_data["words"], actor=request.viewer, at=now(),
            )  # fmt: skip
            return go(request, address(found))
    return _form_page(request, found, form, "close")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: Request, district: str, pid: str, request_pid: str) -> HttpResponse:
    """Agree: with the day, or with the outcome."""
    asked = _asked(request, district, pid, request_pid)
    require(policies.may_decide(request.viewer, asked))
    form = _agreement(request, asked)
    if form.is_valid():
        with refusals_to(form):
            _agreed(request, asked, form)
            return go(request, address(asked.community))
    return _form_page(request, asked.community, form, f"agree-{asked.wish}")


def _agreement(request: Request, asked: EndingRequest) -> AgreeExtensionForm | AgreeClosingForm:
    if asked.wish == EndingWish.EXTENSION:
        return bound(AgreeExtensionForm, request, initial={"until_on": asked.until_on})
    return bound(
        AgreeClosingForm, request, asks_verdict=queries.asks_verdict(rules_of(asked.community)),
        initial={"verdict": asked.verdict, "result": asked.result},
    )  # fmt: skip


def _agreed(
    request: Request, asked: EndingRequest, form: AgreeExtensionForm | AgreeClosingForm
) -> None:
    data, at = form.cleaned_data, now()
    if isinstance(form, AgreeClosingForm):
        deciding.agree_to_close(
            request=asked, verdict=form.verdict, result=data["result"], actor=request.viewer, at=at
        )
    else:
        deciding.agree_to_extend(
            request=asked, until_on=data["until_on"], words=data["words"], actor=request.viewer,
            at=at,
        )  # fmt: skip


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: Request, district: str, pid: str, request_pid: str) -> HttpResponse:
    """Refuse, with a reason and its clause."""
    asked = _asked(request, district, pid, request_pid)
    require(policies.may_decide(request.viewer, asked))
    form = bound(RefusalForm, request)
    if form.is_valid():
        with refusals_to(form):
            deciding.refuse(request=asked, actor=request.viewer, at=now(), **form.cleaned_data)
            return go(request, address(asked.community))
    return _form_page(request, asked.community, form, "refuse")


@signed_in
@require_http_methods(["GET", "POST"])
def withdraw(request: Request, district: str, pid: str, request_pid: str) -> HttpResponse:
    """Take a request back, when that was truly meant."""
    asked = _asked(request, district, pid, request_pid)
    require(policies.may_withdraw(request.viewer, asked))
    if request.method == "GET":
        lost = _("По ней больше не решают, но видно, что она была. Передумаете, попросите снова.")
        back = address(asked.community)
        return ask_first(
            request, _("Отозвать просьбу?"), lost, act=_("Отозвать просьбу"), back=back
        )
    asking.withdraw(request=asked, actor=request.viewer, at=now())
    return go(request, address(asked.community))


@signed_in
@require_POST
def order(request: Request, district: str, pid: str, request_pid: str) -> HttpResponse:
    """Prepare the order anew."""
    asked = _asked(request, district, pid, request_pid)
    deciding.draft_order_again(request=asked, actor=request.viewer, at=now())
    return go(request, address(asked.community))
