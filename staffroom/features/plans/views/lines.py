"""A line of a plan: its page, who answers for it, what became of it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from staffroom.core.clock import now
from staffroom.core.errors import Absent
from staffroom.core.http import Request, bound, form_page, go, refusals_to, render_page, signed_in
from staffroom.core.idempotency import once
from staffroom.core.policy import Verdict, require
from staffroom.core.viewer import Viewer
from staffroom.features.plans.actions import lines as actions
from staffroom.features.plans.actions.plans import address, section_address
from staffroom.features.plans.forms.plans import (
    CancelForm,
    DeclineForm,
    HoldForm,
    LineForm,
    MoveForm,
)
from staffroom.features.plans.models import PlanLine
from staffroom.features.plans.policies import plans as policies
from staffroom.features.plans.queries import periods
from staffroom.features.plans.queries import plans as queries
from staffroom.features.plans.views.plans import here
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.registry import knows_people
from staffroom.ui.asking import ask_first

Judge = Callable[[Viewer, PlanLine], Verdict]


def load(
    request: Request, district: str, pid: str, line_pid: str, judge: Judge | None = None
) -> tuple[Community, PlanLine]:
    """The community and the line of an address; judged, where an act asks for it."""
    found = here(request, district, pid)
    line = queries.line(request.viewer, found, line_pid)
    if judge is not None:
        require(judge(request.viewer, line))
    return found, line


def url_of(line: PlanLine) -> str:
    """The address of a line whose community was loaded."""
    return f"{address(line.plan.community)}lines/{line.pid}/"


def _form(request: Request, found: Community, line: PlanLine | None, **options: Any) -> LineForm:
    return bound(
        LineForm, request, activity_forms=queries.forms_on(found), people=queries.members(found),
        standing=line.responsible if line else None, **options,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: Request, district: str, pid: str, plan_pid: str) -> HttpResponse:
    """Add a line."""
    found = here(request, district, pid)
    plan = queries.plan(request.viewer, found, plan_pid)
    require(policies.may_change(request.viewer, plan))
    form, url = _form(request, found, None), f"{address(found)}{plan.pid}/"

    def made() -> str:
        line = actions.add_line(
            plan=plan, content=form.content, responsible=form.chosen, actor=request.viewer,
            at=now(),
        )  # fmt: skip
        return f"{url}#line-{line.pid}"

    if form.is_valid():
        with refusals_to(form):
            return go(request, once(request, made))
    context = {"community": found, "name": queries.name_of(plan), "home": url, "line": None}
    return form_page(request, "plans/line_edit.html", form, context)


@require_safe
@signed_in
def line(request: Request, district: str, pid: str, line_pid: str) -> HttpResponse:
    """A line with its history, what was tied to it and what may be done."""
    found, row = load(request, district, pid, line_pid)
    viewer, today = request.viewer, periods.today_in(found.district, now())
    context = {
        "community": found, "row": queries.rows(viewer, [row], today=today)[0], "line": row,
        "records": queries.records(row), "home": url_of(row), "name": queries.name_of(row.plan),
        "plan_url": f"{address(found)}{row.plan.pid}/"
        if policies.may_see(viewer, row.plan)
        else section_address(found),
        "may_mark": policies.may_mark(viewer, row), "may_cancel": policies.may_cancel(viewer, row),
        "may_change": policies.may_change(viewer, row.plan),
        "may_answer": policies.may_answer(viewer, row), "may_take": policies.may_take(viewer, row),
        "knows": knows_people(viewer, found.district_id),
    }  # fmt: skip
    return render_page(request, "plans/line.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: Request, district: str, pid: str, line_pid: str) -> HttpResponse:
    """Write a line anew, offer it to somebody."""
    found, row = load(request, district, pid, line_pid)
    require(policies.may_change(request.viewer, row.plan))
    form = _form(request, found, row, initial=LineForm.initial_of(row))
    if form.is_valid():
        with refusals_to(form):
            actions.change_line(
                line=row, content=form.content, responsible=form.chosen,
                actor=request.viewer, at=now(),
            )  # fmt: skip
            return go(request, url_of(row))
    context = {
        "community": found, "name": queries.name_of(row.plan), "home": url_of(row), "line": row,
    }  # fmt: skip
    return form_page(request, "plans/line_edit.html", form, context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def remove(request: Request, district: str, pid: str, line_pid: str) -> HttpResponse:
    """Take a line out of a plan that was never in force, when that was truly meant."""
    found, row = load(request, district, pid, line_pid)
    actions.require_removable(row, request.viewer)
    if request.method != "POST":
        lost = _("Строка исчезнет со всем, что в ней написано. Вернуть её будет нельзя.")
        title, act = _("Убрать строку из плана?"), _("Убрать из плана")
        return ask_first(request, title, lost, act=act, back=url_of(row))
    actions.remove_line(line=row, actor=request.viewer, at=now())
    return go(request, f"{address(found)}{row.plan.pid}/")


def _held(row: PlanLine, data: dict[str, Any], actor: Viewer) -> None:
    actions.hold_line(line=row, outcome=data["outcome"], actor=actor, at=now())


def _moved(row: PlanLine, data: dict[str, Any], actor: Viewer) -> None:
    actions.move_line(
        line=row, to=data["starts_on"], ends_on=data["ends_on"], words=data["words"], actor=actor,
        at=now(),
    )  # fmt: skip


def _cancelled(row: PlanLine, data: dict[str, Any], actor: Viewer) -> None:
    actions.cancel_line(line=row, words=data["words"], actor=actor, at=now())


Act = Callable[[PlanLine, dict[str, Any], Viewer], None]
MARKS: dict[str, tuple[type[forms.Form], Judge, Act]] = {
    "held": (HoldForm, policies.may_mark, _held),
    "moved": (MoveForm, policies.may_mark, _moved),
    "cancelled": (CancelForm, policies.may_cancel, _cancelled),
}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def mark(request: Request, district: str, pid: str, line_pid: str, what: str) -> HttpResponse:
    """Say what became of a line: held, moved with the new day and why, cancelled with the reason."""
    if what not in MARKS:
        raise Absent
    form_class, judge, act = MARKS[what]
    found, row = load(request, district, pid, line_pid, judge)
    begun = {"starts_on": row.starts_on, "ends_on": row.ends_on} if what == "moved" else {}
    form = bound(form_class, request, initial=begun)
    if form.is_valid():
        with refusals_to(form):
            act(row, form.cleaned_data, request.viewer)
            return go(request, url_of(row))
    context = {"community": found, "line": row, "home": url_of(row), "what": what}
    return form_page(request, "plans/line_mark.html", form, context)


@require_POST
@signed_in
def reopen(request: Request, district: str, pid: str, line_pid: str) -> HttpResponse:
    """Take a closed line back into the plan."""
    _found, row = load(request, district, pid, line_pid)
    actions.reopen_line(line=row, actor=request.viewer, at=now())
    return go(request, url_of(row))


@require_POST
@signed_in
def take(request: Request, district: str, pid: str, line_pid: str) -> HttpResponse:
    """Take a line on oneself."""
    _found, row = load(request, district, pid, line_pid)
    actions.take_line(line=row, actor=request.viewer, at=now())
    return go(request, url_of(row))


@require_POST
@signed_in
def accept(request: Request, district: str, pid: str, line_pid: str) -> HttpResponse:
    """Agree to be responsible."""
    _found, row = load(request, district, pid, line_pid)
    actions.accept_line(line=row, actor=request.viewer, at=now())
    return go(request, url_of(row))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def decline(request: Request, district: str, pid: str, line_pid: str) -> HttpResponse:
    """Decline, with the reason."""
    found, row = load(request, district, pid, line_pid, policies.may_answer)
    form = bound(DeclineForm, request)
    if form.is_valid():
        with refusals_to(form):
            words = form.cleaned_data["words"]
            actions.decline_line(line=row, words=words, actor=request.viewer, at=now())
            return go(request, url_of(row))
    context = {"community": found, "line": row, "home": url_of(row), "what": "declined"}
    return form_page(request, "plans/line_mark.html", form, context)
