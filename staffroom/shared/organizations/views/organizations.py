"""The list of organisations, one organisation, its form and its departments."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from staffroom.core import plugs
from staffroom.core.clock import now
from staffroom.core.http import Request, bound, form_page, go, page_or_part, refusals_to, signed_in
from staffroom.core.idempotency import once
from staffroom.core.paging import Pages
from staffroom.core.policy import require
from staffroom.shared.accounts.registry import POSITIONS
from staffroom.shared.organizations import policies
from staffroom.shared.organizations.actions import organizations as actions
from staffroom.shared.organizations.forms.organizations import (
    DepartmentForm,
    DistrictForm,
    ListForm,
    OrganizationForm,
)
from staffroom.shared.organizations.models import District
from staffroom.shared.organizations.queries import organizations as queries
from staffroom.ui.accent import LIGHT_GROUNDS, accent_pair, contrast

PAGE, STAFF_PAGE = 40, 50


def managed(request: Request, slug: str) -> District:
    """The district whose organisations this viewer keeps; for others there is none."""
    place = queries.district(slug)
    require(policies.may_manage(request.viewer, place.pk))
    return place


def _card_url(place: District, pid: str) -> str:
    return reverse("organizations:organization", args=[place.slug, pid])


@signed_in
@require_safe
def organizations(request: Request, district: str) -> HttpResponse:
    """All organisations of the district, narrowed by filters."""
    place = managed(request, district)
    sees_flags = policies.may_see_flags(request.viewer, place.pk)
    form = ListForm(request.GET, sees_flags=sees_flags)
    filters = form.filters
    rows = queries.organizations(request.viewer, place, filters)
    page = Pages(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "district": place,
        "form": form,
        "filters": filters,
        "page": page,
        "sees_flags": sees_flags,
    }
    return page_or_part(request, "organizations/list.html", context, part="rows")


@signed_in
@require_safe
def organization(request: Request, district: str, pid: str) -> HttpResponse:
    """One organisation: what it is, its departments, who works there."""
    place = managed(request, district)
    return _card(request, place, pid, DepartmentForm())


def _card(request: Request, place: District, pid: str, form: DepartmentForm) -> HttpResponse:
    found = queries.organization(request.viewer, place, pid)
    page = Pages(queries.staff(found), STAFF_PAGE).get_page(request.GET.get("page"))
    context = {
        "district": place,
        "organization": found,
        "departments": list(queries.departments(found)),
        "page": page,
        "positions": POSITIONS,
        "sees_flags": policies.may_see_flags(request.viewer, place.pk),
        "parts": plugs.fill("organizations.organization", request=request, organization=found),
    }
    return form_page(request, "organizations/organization.html", form, context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request, district: str) -> HttpResponse:
    """A new organisation."""
    place = managed(request, district)
    sees_flags = policies.may_see_flags(request.viewer, place.pk)
    form = bound(OrganizationForm, request, district=place, sees_flags=sees_flags)
    if form.is_valid():
        with refusals_to(form):
            return go(request, once(request, lambda: _added(request, place, form)))
    return form_page(request, "organizations/change.html", form, {"district": place, "found": None})


def _added(request: Request, place: District, form: OrganizationForm) -> str:
    made = actions.add_organization(
        district=place, details=form.cleaned_data, actor=request.viewer, at=now()
    )
    return _card_url(place, made.pid)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, district: str, pid: str) -> HttpResponse:
    """The card of an organisation, to be changed."""
    place = managed(request, district)
    found = queries.organization(request.viewer, place, pid)
    form = bound(
        OrganizationForm, request, district=place, initial=OrganizationForm.initial_of(found),
        sees_flags=policies.may_see_flags(request.viewer, place.pk),
    )  # fmt: skip
    if form.is_valid():
        with refusals_to(form):
            actions.change_organization(
                organization=found, details=form.cleaned_data, actor=request.viewer, at=now()
            )
            return go(request, _card_url(place, pid))
    return form_page(
        request, "organizations/change.html", form, {"district": place, "found": found}
    )


@signed_in
@require_POST
def department_add(request: Request, district: str, pid: str) -> HttpResponse:
    """Add a part of an organisation."""
    place = managed(request, district)
    found = queries.organization(request.viewer, place, pid)
    form = DepartmentForm(request.POST)
    if form.is_valid():
        with refusals_to(form):
            actions.add_department(
                organization=found, name=form.cleaned_data["name"], actor=request.viewer, at=now()
            )
            return go(request, _card_url(place, pid))
    return _card(request, place, pid, form)


@signed_in
@require_POST
def department_remove(request: Request, district: str, pid: str, part: str) -> HttpResponse:
    """Remove a part of an organisation; its people stay."""
    place = managed(request, district)
    found = queries.organization(request.viewer, place, pid)
    actions.remove_department(organization=found, pid=part, actor=request.viewer, at=now())
    return go(request, _card_url(place, pid))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def district_card(request: Request, district: str) -> HttpResponse:
    """The district's own card: names, founder, contacts, colour."""
    place = managed(request, district)
    form = bound(DistrictForm, request, initial=DistrictForm.initial_of(place))
    if form.is_valid():
        with refusals_to(form):
            actions.change_district(
                district=place, details=form.details, actor=request.viewer, at=now()
            )
            return go(request, f"{request.path}?saved=1")
    chosen = place.accent.removeprefix("#").lower()
    light, dark = accent_pair(place.accent)
    context = {
        "district": place,
        "is_saved": request.GET.get("saved") == "1",
        "chosen": chosen,
        "light": light,
        "dark": dark,
        "ratio": min(contrast(chosen, ground) for ground in LIGHT_GROUNDS),
    }
    return form_page(request, "organizations/district.html", form, context)
