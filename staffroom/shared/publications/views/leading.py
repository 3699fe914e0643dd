"""Live hours and summaries: the forms of who leads a talk."""

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from staffroom.core.clock import now
from staffroom.core.http import Request, bound, form_page, go, refusals_to
from staffroom.core.policy import require
from staffroom.shared.communities.queries import network
from staffroom.shared.publications import policies
from staffroom.shared.publications.actions import leading as actions
from staffroom.shared.publications.forms import HourForm, SummaryForm
from staffroom.shared.publications.queries import leading, lookups, threads
from staffroom.ui.looks import stand_in


@login_required
@require_http_methods(["GET", "POST"])
def hour(request: Request, pid: str) -> HttpResponse:
    """Say who answers live, when and how long; times are the district's own."""
    found = lookups.publication(request.viewer, pid)
    require(policies.may_hold_hour(request.viewer, found))
    standing = leading.hour(request.viewer, found.pk, at=now())
    back = threads.head(request.viewer, pid).url
    stand_in(request, found.district)
    form = bound(HourForm, request, initial=HourForm.begun(standing, request.viewer.name))
    if form.is_valid():
        with refusals_to(form):
            host = network.person_named(found.district_id, form.cleaned_data["host"])
            begins = form.cleaned_data["from_at"]
            length = timedelta(minutes=int(form.cleaned_data["minutes"]))
            actions.announce_hour(
                publication=found, host=host, from_at=begins, to_at=begins + length,
                actor=request.viewer, at=now(),
            )  # fmt: skip
            return go(request, back)
    context = {"publication": found, "standing": standing, "back": back}
    return form_page(request, "publications/hour_form.html", form, context)


@login_required
@require_POST
def cancel_hour(request: Request, pid: str) -> HttpResponse:
    """Call it off."""
    actions.cancel_hour(publication=lookups.publication(request.viewer, pid), actor=request.viewer)
    return go(request, threads.head(request.viewer, pid).url)


@login_required
@require_http_methods(["GET", "POST"])
def summary(request: Request, pid: str) -> HttpResponse:
    """Write what came out of the talk, or put it in other words."""
    found = lookups.publication(request.viewer, pid)
    require(policies.may_sum_up(request.viewer, found))
    standing = leading.summary(found.pk)
    form = bound(SummaryForm, request, initial={"body": standing.html if standing else ""})
    back = threads.head(request.viewer, pid).url
    if form.is_valid():
        with refusals_to(form):
            actions.sum_up(
                publication=found, text=form.cleaned_data["body"], actor=request.viewer, at=now()
            )
            return go(request, back)
    context = {"publication": found, "back": back}
    return form_page(request, "publications/summary_form.html", form, context)
