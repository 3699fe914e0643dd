"""Links out of the site, for those who moderate a district: stopped sites, dead links."""

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from staffroom.core.clock import now
from staffroom.core.errors import Absent
from staffroom.core.http import Request, bound, form_page, go, refusals_to, signed_in
from staffroom.core.idempotency import once
from staffroom.core.lookups import one_or_none
from staffroom.core.policy import require
from staffroom.shared.communities.queries import groups
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.actions import links as actions
from staffroom.shared.publications.forms import StopForm
from staffroom.shared.publications.models import StoppedSite
from staffroom.shared.publications.policies.links import may_keep_links
from staffroom.shared.publications.queries import links as queries
from staffroom.ui.looks import stand_in


def _district(request: Request, slug: str) -> District:
    place = groups.district(slug)
    require(may_keep_links(request.viewer, place.pk))
    stand_in(request, place)
    return place


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def links(request: Request, district: str) -> HttpResponse:
    """Sites that the district does not link to, and links that do not open (TV-2.2.1.h)."""
    place = _district(request, district)
    form = bound(StopForm, request)
    if form.is_valid():
        with refusals_to(form):
            return go(request, once(request, lambda: _stopped(request, place, form)))
    context = {
        "place": place, "sites": queries.stopped_sites(place.pk),
        "dead": queries.dead_links(request.viewer, place.pk), "is_checked": settings.CHECK_LINKS,
    }  # fmt: skip
    return form_page(request, "publications/links.html", form, context)


def _stopped(request: Request, place: District, form: StopForm) -> str:
    data = form.cleaned_data
    actions.stop_site(
        district=place, site=data["site"], reason=data["reason"], actor=request.viewer, at=now()
    )
    return reverse("publications:links", args=[place.slug])


@require_POST
@signed_in
def allow(request: Request, district: str, site: str) -> HttpResponse:
    """Take a site off the list."""
    place = _district(request, district)
    found = one_or_none(StoppedSite.objects.filter(district=place, pid=site))
    if found is None:
        raise Absent
    actions.allow_site(site=found, actor=request.viewer)
    return go(request, reverse("publications:links", args=[place.slug]))
