"""«Собрать творческую группу»: open to every member of the network, with no order (BT-O.1.7)."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from staffroom.core.clock import now
from staffroom.core.http import Request, bound, form_page, go, refusals_to, signed_in
from staffroom.core.idempotency import once
from staffroom.core.policy import require
from staffroom.shared.communities.actions.gathering import gather_group
from staffroom.shared.communities.forms.gathering import GatherForm
from staffroom.shared.communities.policies import groups as policies
from staffroom.shared.communities.queries import groups
from staffroom.shared.communities.views.community import community_url
from staffroom.shared.organizations.models import District


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def gather(request: Request, district: str) -> HttpResponse:
    """A name and a goal; then the page where colleagues are invited."""
    place = groups.district(district)
    require(policies.may_gather(request.viewer, place.pk))
    form = bound(GatherForm, request)
    if form.is_valid():
        with refusals_to(form):
            return go(request, once(request, lambda: _gathered(request, place, form)))
    return form_page(request, "communities/gather.html", form, {"district": place})


def _gathered(request: Request, place: District, form: GatherForm) -> str:
    group = gather_group(
        district=place, person=request.person, actor=request.viewer, at=now(), **form.cleaned_data
    )
    return f"{community_url(group)}manage/people/"
