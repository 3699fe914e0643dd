"""Initiatives: support and decision; the page itself is that of any publication."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from staffroom.core.clock import now
from staffroom.core.http import Request, bound, form_page, go, refusals_to, signed_in
from staffroom.core.policy import require
from staffroom.features.governance.actions import initiatives as actions
from staffroom.features.governance.forms.initiatives import DecisionForm
from staffroom.features.governance.policies import initiatives as policies
from staffroom.shared.publications.models import Publication
from staffroom.shared.publications.queries.lookups import publication
from staffroom.shared.publications.registry import page_address


def _url(found: Publication) -> str:
    return page_address(found.pid, found.slug)


@signed_in
@require_POST
def back(request: Request, pid: str) -> HttpResponse:
    """Support an initiative, or take the support back (`want=`)."""
    found = publication(request.viewer, pid)
    wanted = bool(request.POST.get("want"))
    actions.back(publication=found, is_wanted=wanted, actor=request.viewer, at=now())
    return go(request, _url(found))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: Request, pid: str) -> HttpResponse:
    """The decision of those who run the community."""
    found = publication(request.viewer, pid)
    require(policies.may_decide(request.viewer, found))
    form = bound(DecisionForm, request)
    if form.is_valid():
        with refusals_to(form):
            actions.decide(publication=found, actor=request.viewer, at=now(), **form.cleaned_data)
            return go(request, _url(found))
    context = {"publication": found, "back": _url(found)}
    return form_page(request, "governance/initiative_decide.html", form, context)
