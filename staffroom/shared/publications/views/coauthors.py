"""Writing together: inviting, answering, leaving."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from staffroom.core.clock import now
from staffroom.core.errors import Absent
from staffroom.core.http import Request, bound, form_page, go, refusals_to, signed_in
from staffroom.shared.communities.queries import network
from staffroom.shared.publications import policies
from staffroom.shared.publications.actions import coauthors as actions
from staffroom.shared.publications.forms import CoauthorForm
from staffroom.shared.publications.models import Publication
from staffroom.shared.publications.queries import coauthors as queries
from staffroom.shared.publications.queries import lookups


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def coauthors(request: Request, pid: str) -> HttpResponse:
    """For the author: who is invited, and a form for one more; for the invited: the answer."""
    found = lookups.publication(request.viewer, pid)
    own = queries.own(request.viewer, found)
    verdict = policies.may_invite_coauthor(request.viewer, found)
    if own is None and request.viewer.person_id != found.author_id:
        raise Absent
    form = bound(CoauthorForm, request, initial={"person": request.GET.get("person", "")})
    if form.is_valid():
        with refusals_to(form):
            person = network.person_named(found.district_id, form.cleaned_data["person"])
            actions.invite_coauthor(
                publication=found, person=person, actor=request.viewer, at=now()
            )
            return go(request, request.path)
    context = {
        "found": found,
        "address": url_of(found),
        "own": own,
        "may_invite": verdict,
        "rows": queries.everybody(found) if own is None else [],
    }
    return form_page(request, "publications/coauthors.html", form, context)


def url_of(found: Publication) -> str:
    """Where the publication stands."""
    return reverse("publications:publication", args=[f"{found.pid}-{found.slug}"])


@require_POST
@signed_in
def answer(request: Request, pid: str) -> HttpResponse:
    """Agree, decline, or leave (`answer=agree|decline`)."""
    found = lookups.publication(request.viewer, pid)
    if request.POST.get("answer") == "agree":
        actions.agree(publication=found, actor=request.viewer, at=now())
        return go(request, url_of(found))
    actions.decline(publication=found, actor=request.viewer)
    return go(request, "/home/")


@require_POST
@signed_in
def end(request: Request, pid: str, person_pid: str) -> HttpResponse:
    """The author takes an invitation back, or a name off."""
    found = lookups.publication(request.viewer, pid)
    actions.end_coauthorship(publication=found, person_pid=person_pid, actor=request.viewer)
    return go(request, reverse("publications:coauthors", args=[pid]))
