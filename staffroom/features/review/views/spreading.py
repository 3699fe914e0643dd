"""The plan by which an approved work is spread: its page, steps, records, workbook (BT-1.3.5.b)."""

from typing import Any

from django import forms as plain
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from staffroom.core.clock import now
from staffroom.core.errors import Absent
from staffroom.core.http import Request, bound, form_page, go, refusals_to, signed_in
from staffroom.core.policy import require
from staffroom.features.review.actions import spreading as actions
from staffroom.features.review.adapters import sheets
from staffroom.features.review.forms import spreading as forms
from staffroom.features.review.models import Conclusion, Spreading, SpreadingStep
from staffroom.features.review.policies import spreading as policies
from staffroom.features.review.queries import spreading as queries
from staffroom.features.review.queries.wording import level_words
from staffroom.shared.accounts.models import Person
from staffroom.shared.duties.queries.terms import today_in
from staffroom.shared.organizations.models import District
from staffroom.shared.organizations.queries.organizations import person_named
from staffroom.ui.looks import stand_in


def url_of(conclusion: Conclusion) -> str:
    """The page of the plan of a work."""
    return reverse("review:spreading", args=[conclusion.request.publication.pid])


def _plan(request: Request, pid: str) -> Spreading:
    found = queries.approved(request.viewer, pid)
    stand_in(request, found.request.district)
    plan = queries.plan_of(found)
    if plan is None:
        raise Absent
    return plan


def _step(request: Request, pid: str, step_pid: str) -> SpreadingStep:
    found = queries.step(request.viewer, pid, step_pid)
    stand_in(request, found.spreading.conclusion.request.district)
    return found


