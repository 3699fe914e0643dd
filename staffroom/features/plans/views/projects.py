"""A project: beginning, its page, team, stages, tasks, the end."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from staffroom.core.clock import now
from staffroom.core.errors import DomainError
from staffroom.core.http import Request, bound, form_page, go, refusals_to, signed_in
from staffroom.core.idempotency import once
from staffroom.core.plugs import told_of
from staffroom.core.policy import require
from staffroom.features.plans.actions import projects as actions
from staffroom.features.plans.actions import tasks as task_actions
from staffroom.features.plans.actions import teams
from staffroom.features.plans.actions.plans import section_address
from staffroom.features.plans.forms.projects import (
    CloseForm,
    PersonForm,
    ProjectForm,
    SayForm,
    StageForm,
    TaskForm,
)
from staffroom.features.plans.models import Project, ProjectKind
from staffroom.features.plans.policies import projects as policies
from staffroom.features.plans.queries import periods, results
from staffroom.features.plans.queries import projects as queries
from staffroom.features.plans.views.plans import here
from staffroom.shared.communities.registry import knows_people


def load(request: Request, district: str, pid: str, project_pid: str) -> Project:
    """The project of an address, with its community."""
    return queries.project(request.viewer, here(request, district, pid), project_pid)


def url_of(project: Project) -> str:
    """Its address."""
    return f"{actions.address(project.community)}{project.pid}/"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: Request, district: str, pid: str) -> HttpResponse:
    """Begin a project."""
    found = here(request, district, pid)
    require(policies.may_begin(request.viewer, found))
    kinds = [
        one for one in ProjectKind.choices if policies.may_begin(request.viewer, found, one[0])
    ]
    form = bound(ProjectForm, request, kinds=kinds)

    def made() -> str:
        one = actions.begin_project(
            community=found, kind=form.cleaned_data["kind"], content=form.content,
            actor=request.viewer, at=now(),
        )  # fmt: skip
        return url_of(one)

    if form.is_valid():
        with refusals_to(form):
            return go(request, once(request, made))
    home = f"{section_address(found)}?show=projects"
    context = {"community": found, "project": None, "home": home}
    return form_page(request, "plans/project_edit.html", form, context)


@require_safe
@signed_in
def project(request: Request, district: str, pid: str, project_pid: str) -> HttpResponse:
    """A project whole."""
    row = load(request, district, pid, project_pid)
    return form_page(request, "plans/project.html", SayForm(), shown(request, row))


def shown(request: Request, row: Project) -> dict[str, Any]:
    """What the page of a project shows, with the forms of who leads it."""
    viewer = request.viewer
    may_lead = policies.may_lead(viewer, row)
    team = queries.team(viewer, row, leads=bool(may_lead))
    stages, stages_rest_n = queries.stages(row)
    tasks, tasks_rest_n = queries.tasks(row)
    return {
        "community": row.community, "project": row, "home": url_of(row), "may_lead": may_lead,
        "team": team, "may_ask": policies.may_ask(viewer, row, team.mine),
        "is_in": policies.is_in_team(viewer, row, team.mine), "stages": stages, "tasks_rest_n": tasks_rest_n,
        "stages_rest_n": stages_rest_n,
        "tasks": [
            (one, policies.may_take(viewer, one, team.mine), policies.may_decline(viewer, one),
             policies.may_finish(viewer, one), policies.may_remove_task(viewer, one))
            for one in _with(row, tasks)
        ],
        **_brought(request, row), "me": viewer.person_id,
        "knows": knows_people(viewer, row.community.district_id),
        "today": periods.today_in(row.community.district, now()),
        "stage_form": StageForm(prefix="stage"),
        "task_form": TaskForm(prefix="task", people=queries.whom_to_offer(row, team.inside)),
    }  # fmt: skip


def _brought(request: Request, row: Project) -> dict[str, Any]:
    """Results with what other rooms say of them, and whether one more may be handed in."""
    found = results.results(request.viewer, row)
    return {
        "results": found, "may_hand_in": policies.may_hand_in(request.viewer, row),
        "states": told_of(
            "publications.states", viewer=request.viewer, keys=[one.key for one in found]
        ),
    }  # fmt: skip


def _with(row: Project, tasks: list[Any]) -> list[Any]:
    for one in tasks:
        one.project = row
    return tasks


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: Request, district: str, pid: str, project_pid: str) -> HttpResponse:
    """Write anew what the project says of itself."""
    row = load(request, district, pid, project_pid)
    require(policies.may_lead(request.viewer, row))
    form = bound(ProjectForm, request, kinds=[], initial=ProjectForm.initial_of(row))
    if form.is_valid():
        with refusals_to(form):
            actions.change_project(project=row, content=form.content, actor=request.viewer)
            return go(request, url_of(row))
    context = {"community": row.community, "project": row, "home": url_of(row)}
    return form_page(request, "plans/project_edit.html", form, context)


@require_POST
@signed_in
def start(request: Request, district: str, pid: str, project_pid: str) -> HttpResponse:
    """The team is together."""
    row = load(request, district, pid, project_pid)
    actions.start_project(project=row, actor=request.viewer)
    return go(request, url_of(row))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def close(request: Request, district: str, pid: str, project_pid: str) -> HttpResponse:
    """End the project, with its outcome."""
    row = load(request, district, pid, project_pid)
    require(policies.may_lead(request.viewer, row))
    form = bound(CloseForm, request)
    if form.is_valid():
        with refusals_to(form):
            actions.close_project(project=row, actor=request.viewer, at=now(), **form.cleaned_data)
            return go(request, url_of(row))
    context = {"community": row.community, "project": row, "home": url_of(row)}
    return form_page(request, "plans/project_close.html", form, context)


def _words(request: Request) -> str:
    form: forms.Form = SayForm(request.POST)
    if not form.is_valid():
        raise DomainError("Не больше 400 знаков.", field="words")
    return str(form.cleaned_data["words"])


@require_POST
@signed_in
def ask(request: Request, district: str, pid: str, project_pid: str) -> HttpResponse:
    """Ask to join the team."""
    row = load(request, district, pid, project_pid)
    teams.ask_in(project=row, words=_words(request), actor=request.viewer, at=now())
    return go(request, f"{url_of(row)}#team")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def invite(request: Request, district: str, pid: str, project_pid: str) -> HttpResponse:
    """Invite a member of the community."""
    row = load(request, district, pid, project_pid)
    require(policies.may_lead(request.viewer, row))
    form = bound(PersonForm, request, people=queries.whom_to_invite(row))
    if form.is_valid():
        with refusals_to(form):
            teams.invite_in(project=row, person=form.chosen, actor=request.viewer, at=now())
            return go(request, f"{url_of(row)}#team")
    context = {"community": row.community, "project": row, "home": url_of(row)}
    return form_page(request, "plans/project_invite.html", form, context)


@require_POST
@signed_in
def answer(request: Request, district: str, pid: str, project_pid: str) -> HttpResponse:
    """Accept or decline an invitation."""
    row = load(request, district, pid, project_pid)
    mate = queries.mate(row, request.viewer.pid)
    accepts = request.POST.get("answer") == "accept"
    teams.answer_invitation(mate=mate, accepts=accepts, actor=request.viewer, at=now())
    return go(request, url_of(row))


@require_POST
@signed_in
def decide(
    request: Request, district: str, pid: str, project_pid: str, person_pid: str
) -> HttpResponse:
    """Admit who asks, or refuse with the reason."""
    row = load(request, district, pid, project_pid)
    require(policies.may_lead(request.viewer, row))
    teams.answer_asking(
        mate=queries.mate(row, person_pid), admits=request.POST.get("answer") == "admit",
        words=_words(request), actor=request.viewer, at=now(),
    )  # fmt: skip
    return go(request, f"{url_of(row)}#team")


@require_POST
@signed_in
def leave(
    request: Request, district: str, pid: str, project_pid: str, person_pid: str
) -> HttpResponse:
    """Leave the team, or let somebody go."""
    row = load(request, district, pid, project_pid)
    teams.leave_team(mate=queries.mate(row, person_pid), actor=request.viewer, at=now())
    return go(request, f"{url_of(row)}#team")


@require_POST
@signed_in
def stage_add(request: Request, district: str, pid: str, project_pid: str) -> HttpResponse:
    """Add a step."""
    row = load(request, district, pid, project_pid)
    require(policies.may_lead(request.viewer, row))
    form = StageForm(request.POST, prefix="stage")
    if form.is_valid():
        with refusals_to(form):
            actions.add_stage(project=row, actor=request.viewer, **form.cleaned_data)
            return go(request, f"{url_of(row)}#stages")
    context = {**shown(request, row), "stage_form": form}
    return form_page(request, "plans/project.html", form, context)


@require_POST
@signed_in
def stage_change(
    request: Request, district: str, pid: str, project_pid: str, stage_pid: str
) -> HttpResponse:
    """Mark a step done, take the mark back, or take the step away."""
    row = load(request, district, pid, project_pid)
    step, act = queries.stage(row, stage_pid), request.POST.get("act")
    if act == "remove":
        actions.remove_stage(stage=step, actor=request.viewer)
    else:
        on = periods.today_in(row.community.district, now())
        actions.mark_stage(stage=step, is_done=act == "done", actor=request.viewer, on=on)
    return go(request, f"{url_of(row)}#stages")


@require_POST
@signed_in
def task_add(request: Request, district: str, pid: str, project_pid: str) -> HttpResponse:
    """Add a task."""
    row = load(request, district, pid, project_pid)
    require(policies.may_lead(request.viewer, row))
    context = shown(request, row)
    people = queries.whom_to_offer(row, context["team"].inside)
    form = TaskForm(request.POST, prefix="task", people=people)
    if form.is_valid():
        with refusals_to(form):
            task_actions.add_task(project=row, actor=request.viewer, at=now(), **form.details)
            return go(request, f"{url_of(row)}#tasks")
    return form_page(request, "plans/project.html", form, {**context, "task_form": form})


@require_POST
@signed_in
def task_act(
    request: Request, district: str, pid: str, project_pid: str, task_pid: str
) -> HttpResponse:
    """Take a task, decline it with the reason, say that it is done, take it out."""
    row = load(request, district, pid, project_pid)
    task, at, who = queries.task(row, task_pid), now(), request.viewer
    match request.POST.get("act"):
        case "take":
            task_actions.take_task(task=task, actor=who, at=at)
        case "decline":
            task_actions.decline_task(task=task, words=_words(request), actor=who, at=at)
        case "done":
            on = periods.today_in(row.community.district, at)
            task_actions.finish_task(task=task, words=_words(request), actor=who, on=on)
        case "remove":
            task_actions.remove_task(task=task, actor=who, at=at)
    return go(request, f"{url_of(row)}#tasks")
