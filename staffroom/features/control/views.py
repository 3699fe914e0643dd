"""Control: the lists, one item with its history, what each side does."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from staffroom.core.clock import now
from staffroom.core.http import (
    Request,
    bound,
    form_page,
    go,
    page_or_part,
    refusals_to,
    signed_in,
)
from staffroom.core.idempotency import once
from staffroom.core.paging import Pages
from staffroom.core.policy import require
from staffroom.features.control import actions, policies, queries
from staffroom.features.control.forms import (
    ControllerForm,
    DropForm,
    ItemForm,
    JudgeForm,
    ListForm,
    ReportForm,
)
from staffroom.features.control.models import ItemState, OrderItem
from staffroom.shared.documents.models import Document
from staffroom.shared.documents.policies import visible_documents
from staffroom.shared.documents.queries import documents
from staffroom.shared.organizations.models import District
from staffroom.shared.organizations.queries.organizations import district as district_of

PAGE = 50


@signed_in
@require_safe
def items(request: Request, district: str) -> HttpResponse:
    """What one controls, what one is to do; all of it for those who keep papers (BT-O.2)."""
    place, viewer, at = district_of(district), request.viewer, now()
    require(policies.may_see_list(viewer, place))
    form = ListForm(request.GET)
    state = form.cleaned_data["state"] if form.is_valid() else ""
    whose = request.GET.get("whose", "") or queries.first_tab(viewer, place)
    rows = queries.items(viewer, place, queries.Narrowing(whose=whose, state=state), at=at)
    context = {
        "district": place, "at": at, "form": form, "state": state, "whose": whose,
        "page": Pages(rows, PAGE).get_page(request.GET.get("page")),
        "tabs": _tabs(request, place, whose), "query": urlencode({"whose": whose, "state": state}),
    }  # fmt: skip
    return page_or_part(request, "control/items.html", context, part="rows")


def _tabs(request: Request, place: District, whose: str) -> list[tuple[str, str, bool]]:
    named = [("controlled", _("Под моим контролем")), ("mine", _("Поручено мне"))]
    if policies.sees_all(request.viewer, place.pk):
        named.append(("all", _("Все")))
    return [(label, f"{request.path}?whose={code}", code == whose) for code, label in named]


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request, district: str, pid: str) -> HttpResponse:
    """Put an item of an order under control; `?point=` begins with that point of its text."""
    place = district_of(district)
    found = documents.document(request.viewer, place, pid)
    require(policies.may_add(request.viewer, found))
    points = dict(queries.points_left(found, []))
    point = request.GET.get("point", "")
    usual = queries.usual_controller(place, at=now())
    begun = {"point": point, "text": points.get(point, ""), "controller": usual}
    form = bound(ItemForm, request, district=place, initial=begun)
    if form.is_valid():
        with refusals_to(form):
            return go(request, once(request, lambda: _added(request, found, form)))
    context = {"district": place, "document": found, "item": None}
    return form_page(request, "control/edit.html", form, context)


def _added(request: Request, found: Document, form: ItemForm) -> str:
    actions.add_item(document=found, content=form.content, actor=request.viewer, at=now())
    page = reverse("documents:document", args=[found.district.slug, found.pid])
    return f"{page}#control"


def _item(request: Request, district: str, pid: str) -> OrderItem:
    return queries.item(request.viewer, district_of(district), pid)


@signed_in
@require_safe
def item(request: Request, district: str, pid: str) -> HttpResponse:
    """One item: what, who, by when, what was reported and answered."""
    return _page(request, _item(request, district, pid), ReportForm(), JudgeForm())


def _page(
    request: Request, found: OrderItem, report: forms.Form, judge: forms.Form, status: int = 200
) -> HttpResponse:
    viewer = request.viewer
    context: dict[str, Any] = {
        "district": found.document.district, "item": found, "at": now(),
        "history": queries.history(found), "report_form": report, "judge_form": judge,
        "may_report": policies.may_report(viewer, found),
        "may_judge": policies.may_judge(viewer, found),
        "may_change": policies.may_change(viewer, found),
        "may_replace": policies.may_replace_controller(viewer, found),
        "reads_paper": visible_documents(viewer).filter(pk=found.document_id).exists(),
    }  # fmt: skip
    return page_or_part(request, "control/item.html", context, part="main", status=status)


@signed_in
@require_POST
def report(request: Request, district: str, pid: str) -> HttpResponse:
    """«Исполнено», with words."""
    found = _item(request, district, pid)
    require(policies.may_report(request.viewer, found))
    form = ReportForm(request.POST)
    if form.is_valid():
        with refusals_to(form):
            words = form.cleaned_data["words"]
            actions.report(item=found, words=words, actor=request.viewer, at=now())
            return go(request, actions.url_of(found))
    return _page(request, found, form, JudgeForm(), 422)


@signed_in
@require_POST
def judge(request: Request, district: str, pid: str) -> HttpResponse:
    """Accept what was done (`answer=accept`), or return it."""
    found = _item(request, district, pid)
    require(policies.may_judge(request.viewer, found))
    form = JudgeForm(request.POST)
    if form.is_valid():
        act = actions.accept if request.POST.get("answer") == "accept" else actions.give_back
        with refusals_to(form):
            act(item=found, words=form.cleaned_data["words"], actor=request.viewer, at=now())
            return go(request, actions.url_of(found))
    return _page(request, found, ReportForm(), form, 422)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, district: str, pid: str) -> HttpResponse:
    """Change an item; one that is being carried out, with a reason."""
    found = _item(request, district, pid)
    require(policies.may_change(request.viewer, found))
    place, begun = found.document.district, ItemForm.initial_of(found)
    is_given = found.state != ItemState.DRAFT
    form = bound(ItemForm, request, district=place, is_given=is_given, initial=begun)
    if form.is_valid():
        with refusals_to(form):
            actions.change_item(
                item=found, content=form.content, words=form.cleaned_data.get("words", ""),
                actor=request.viewer, at=now(),
            )  # fmt: skip
            return go(request, actions.url_of(found))
    context = {"district": place, "document": found.document, "item": found}
    return form_page(request, "control/edit.html", form, context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def controller(request: Request, district: str, pid: str) -> HttpResponse:
    """Name another controller."""
    found = _item(request, district, pid)
    require(policies.may_replace_controller(request.viewer, found))
    form = bound(ControllerForm, request, district=found.document.district)
    if form.is_valid():
        with refusals_to(form):
            given = form.cleaned_data
            actions.replace_controller(item=found, **given, actor=request.viewer, at=now())
            return go(request, actions.url_of(found))
    context = {"district": found.document.district, "item": found, "is_drop": False}
    return form_page(request, "control/reason.html", form, context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: Request, district: str, pid: str) -> HttpResponse:
    """Take an item off control."""
    found = _item(request, district, pid)
    require(policies.may_change(request.viewer, found))
    form = bound(DropForm, request)
    if form.is_valid():
        with refusals_to(form):
            words, document = form.cleaned_data["words"], found.document
            actions.drop_item(item=found, words=words, actor=request.viewer, at=now())
            to = reverse("documents:document", args=[document.district.slug, document.pid])
            return go(request, f"{to}#control")
    context = {"district": found.document.district, "item": found, "is_drop": True}
    return form_page(request, "control/reason.html", form, context)
