"""Requests to be erased, for those who answer for the data of a district's people."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from staffroom.core.clock import now
from staffroom.core.errors import Absent
from staffroom.core.http import Request, go, render_page, signed_in
from staffroom.core.lookups import one_or_none
from staffroom.core.paging import First
from staffroom.core.policy import require
from staffroom.shared.accounts.policies import may_erase
from staffroom.shared.communities.actions.erasure import fulfil_erasure
from staffroom.shared.communities.policies import admissions as policies
from staffroom.shared.communities.queries import groups
from staffroom.shared.organizations.models import District

MOST = 100


def _district(request: Request, slug: str) -> District:
    found = groups.district(slug)
    if found.pk not in policies.keeping_districts(request.viewer):
        raise Absent
    return found


@require_safe
@signed_in
def data_requests(request: Request, district: str) -> HttpResponse:
    """Who asked, and by when it must be done; the nearest day first."""
    place = _district(request, district)
    rows = (
        policies.visible_data_requests(request.viewer)
        .filter(person__admissions__district=place)
        .select_related("person")
        .order_by("due_on", "pk")
    )
    context = {"district": place, "rows": First.of(rows, MOST), "done": "done" in request.GET}
    return render_page(request, "communities/admissions_data_requests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def erase(request: Request, district: str, pid: str) -> HttpResponse:
    """A question that names what will be lost, then the erasing itself."""
    place = _district(request, district)
    found = one_or_none(
        policies.visible_data_requests(request.viewer)
        .select_related("person")
        .filter(pid=pid, person__admissions__district=place)
    )
    if found is None:
        raise Absent
    back = reverse("admissions:data-requests", args=[district])
    if request.method == "POST":
        fulfil_erasure(request=found, actor=request.viewer, at=now())
        return go(request, f"{back}?done=1")
    require(may_erase(request.viewer, found))
    context = {"district": place, "asked": found, "back": back}
    return render_page(request, "communities/admissions_erase.html", context)