def _context(found: Conclusion, **more: Any) -> dict[str, Any]:
    return {
        "publication": found.request.publication, "level": level_words(found),
        "conclusion": found, "back": url_of(found), "step": None, **more,
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def spreading(request: Request, pid: str) -> HttpResponse:
    """The plan and the record of its steps, to be printed too; who may, begins it here."""
    found, viewer = queries.approved(request.viewer, pid), request.viewer
    stand_in(request, found.request.district)
    plan = queries.plan_of(found)
    form = bound(forms.BeginForm, request)
    if request.method == "POST":
        require(policies.may_begin(viewer, found))
        if form.is_valid():
            with refusals_to(form):
                actions.begin(conclusion=found, actor=viewer, at=now(), **form.cleaned_data)
                return go(request, url_of(found))
    if plan is None and not policies.may_begin(viewer, found):
        raise Absent
    context = _context(found, plan=plan, **(_shown(request, plan) if plan else {}))
    return form_page(request, "review/spreading.html", form, context)


def _shown(request: Request, plan: Spreading) -> dict[str, Any]:
    viewer, today = request.viewer, today_in(plan.conclusion.request.district, now())
    rows = queries.lines(viewer, plan, today=today)
    for one in rows:
        one.step.spreading = plan
    keeps = policies.may_keep(viewer, plan)
    return {
        "keeps": keeps, "progress": queries.progress(plan), "me": viewer.person_id,
        "rows": [
            (one, one.step.is_ahead and (bool(keeps) or _is_mine(viewer.person_id, one.step)),
             bool(policies.may_answer(viewer, one.step)))
            for one in rows
        ],
    }  # fmt: skip


def _is_mine(person_id: int | None, step: SpreadingStep) -> bool:
    return person_id is not None and step.responsible_id == person_id and step.answer == "accepted"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def step_new(request: Request, pid: str) -> HttpResponse:
    """Write a step."""
    plan = _plan(request, pid)
    require(policies.may_keep(request.viewer, plan))
    found = plan.conclusion
    form = bound(forms.StepForm, request, initial={"person": request.viewer.name})
    if form.is_valid():
        with refusals_to(form):
            person = _named(found.request.district, form.cleaned_data["person"])
            actions.add_step(
                spreading=plan, step=form.step, person=person, actor=request.viewer, at=now()
            )
            return go(request, url_of(found))
    return form_page(request, "review/spreading_step.html", form, _context(found, deed="new"))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def step_edit(request: Request, pid: str, step_pid: str) -> HttpResponse:
    """Write a step anew."""
    step = _step(request, pid, step_pid)
    require(policies.may_change(request.viewer, step))
    found = step.spreading.conclusion
    form = bound(forms.StepForm, request, initial=forms.StepForm.initial_of(step))
    if form.is_valid():
        with refusals_to(form):
            typed = form.cleaned_data["person"]
            is_same = step.responsible is not None and typed == step.responsible.name
            person = step.responsible if is_same else _named(found.request.district, typed)
            actions.change_step(
                step=step, to=form.step, person=person, actor=request.viewer, at=now()
            )
            return go(request, url_of(found))
    context = _context(found, deed="edit", step=step)
    return form_page(request, "review/spreading_step.html", form, context)


def _named(place: District, words: str) -> Person | None:
    return person_named(place, words) if words.strip() else None


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def step_mark(request: Request, pid: str, step_pid: str, what: str) -> HttpResponse:
    """Put a step on record, move it, drop it, or say that one cannot take it."""
    step = _step(request, pid, step_pid)
    require((policies.may_answer if what == "decline" else policies.may_mark)(request.viewer, step))
    form = _mark_form(request, step, what)
    found = step.spreading.conclusion
    if form.is_valid():
        with refusals_to(form):
            _mark(request, step, what, form)
            return go(request, f"{url_of(found)}#step-{step.pid}")
    context = _context(found, deed=what, step=step)
    return form_page(request, "review/spreading_step.html", form, context)


def _mark_form(request: Request, step: SpreadingStep, what: str) -> plain.Form:
    if what == "held":
        works = queries.works_for(request.viewer, step.spreading)
        today = today_in(step.spreading.conclusion.request.district, now())
        begun = {"held_on": min(step.planned_on, today), "held_where": step.place}
        return bound(forms.RecordForm, request, works=works, initial=begun)
    if what == "move":
        return bound(forms.MoveForm, request, initial={"planned_on": step.planned_on})
    if what in {"drop", "decline"}:
        return bound(forms.ReasonForm, request)
    raise Absent


def _mark(request: Request, step: SpreadingStep, what: str, form: Any) -> None:
    about: dict[str, Any] = {"step": step, "actor": request.viewer, "at": now()}
    words = form.cleaned_data.get("words", "")
    match what:
        case "held":
            actions.hold(record=form.record, **about)
        case "move":
            actions.move(to=form.cleaned_data["planned_on"], words=words, **about)
        case "drop":
            actions.drop(words=words, **about)
        case _:
            actions.answer(is_accepted=False, words=words, **about)


@require_POST
@signed_in
def step_act(request: Request, pid: str, step_pid: str) -> HttpResponse:
    """Take a step that was offered, or bring a marked one back into the plan."""
    step, at = _step(request, pid, step_pid), now()
    if request.POST.get("act") == "reopen":
        actions.reopen(step=step, actor=request.viewer, at=at)
    else:
        actions.answer(step=step, is_accepted=True, words="", actor=request.viewer, at=at)
    return go(request, f"{url_of(step.spreading.conclusion)}#step-{step.pid}")


@require_safe
@signed_in
def table(request: Request, pid: str) -> HttpResponse:
    """The plan with its record as a workbook."""
    plan = _plan(request, pid)
    asked = plan.conclusion.request
    rows = queries.lines(request.viewer, plan, today=today_in(asked.district, now()))
    book = sheets.as_xlsx(asked.publication.title, rows, founder=asked.district.authority)
    answer = HttpResponse(book, content_type=sheets.XLSX)
    answer["Content-Disposition"] = 'attachment; filename="disseminaciya.xlsx"'
    return answer
