"""Adoption: what is asked for, the board, sending, entering an order."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from staffroom.core import files
from staffroom.core.clock import now
from staffroom.core.files import hold_files
from staffroom.core.files.models import StoredFile
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
from staffroom.features.adoption import actions, adapters, policies, queries
from staffroom.features.adoption.forms import ActForm, BoardForm, ReasonForm, SendForm
from staffroom.features.adoption.models import Adoption, LocalAct
from staffroom.features.adoption.registry import ACT_FILES
from staffroom.shared.organizations.models import District
from staffroom.shared.organizations.queries.organizations import district as district_of

PAGE = 50


def _url(found: Adoption) -> str:
    return reverse("adoption:adoption", args=[found.district.slug, found.pid])


@signed_in
@require_safe
def adoptions(request: Request, district: str) -> HttpResponse:
    """What organisations are asked to adopt, and what they were."""
    place, viewer = district_of(district), request.viewer
    require(policies.may_see_list(viewer, place))
    rows = queries.adoptions(viewer, place, at=now())
    context = {
        "district": place, "page": Pages(rows, PAGE).get_page(request.GET.get("page")),
        "may_send": policies.may_send(viewer, place),
        "sees_board": policies.sees_board(viewer, place.pk),
    }  # fmt: skip
    return render_page(request, "adoption/adoptions.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: Request, district: str) -> HttpResponse:
    """Choose the paper, the organisations and the day."""
    place = district_of(district)
    require(policies.may_send(request.viewer, place))
    form = bound(
        SendForm, request, papers=queries.papers_to_send(place), open_ones=queries.open_ones(place),
        organizations=queries.to_ask(place), initial={"document": request.GET.get("document", "")},
    )  # fmt: skip
    if form.is_valid():
        with refusals_to(form):
            return go(request, once(request, lambda: _sent(request, place, form)))
    return form_page(request, "adoption/send.html", form, {"district": place})


def _sent(request: Request, place: District, form: SendForm) -> str:
    given = form.cleaned_data
    made = actions.send(
        district=place, document=given["document"], organizations=list(given["organizations"]),
        due_on=given["due_on"], words=given["words"], replaces=given.get("replaces"),
        actor=request.viewer, at=now(),
    )  # fmt: skip
    return _url(made)


@signed_in
@require_safe
def adoption(request: Request, district: str, pid: str) -> HttpResponse:
    """One paper: its own organisations' lines for those who answer for them, the board for the department."""
    viewer, at = request.viewer, now()
    found = queries.adoption(viewer, district_of(district), pid)
    is_board = policies.sees_board(viewer, found.district_id)
    context: dict[str, Any] = {
        "district": found.district, "adoption": found, "at": at, "is_board": is_board,
        "mine": [(one, policies.may_adopt(viewer, one)) for one in queries.mine(viewer, found)],
        "history": queries.history(viewer, found),
        "may_close": policies.may_close(viewer, found),
    }  # fmt: skip
    if is_board:
        context |= _board(request, found)
    return page_or_part(request, "adoption/adoption.html", context, part="rows")


def _board(request: Request, found: Adoption) -> dict[str, Any]:
    """The table of organisations with its filters and figures."""
    viewer, at, form = request.viewer, now(), BoardForm(request.GET)
    narrowing = form.narrowing
    rows = queries.acts(viewer, found, narrowing, at=at)
    page = Pages(rows, PAGE).get_page(request.GET.get("page"))
    for one in page:
        one.adoption = found
    shown = [(one, policies.may_return(viewer, one)) for one in page]
    kept = files.files_of(ACT_FILES, [one.pk for one in page])
    return {
        "form": form, "page": page, "query": narrowing.query, "rows": shown, "files": kept,
        "share": queries.share(found, at=at), "is_narrowed": narrowing != queries.Narrowing(),
    }  # fmt: skip


@signed_in
@require_safe
def export(request: Request, district: str, pid: str) -> HttpResponse:
    """The board as XLSX, narrowed as the page is."""
    found = queries.adoption(request.viewer, district_of(district), pid)
    rows = queries.acts(request.viewer, found, BoardForm(request.GET).narrowing, at=now())
    content = adapters.as_xlsx(found, rows, at=now())
    answer = HttpResponse(content, content_type=adapters.XLSX)
    answer["Content-Disposition"] = f'attachment; filename="prinyatie-{found.pid}.xlsx"'
    return answer


def _act(request: Request, district: str, pid: str, organization: str) -> LocalAct:
    found = queries.adoption(request.viewer, district_of(district), pid)
    return queries.act(request.viewer, found, organization)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request: Request, district: str, pid: str, organization: str) -> HttpResponse:
    """Enter the order of an organisation."""
    act = _act(request, district, pid, organization)
    require(policies.may_adopt(request.viewer, act))
    form = bound(ActForm, request)
    if form.is_valid():
        with refusals_to(form):
            _adopted(request, act, form)
            return go(request, _url(act.adoption))
    if request.method == "POST":
        hold_files(form, actor=request.viewer, at=now())
    context = {"district": act.adoption.district, "adoption": act.adoption, "act": act}
    return form_page(request, "adoption/adopt.html", form, context)


def _adopted(request: Request, act: LocalAct, form: ActForm) -> None:
    given, at = form.cleaned_data, now()
    pids = given["file"].store(actor=request.viewer, at=at)
    rows = StoredFile.objects.filter(pid__in=pids, owner_id=request.viewer.person_id)
    actions.adopt(
        act=act, number=given["number"], dated_on=given["dated_on"], file=rows.order_by("-pk").first(),
        actor=request.viewer, at=at,
    )  # fmt: skip


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def give_back(request: Request, district: str, pid: str, organization: str) -> HttpResponse:
    """Give the entry of an organisation back, with a reason."""
    act = _act(request, district, pid, organization)
    require(policies.may_return(request.viewer, act))
    form = bound(ReasonForm, request)
    if form.is_valid():
        with refusals_to(form):
            words = form.cleaned_data["words"]
            actions.give_back(act=act, words=words, actor=request.viewer, at=now())
            return go(request, _url(act.adoption))
    context = {"district": act.adoption.district, "adoption": act.adoption, "act": act}
    return form_page(request, "adoption/reason.html", form, context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: Request, district: str, pid: str) -> HttpResponse:
    """Ask no longer, with a reason."""
    found = queries.adoption(request.viewer, district_of(district), pid)
    require(policies.may_close(request.viewer, found))
    form = bound(ReasonForm, request)
    if form.is_valid():
        with refusals_to(form):
            words = form.cleaned_data["words"]
            actions.close(adoption=found, words=words, actor=request.viewer, at=now())
            return go(request, _url(found))
    context = {"district": found.district, "adoption": found, "act": None}
    return form_page(request, "adoption/reason.html", form, context)
