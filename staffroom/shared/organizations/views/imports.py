"""A staff list: brought as a file, shown line by line, applied with one button."""

import csv
import io
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from staffroom.core.clock import now
from staffroom.core.errors import DomainError
from staffroom.core.http import Request, bound, form_page, go, page_or_part, refusals_to, signed_in
from staffroom.core.idempotency import once
from staffroom.core.paging import Pages
from staffroom.core.policy import require
from staffroom.shared.accounts.registry import POSITIONS, SUBJECTS
from staffroom.shared.organizations import policies
from staffroom.shared.organizations.actions import imports as actions
from staffroom.shared.organizations.forms.imports import StaffFileForm
from staffroom.shared.organizations.models import District, ImportDraft
from staffroom.shared.organizations.queries import plans
from staffroom.shared.organizations.queries.columns import TITLES
from staffroom.shared.organizations.queries.organizations import district as district_of

PAGE = 100
SAMPLE = (
    ("Соколова", "Анна", "Петровна", "a.sokolova@school5.example", "Школа № 5",
     "Учитель математики", "Математика, физика", "01.09.2018"),
    ("Орлов", "Борис", "Ильич", "b.orlov@school5.example", "Школа № 5",
     "Педагог-психолог", "", "15.01.2022"),
)  # fmt: skip


def _managed(request: Request, slug: str) -> District:
    place = district_of(slug)
    require(policies.may_import(request.viewer, place.pk))
    return place


def _url(place: District, pid: str) -> str:
    return reverse("organizations:import-shown", args=[place.slug, pid])


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: Request, district: str) -> HttpResponse:
    """Bring a file; nothing is written about anybody until the list has been shown."""
    place = _managed(request, district)
    form = bound(StaffFileForm, request)
    if form.is_valid():
        with refusals_to(form):
            return go(request, once(request, lambda: _brought(request, place, form)))
    context = {
        "district": place,
        "columns": TITLES,
        "positions": [position.label for position in POSITIONS.values()],
        "subjects": [subject.label for subject in SUBJECTS.values()],
    }
    return form_page(request, "organizations/import.html", form, context)


def _brought(request: Request, place: District, form: StaffFileForm) -> str:
    made = actions.bring_list(
        district=place, staff=form.staff, name=form.cleaned_data["file"].name,
        actor=request.viewer, at=now(),
    )  # fmt: skip
    return _url(place, made.pid)


@signed_in
@require_safe
def sample(request: Request, district: str) -> HttpResponse:
    """A list to begin with, as Excel opens it."""
    _managed(request, district)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(TITLES.values())
    writer.writerows(SAMPLE)
    response = HttpResponse(f"\ufeff{out.getvalue()}", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="staff.csv"'
    return response


@signed_in
@require_safe
def shown(request: Request, district: str, pid: str) -> HttpResponse:
    """What the list would do, or how far it has come, or what it has done."""
    place = _managed(request, district)
    return _page(request, place, plans.draft(request.viewer, place, pid))


def _page(
    request: Request, place: District, draft: ImportDraft, problem: DomainError | None = None
) -> HttpResponse:
    counts = plans.counts_of(draft.plan)
    kind = request.GET.get("kind", "")
    rows = [row for row in draft.plan if not kind or row["kind"] == kind]
    context: dict[str, Any] = {
        "district": place,
        "draft": draft,
        "counts": counts,
        "kinds": plans.KINDS,
        "kind": kind if kind in plans.KINDS else "",
        "page": Pages(rows, PAGE).get_page(request.GET.get("page")),
        "positions": POSITIONS,
        "problem": problem.message if problem else "",
        "applied_n": counts["new"] + counts["change"] - len(draft.failed),
    }
    status = problem.status if problem else 200
    return page_or_part(
        request, "organizations/import_shown.html", context, part="whole", status=status
    )


@signed_in
@require_POST
def apply(request: Request, district: str, pid: str) -> HttpResponse:
    """The one button: exactly what was shown."""
    place = _managed(request, district)
    draft = plans.draft(request.viewer, place, pid)
    try:
        actions.confirm(draft=draft, actor=request.viewer, at=now())
    except DomainError as problem:
        return _page(request, place, plans.draft(request.viewer, place, pid), problem)
    return go(request, _url(place, pid))


@signed_in
@require_POST
def discard(request: Request, district: str, pid: str) -> HttpResponse:
    """Forget the list."""
    place = _managed(request, district)
    actions.discard(draft=plans.draft(request.viewer, place, pid), actor=request.viewer, at=now())
    return go(request, reverse("organizations:import", args=[place.slug]))
