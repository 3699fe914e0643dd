"""The terms of a district's communities."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from staffroom.core.clock import now
from staffroom.core.http import Request, render_page, signed_in
from staffroom.core.paging import Pages
from staffroom.core.policy import require
from staffroom.features.lifecycle.policies import endings as policies
from staffroom.features.lifecycle.queries import pages
from staffroom.features.lifecycle.queries.endings import terms
from staffroom.shared.organizations.queries.organizations import district as district_of

PAGE = 30


@signed_in
@require_safe
def listed(request: Request, district: str) -> HttpResponse:
    """Communities by the end of their term, what waits for a decision first."""
    place = district_of(district)
    require(policies.may_see_list(request.viewer, place.pk))
    page = Pages(terms(request.viewer, place), PAGE).get_page(request.GET.get("page"))
    context = {"district": place, "page": page, "rows": pages.rows(page, place, at=now())}
    return render_page(request, "lifecycle/list.html", context)
