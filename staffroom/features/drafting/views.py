"""Drafts: the list, one with its way, editions with differences, what each side does."""

from typing import Any

from django import forms as django_forms
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from staffroom.core.clock import now
from staffroom.core.errors import Absent
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
from staffroom.core.lookups import one_or_none
from staffroom.core.paging import Pages
from staffroom.core.policy import require
from staffroom.features.drafting import actions, forms, policies, queries
from staffroom.features.drafting.models import Draft
from staffroom.shared.documents.policies import visible_documents
from staffroom.shared.organizations.models import District
from staffroom.shared.organizations.queries.organizations import district as district_of

PAGE = 50
MOVES = {
    "close": actions.close_discussion, "submit": actions.submit, "take-back": actions.take_back,
}  # fmt: skip


@signed_in
@require_safe
def drafts(request: Request, district: str) -> HttpResponse:
    """What is in the making and what became of the rest."""
    place = district_of(district)
    require(policies.may_see_list(request.viewer, place))
    page = Pages(queries.drafts(request.viewer, place), PAGE).get_page(request.GET.get("page"))
    may_begin = policies.may_begin(request.viewer, place)
    context = {"district": place, "page": page, "may_begin": may_begin}
    return render_page(request, "drafting/drafts.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: Request, district: str) -> HttpResponse:
    """Begin a draft."""
    place = district_of(district)
    require(policies.may_begin(request.viewer, place))
    form = bound(forms.BeginForm, request)
    if form.is_valid():
        with refusals_to(form):
            return go(request, once(request, lambda: _begun(request, place, form)))
    context = {"district": place, "draft": None, "what": "begin"}
    return form_page(request, "drafting/form.html", form, context)


def _begun(request: Request, place: District, form: forms.BeginForm) -> str:
    made = actions.begin(district=place, actor=request.viewer, at=now(), **form.cleaned_data)
    return actions.url_of(made)


def _draft(request: Request, district: str, pid: str) -> Draft:
    return queries.draft(request.viewer, district_of(district), pid)


def _speak_form(request: Request, found: Draft, data: Any = None) -> forms.SpeakForm:
    places, groups = policies.speaks_for(request.viewer, found.district_id)
    return forms.SpeakForm(data, places=places, groups=groups)


@signed_in
@require_safe
def draft(request: Request, district: str, pid: str) -> HttpResponse:
    """One draft: where it stands, its text, what was said, what can be done."""
    found = _draft(request, district, pid)
    return _page(request, found, _speak_form(request, found), forms.WordsForm())


def _page(
    request: Request,
    found: Draft,
    speak: django_forms.Form,
    words: django_forms.Form,
    status: int = 200,
) -> HttpResponse:
    viewer, at = request.viewer, now()
    leads = queries.approvers(found.district, at=at)
    paper = one_or_none(visible_documents(viewer).filter(pk=found.document_id or 0))
    context = {
        "district": found.district, "draft": found, "paper": paper, "speak_form": speak,
        "words_form": words, "editions": queries.editions(found), "asked": queries.asked(found),
        "remarks": [(one, policies.may_answer(viewer, one)) for one in queries.remarks(found)],
        "may_speak": policies.may_speak(viewer, found, at=at),
        "may_write": policies.may_write(viewer, found), "may_open": policies.may_open(viewer, found),
        "may_close": policies.may_close(viewer, found, at=at),
        "may_submit": policies.may_submit(viewer, found),
        "may_decide": policies.may_decide(viewer, found, leads=leads),
        "may_take_back": policies.may_take_back(viewer, found),
        "may_drop": policies.may_drop(viewer, found),
    }  # fmt: skip
    return page_or_part(request, "drafting/draft.html", context, part="main", status=status)


@signed_in
@require_safe
def edition(request: Request, district: str, pid: str, number: int) -> HttpResponse:
    """One edition with what was changed since the one before."""
    found = _draft(request, district, pid)
    by_number = {one.number: one for one in queries.editions(found)}
    if number not in by_number:
        raise Absent
    before, shown = by_number.get(number - 1), by_number[number]
    pieces = queries.difference(before.text, shown.text) if before else []
    context = {
        "district": found.district, "draft": found, "edition": shown, "before": before, "pieces": pieces,
    }  # fmt: skip
    return render_page(request, "drafting/edition.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Request, district: str, pid: str) -> HttpResponse:
    """Another edition."""
    found = _draft(request, district, pid)
    require(policies.may_write(request.viewer, found))
    form = bound(forms.EditionForm, request, initial={"text": queries.editions(found)[0].text})
    if form.is_valid():
        with refusals_to(form):
            actions.write(draft=found, actor=request.viewer, at=now(), **form.cleaned_data)
            return go(request, actions.url_of(found))
    context = {"district": found.district, "draft": found, "what": "write"}
    return form_page(request, "drafting/form.html", form, context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def open_discussion(request: Request, district: str, pid: str) -> HttpResponse:
    """Put it to the organisations."""
    found = _draft(request, district, pid)
    require(policies.may_open(request.viewer, found))
    form = bound(forms.OpenForm, request, rows=queries.to_ask(found.district))
    if form.is_valid():
        with refusals_to(form):
            given = form.cleaned_data
            actions.open_discussion(
                draft=found, organizations=list(given["organizations"]), until_on=given["until_on"],
                actor=request.viewer, at=now(),
            )  # fmt: skip
            return go(request, actions.url_of(found))
    context = {"district": found.district, "draft": found, "what": "open"}
    return form_page(request, "drafting/form.html", form, context)


@signed_in
@require_POST
def speak(request: Request, district: str, pid: str) -> HttpResponse:
    """Say something of the draft."""
    found = _draft(request, district, pid)
    require(policies.may_speak(request.viewer, found, at=now()))
    form = _speak_form(request, found, request.POST)
    if form.is_valid():
        with refusals_to(form):
            actions.speak(draft=found, actor=request.viewer, at=now(), **form.said)
            return go(request, f"{actions.url_of(found)}#remarks")
    return _page(request, found, form, forms.WordsForm(), 422)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: Request, district: str, pid: str, number: int) -> HttpResponse:
    """What became of the remark of this number."""
    found = _draft(request, district, pid)
    remark = queries.remark(found, number)
    require(policies.may_answer(request.viewer, remark))
    form = bound(forms.AnswerForm, request)
    if form.is_valid():
        with refusals_to(form):
            actions.answer(remark=remark, actor=request.viewer, at=now(), **form.cleaned_data)
            return go(request, f"{actions.url_of(found)}#remarks")
    context = {"district": found.district, "draft": found, "what": "answer", "remark": remark}
    return form_page(request, "drafting/form.html", form, context)


@signed_in
@require_POST
def move(request: Request, district: str, pid: str) -> HttpResponse:
    """`act=close|submit|take-back`: steps that need no words."""
    found = _draft(request, district, pid)
    step = MOVES.get(request.POST.get("act", ""))
    if step is None:
        raise Absent
    step(draft=found, actor=request.viewer, at=now())
    return go(request, actions.url_of(found))


@signed_in
@require_POST
def decide(request: Request, district: str, pid: str) -> HttpResponse:
    """Approve (`answer=approve`), or return with a reason."""
    found, at = _draft(request, district, pid), now()
    leads = queries.approvers(found.district, at=at)
    require(policies.may_decide(request.viewer, found, leads=leads))
    form = forms.WordsForm(request.POST)
    if form.is_valid():
        act: Any = actions.approve if request.POST.get("answer") == "approve" else actions.give_back
        with refusals_to(form):
            act(draft=found, words=form.cleaned_data["words"], actor=request.viewer, at=at)
            return go(request, actions.url_of(found))
    found.refresh_from_db()
    return _page(request, found, _speak_form(request, found), form, 422)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: Request, district: str, pid: str) -> HttpResponse:
    """Give the draft up."""
    found = _draft(request, district, pid)
    require(policies.may_drop(request.viewer, found))
    form = bound(forms.ReasonForm, request)
    if form.is_valid():
        with refusals_to(form):
            words = form.cleaned_data["words"]
            actions.drop(draft=found, words=words, actor=request.viewer, at=now())
            return go(request, reverse("drafting:drafts", args=[found.district.slug]))
    context = {"district": found.district, "draft": found, "what": "drop"}
    return form_page(request, "drafting/form.html", form, context)
