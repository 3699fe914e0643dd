"""«Оформить приказом»: one order about communities that were opened before it."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from staffroom.core.clock import now
from staffroom.core.http import Request, bound, form_page, go, refusals_to, signed_in
from staffroom.core.idempotency import once
from staffroom.core.policy import require
from staffroom.features.governance.actions import standing as actions
from staffroom.features.governance.forms.standing import StandingForm
from staffroom.features.governance.policies import standing as policies
from staffroom.features.governance.queries import standing as queries
from staffroom.shared.documents.policies import may_keep
from staffroom.shared.organizations.models import District
from staffroom.shared.organizations.queries.organizations import district as district_of


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def order(request: Request, district: str) -> HttpResponse:
    """Choose the communities; the draft of the order opens for those who keep papers."""
    place = district_of(district)
    require(policies.may_order_standing(request.viewer, place))
    form = bound(StandingForm, request, rows=queries.without_order(place))
    if form.is_valid():
        with refusals_to(form):
            return go(request, once(request, lambda: _drafted(request, place, form)))
    return form_page(request, "governance/standing.html", form, {"district": place})


def _drafted(request: Request, place: District, form: StandingForm) -> str:
    made = actions.draft_standing_order(
        district=place, communities=list(form.cleaned_data["communities"]), actor=request.viewer,
        at=now(),
    )  # fmt: skip
    if may_keep(request.viewer, place.pk):
        return reverse("documents:document", args=[place.slug, made.pid])
    return reverse("governance:creation", args=[place.slug])
