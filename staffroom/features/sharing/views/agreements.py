"""Agreements: the register, one agreement, its terms and sides, putting it to them, giving it up."""

from typing import Any

from django import forms
from django.http import HttpResponse
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
from staffroom.features.sharing import adapters
from staffroom.features.sharing.actions import agreements as actions
from staffroom.features.sharing.actions import owed
from staffroom.features.sharing.forms.agreements import RegisterForm, SideForm, TermsForm
from staffroom.features.sharing.forms.fields import ReasonForm
from staffroom.features.sharing.models import Agreement, Side
from staffroom.features.sharing.policies import agreements as policies
from staffroom.features.sharing.policies import places
from staffroom.features.sharing.queries import agreements as queries
from staffroom.features.sharing.views.tabs import tabs
from staffroom.shared.documents.policies import visible_documents
from staffroom.shared.duties.queries import today_in
from staffroom.shared.organizations.models import District
from staffroom.shared.organizations.queries.organizations import district as district_of

PAGE = 30


@signed_in
@require_safe
def register(request: Request, district: str) -> HttpResponse:
    """All agreements that the viewer sees, narrowed by state, side, nearness of the end."""
    place, viewer = district_of(district), request.viewer
    require(places.may_look(viewer, place.pk))
    form = RegisterForm(request.GET, organizations=queries.organizations(place))
    narrowing, today = form.narrowing, today_in(place, now())
    rows = queries.agreements(viewer, place, narrowing, today=today)
    context = {
        "district": place, "form": form, "query": narrowing.query, "today": today,
        "page": Pages(rows, PAGE).get_page(request.GET.get("page")),
        "may_begin": policies.may_begin(viewer, place), "tabs": tabs(request, place, "agreements"),
    }  # fmt: skip
    return page_or_part(request, "sharing/agreements.html", context, part="rows")


@signed_in
@require_safe
def export(request: Request, district: str) -> HttpResponse:
    """The register as a workbook, narrowed as on the page."""
    place, viewer = district_of(district), request.viewer
    require(places.may_look(viewer, place.pk))
    narrowing = RegisterForm(request.GET, organizations=queries.organizations(place)).narrowing
    rows = queries.agreements(viewer, place, narrowing, today=today_in(place, now()))
    answer = HttpResponse(adapters.as_xlsx(place, rows[:5000]), content_type=adapters.XLSX)
    answer["Content-Disposition"] = 'attachment; filename="agreements.xlsx"'
    return answer


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: Request, district: str) -> HttpResponse:
    """Begin an agreement; `?with=` marks an organisation beforehand."""
    place, viewer = district_of(district), request.viewer
    require(policies.may_begin(viewer, place))
    mine = list(places.own(viewer).filter(district=place).values_list("pk", flat=True))
    other = queries.possible_sides(place).filter(pid=request.GET.get("with", ""))
    chosen = [*mine, *other.values_list("pk", flat=True)]
    form = _terms_form(request, place, {"organizations": chosen})
    if form.is_valid():
        with refusals_to(form):
            return go(request, once(request, lambda: _begun(request, place, form)))
    return form_page(request, "sharing/terms.html", form, {"district": place, "found": None})


def _terms_form(request: Request, place: District, initial: dict[str, Any]) -> TermsForm:
    return bound(
        TermsForm, request, organizations=queries.possible_sides(place),
        communities=queries.possible_communities(request.viewer, place), initial=initial,
    )  # fmt: skip


def _begun(request: Request, place: District, form: TermsForm) -> str:
    made = actions.begin(
        district=place, terms=form.terms, organizations=list(form.cleaned_data["organizations"]),
        actor=request.viewer, at=now(),
    )  # fmt: skip
    return owed.address(made)


def found_of(request: Request, district: str, pid: str) -> Agreement:
    """The agreement of an address, as this viewer may see it."""
    return queries.agreement(request.viewer, district_of(district), pid)


