"""«Сдать результат в банк»: a new material, or one that the team has put up already."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from staffroom.core.clock import now
from staffroom.core.errors import Absent
from staffroom.core.http import Request, bound, form_page, go, refusals_to, signed_in
from staffroom.core.idempotency import once
from staffroom.core.policy import require
from staffroom.features.plans import registry
from staffroom.features.plans.actions import results as actions
from staffroom.features.plans.forms.projects import ResultForm
from staffroom.features.plans.models import Project
from staffroom.features.plans.policies import projects as policies
from staffroom.features.plans.queries import results as queries
from staffroom.features.plans.views.projects import load, url_of


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def name(request: Request, district: str, pid: str, project_pid: str) -> HttpResponse:
    """Choose how to hand the result in; name what is published already."""
    row = load(request, district, pid, project_pid)
    require(policies.may_hand_in(request.viewer, row))
    works = {one.pid: one for one in queries.works_of_team(request.viewer, row)}
    form = bound(ResultForm, request, works=[(one.pid, one.title) for one in works.values()])
    if form.is_valid():
        with refusals_to(form):
            actions.tie_result(
                project=row, publication=works[form.cleaned_data["line"]], actor=request.viewer,
                at=now(),
            )  # fmt: skip
            return go(request, f"{url_of(row)}#results")
    context = {"project": row, "home": url_of(row), "is_any": bool(works)}
    return form_page(request, "plans/project_result.html", form, context)


@require_POST
@signed_in
def begin(request: Request, district: str, pid: str, project_pid: str) -> HttpResponse:
    """Begin the material; its form opens filled."""
    row = load(request, district, pid, project_pid)
    require(policies.may_hand_in(request.viewer, row))
    return go(request, once(request, lambda: _begun(request, row)))


def _begun(request: Request, row: Project) -> str:
    kind = next(iter(registry.banks), "")
    if not kind:
        raise Absent
    made = actions.hand_in(project=row, kind=kind, actor=request.viewer, at=now())
    return f"/p/{made.pid}/edit/"
