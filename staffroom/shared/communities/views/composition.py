"""The table of composition by position."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from staffroom.core.http import Request, render_page, signed_in
from staffroom.core.policy import require
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.policies import groups as policies
from staffroom.shared.communities.queries import composition, groups
from staffroom.shared.communities.views.community import community_url


def _narrows(request: Request, district_id: int) -> bool:
    """Whether the viewer may, and does, narrow to schools with low results (TV-1.1.e)."""
    sees = request.viewer.has(Power.SEE_FLAGS, ("district", district_id))
    return sees and request.GET.get("low") == "1"


@require_safe
@signed_in
def community(request: Request, district: str, pid: str) -> HttpResponse:
    """Members of a community by position."""
    found = groups.community(request.viewer, pid, district)
    require(policies.may_see_composition(request.viewer, found))
    low = _narrows(request, found.district_id)
    context = {
        "district": found.district, "back": community_url(found), "name": found.name,
        "table": composition.of_community(found, low_results=low), "low": low,
        "sees_flags": request.viewer.has(Power.SEE_FLAGS, ("district", found.district_id)),
    }  # fmt: skip
    return render_page(request, "communities/composition.html", context)


@require_safe
@signed_in
def district(request: Request, district: str) -> HttpResponse:
    """People of the whole network by position."""
    place = groups.district(district)
    require(policies.may_see_composition_of_district(request.viewer, place.pk))
    low = _narrows(request, place.pk)
    context = {
        "district": place, "back": f"/{place.slug}/", "name": place.name,
        "table": composition.of_district(place, low_results=low), "low": low,
        "sees_flags": request.viewer.has(Power.SEE_FLAGS, ("district", place.pk)),
    }  # fmt: skip
    return render_page(request, "communities/composition.html", context)