@signed_in
@require_safe
def agreement(request: Request, district: str, pid: str) -> HttpResponse:
    """One agreement: terms, sides and their answers, what was given, how it ends."""
    return page_of(request, found_of(request, district, pid))


def page_of(
    request: Request, found: Agreement, error: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    """The page of an agreement, with what the viewer may do."""
    viewer, today = request.viewer, today_in(found.district, now())
    sides = owed.sides_of(found)
    context: dict[str, Any] = {
        "district": found.district, "found": found, "today": today, "error": error,
        "sides": [(one, _rights(request, one, today)) for one in sides],
        "copies": queries.copies(viewer, sides), "used": queries.used(viewer, found),
        "extension": queries.extension(viewer, found),
        "reads_paper": visible_documents(viewer).filter(pk=found.document_id or 0).exists(),
        **{
            f"may_{name}": getattr(policies, f"may_{name}")(viewer, found)
            for name in ("change", "offer", "take_back", "drop", "extend")
        },
    }  # fmt: skip
    return page_or_part(request, "sharing/agreement.html", context, part="main", status=status)


def _rights(request: Request, side: Side, today: Any) -> dict[str, Any]:
    viewer = request.viewer
    names = ("change_side", "agree", "return", "note", "tell_end", "let_end")
    rights = {name: getattr(policies, f"may_{name}")(viewer, side) for name in names}
    return {**rights, "sum_up": policies.may_sum_up(viewer, side, today)}


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, district: str, pid: str) -> HttpResponse:
    """Change the terms and the sides."""
    found = found_of(request, district, pid)
    require(policies.may_change(request.viewer, found))
    form = _terms_form(request, found.district, TermsForm.initial_of(found))
    if form.is_valid():
        with refusals_to(form):
            actions.change(
                agreement=found, terms=form.terms, actor=request.viewer, at=now(),
                organizations=list(form.cleaned_data["organizations"]),
            )  # fmt: skip
            return go(request, owed.address(found))
    context = {"district": found.district, "found": found}
    return form_page(request, "sharing/terms.html", form, context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def side(request: Request, district: str, pid: str, organization: str) -> HttpResponse:
    """Write what a side gives and receives."""
    found = found_of(request, district, pid)
    one = queries.side(found, organization)
    require(policies.may_change_side(request.viewer, one))
    form = bound(SideForm, request, district=found.district, initial=SideForm.initial_of(one))
    if form.is_valid():
        with refusals_to(form):
            actions.change_side(side=one, share=form.share, actor=request.viewer, at=now())
            return go(request, owed.address(found))
    context = {"district": found.district, "found": found, "side": one}
    return form_page(request, "sharing/side.html", form, context)


@signed_in
@require_POST
def offer(request: Request, district: str, pid: str) -> HttpResponse:
    """Put it to the sides."""
    found, form = found_of(request, district, pid), forms.Form(request.POST)
    if form.is_valid():
        with refusals_to(form):
            actions.offer(agreement=found, actor=request.viewer, at=now())
            return go(request, owed.address(found))
    return page_of(request, found, form, 422)


@signed_in
@require_POST
def take_back(request: Request, district: str, pid: str) -> HttpResponse:
    """Take it back to be changed."""
    found = found_of(request, district, pid)
    actions.take_back(agreement=found, actor=request.viewer, at=now())
    return go(request, owed.address(found))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: Request, district: str, pid: str) -> HttpResponse:
    """Give it up, with a reason."""
    found = found_of(request, district, pid)
    require(policies.may_drop(request.viewer, found))
    form = bound(ReasonForm, request)
    if form.is_valid():
        with refusals_to(form):
            words = form.cleaned_data["words"]
            actions.drop(agreement=found, words=words, actor=request.viewer, at=now())
            return go(request, owed.address(found))
    context = {"district": found.district, "found": found, "what": "drop", "side": None}
    return form_page(request, "sharing/deed.html", form, context)
