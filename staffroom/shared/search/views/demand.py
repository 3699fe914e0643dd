"""What is offered while a question is typed, and what was asked in vain."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from staffroom.core.clock import now
from staffroom.core.http import Request, render_page, signed_in
from staffroom.core.policy import require
from staffroom.shared.search import policies
from staffroom.shared.search.queries import demand as queries
from staffroom.shared.search.queries.hints import hints as offered
from staffroom.shared.search.views.patience import is_patient, too_often


@require_safe
@signed_in
def hints(request: Request) -> HttpResponse:
    """Lines for the list under the field of the search; titles that the person may read."""
    if not is_patient(request.viewer.pid, now()):
        return too_often()
    found = offered(request.viewer, request.GET.get("q", ""))
    response = render_page(request, "search/hints.html", {"titles": found})
    response["Cache-Control"] = "no-store"
    return response


@require_safe
@signed_in
def demand(request: Request) -> HttpResponse:
    """Searches without a result, most frequent first, for those who plan the work (BB-2.2.b)."""
    require(policies.may_see_demand(request.viewer))
    return render_page(request, "search/demand.html", {"rows": queries.wanted()})
