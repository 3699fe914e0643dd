"""Tying publications to lines of plans and to projects."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from staffroom.core.clock import now
from staffroom.core.http import Request, bound, form_page, go, refusals_to, signed_in
from staffroom.features.plans.actions import lines as line_actions
from staffroom.features.plans.actions import projects as project_actions
from staffroom.features.plans.actions import results as result_actions
from staffroom.features.plans.forms.plans import TieForm
from staffroom.features.plans.queries import plans as queries
from staffroom.features.plans.queries import projects as project_queries
from staffroom.features.plans.views.lines import load, url_of
from staffroom.features.plans.views.plans import here
from staffroom.shared.publications.queries import lookups
from staffroom.shared.publications.registry import page_address
from staffroom.ui.looks import stand_in

Groups = list[tuple[str, list[tuple[str, str]]]]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def tie(request: Request, pid: str) -> HttpResponse:
    """Choose the line of a plan, or the project, that this publication tells of."""
    found = lookups.publication(request.viewer, pid)
    stand_in(request, found.district)
    lines = {one.pid: one for one in queries.lines_for(request.viewer, found)}
    projects = {one.pid: one for one in project_queries.projects_for(request.viewer, found)}
    form = bound(TieForm, request, groups=_groups(lines, projects))
    back = page_address(found.pid, found.slug)
    if form.is_valid():
        key = form.cleaned_data["line"]
        with refusals_to(form):
            about: dict[str, Any] = {
                "publication": found, "actor": request.viewer, "at": now(),
            }  # fmt: skip
            if key in lines:
                line_actions.tie_publication(line=lines[key], **about)
                return go(request, url_of(lines[key]))
            result_actions.tie_result(project=projects[key], **about)
            place = project_actions.address(projects[key].community)
            return go(request, f"{place}{key}/#results")
    context = {"publication": found, "back": back, "is_any": bool(lines or projects)}
    return form_page(request, "plans/tie.html", form, context)


def _groups(lines: dict[str, Any], projects: dict[str, Any]) -> Groups:
    rows = [
        (key, f"{one.starts_on:%d.%m.%Y} · {one.title} ({one.plan.community.name})")
        for key, one in lines.items()
    ]
    ours = [(key, f"{one.title} ({one.community.name})") for key, one in projects.items()]
    listed = ((_("Строки плана"), rows), (_("Итоги проектов"), ours))
    return [(label, choices) for label, choices in listed if choices]


@require_POST
@signed_in
def untie_line(
    request: Request, district: str, pid: str, line_pid: str, publication_pid: str
) -> HttpResponse:
    """Take a publication away from a line."""
    _found, row = load(request, district, pid, line_pid)
    shown = lookups.publication(request.viewer, publication_pid)
    line_actions.untie_publication(line=row, publication=shown, actor=request.viewer)
    return go(request, url_of(row))


@require_POST
@signed_in
def untie_project(
    request: Request, district: str, pid: str, project_pid: str, publication_pid: str
) -> HttpResponse:
    """The publication is no result any more."""
    found = here(request, district, pid)
    row = project_queries.project(request.viewer, found, project_pid)
    shown = lookups.publication(request.viewer, publication_pid)
    result_actions.untie_result(project=row, publication=shown, actor=request.viewer)
    return go(request, f"{project_actions.address(found)}{row.pid}/#results")
