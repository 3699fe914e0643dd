"""«Назначения»: who is appointed by which order, from when to when; a new one."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from staffroom.core.clock import now
from staffroom.core.errors import Absent
from staffroom.core.http import Request, bound, form_page, go, refusals_to, render_page, signed_in
from staffroom.core.idempotency import once
from staffroom.core.paging import Pages
from staffroom.core.policy import require
from staffroom.features.rosters.actions import appointing
from staffroom.features.rosters.forms.appointments import AppointmentForm
from staffroom.features.rosters.policies import appointments as policies
from staffroom.features.rosters.queries import appointments as queries
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries import groups
from staffroom.shared.communities.queries.network import person_named
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.documents.policies import visible_documents
from staffroom.shared.organizations.models import District
from staffroom.shared.organizations.queries.organizations import district as district_of

PAGE = 30


@signed_in
@require_safe
def appointments(request: Request, district: str) -> HttpResponse:
    """What is being prepared, what holds, the history."""
    place = district_of(district)
    require(policies.may_see(request.viewer, place))
    rows = queries.appointments(request.viewer, place)
    page = Pages(rows, PAGE).get_page(request.GET.get("page"))
    papers = [one.document_id for one in page if one.document_id]
    readable = set(
        visible_documents(request.viewer).filter(pk__in=papers).values_list("pk", flat=True)
    )
    context = {
        "district": place, "page": page, "readable": readable,
        "rows": queries.titled(place, list(page)),
        "may_appoint": policies.may_appoint(request.viewer, place, None),
    }  # fmt: skip
    return render_page(request, "rosters/appointments.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def appoint(request: Request, district: str) -> HttpResponse:
    """Have the order of an appointment drafted (`?community=`, `?role=`)."""
    place = district_of(district)
    require(policies.may_see(request.viewer, place))
    found = _community(request, place)
    require(policies.may_appoint(request.viewer, place, found))
    scope = found or place
    form = bound(
        AppointmentForm, request, rules=rules_of(scope), is_local=found is not None,
        initial={"role": request.GET.get("role", "")},
    )  # fmt: skip
    if form.is_valid():
        with refusals_to(form):
            return go(request, once(request, lambda: _appointed(request, place, found, form)))
    context = {"district": place, "community": found, "back": _list(place)}
    return form_page(request, "rosters/appoint.html", form, context)


def _community(request: Request, place: District) -> Community | None:
    pid = request.GET.get("community", "")
    if not pid:
        return None
    found = groups.community(request.viewer, pid, place.slug)
    if found.district_id != place.pk:
        raise Absent
    return found


def _appointed(
    request: Request, place: District, found: Community | None, form: AppointmentForm
) -> str:
    data = dict(form.cleaned_data)
    person = person_named(place.pk, data.pop("person"))
    appointing.appoint(
        district=place, community=found, person=person, actor=request.viewer, at=now(), **data
    )
    return _list(place)


def _list(place: District) -> str:
    return reverse("rosters:appointments", args=[place.slug])
