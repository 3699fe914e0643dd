"""Addresses of plans and projects."""

from django.urls import path

from staffroom.core import addresses
from staffroom.features.plans.views import lines, plans, projects, results, ties

addresses.register()

app_name = "plans"

HERE = "<slug:district>/c/<named:pid>/"
PLAN = f"{HERE}plan/<pid:plan_pid>/"
LINE = f"{HERE}plan/lines/<pid:line_pid>/"
PROJECT = f"{HERE}projects/<pid:project_pid>/"

urlpatterns = [
    path(f"{HERE}plan/new/", plans.new, name="new"),
    path(f"{HERE}plan/rubrics/", plans.rubrics, name="rubrics"),
    path(PLAN, plans.plan, name="plan"),
    path(f"{PLAN}edit/", plans.edit, name="edit"),
    path(f"{PLAN}move/", plans.move, name="move"),
    path(f"{PLAN}return/", plans.send_back, name="return"),
    path(f"{PLAN}table/", plans.table, name="table"),
    path(f"{PLAN}lines/new/", lines.new, name="line-new"),
    path(LINE, lines.line, name="line"),
    path(f"{LINE}edit/", lines.edit, name="line-edit"),
    path(f"{LINE}remove/", lines.remove, name="line-remove"),
    path(f"{LINE}mark/<slug:what>/", lines.mark, name="line-mark"),
    path(f"{LINE}reopen/", lines.reopen, name="line-reopen"),
    path(f"{LINE}take/", lines.take, name="line-take"),
    path(f"{LINE}accept/", lines.accept, name="line-accept"),
    path(f"{LINE}decline/", lines.decline, name="line-decline"),
    path(f"{LINE}ties/<pid:publication_pid>/remove/", ties.untie_line, name="line-untie"),
    path(f"{HERE}projects/new/", projects.new, name="project-new"),
    path(PROJECT, projects.project, name="project"),
    path(f"{PROJECT}edit/", projects.edit, name="project-edit"),
    path(f"{PROJECT}start/", projects.start, name="project-start"),
    path(f"{PROJECT}close/", projects.close, name="project-close"),
    path(f"{PROJECT}ask/", projects.ask, name="project-ask"),
    path(f"{PROJECT}invite/", projects.invite, name="project-invite"),
    path(f"{PROJECT}answer/", projects.answer, name="project-answer"),
    path(f"{PROJECT}team/<pid:person_pid>/", projects.decide, name="project-decide"),
    path(f"{PROJECT}team/<pid:person_pid>/leave/", projects.leave, name="project-leave"),
    path(f"{PROJECT}stages/", projects.stage_add, name="stage-add"),
    path(f"{PROJECT}stages/<pid:stage_pid>/", projects.stage_change, name="stage-change"),
    path(f"{PROJECT}tasks/", projects.task_add, name="task-add"),
    path(f"{PROJECT}tasks/<pid:task_pid>/", projects.task_act, name="task-act"),
    path(f"{PROJECT}results/new/", results.name, name="result"),
    path(f"{PROJECT}results/begin/", results.begin, name="result-begin"),
    path(
        f"{PROJECT}results/<pid:publication_pid>/remove/", ties.untie_project, name="project-untie"
    ),
    path("p/<named:pid>/plan/", ties.tie, name="tie"),
]
