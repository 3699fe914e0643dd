"""Ties of a community: organisations and partners, for those who run it; answers of the other side."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from staffroom.core.clock import now
from staffroom.core.http import Request, form_page, go, refusals_to, signed_in
from staffroom.core.policy import require
from staffroom.shared.communities.actions import ties as actions
from staffroom.shared.communities.forms.ties import OrganizationForm, PartnerForm
from staffroom.shared.communities.models import Community, TieState
from staffroom.shared.communities.policies import people
from staffroom.shared.communities.policies import ties as policies
from staffroom.shared.communities.queries import groups
from staffroom.shared.communities.queries import ties as queries
from staffroom.shared.communities.views.community import community_url, head_of


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def ties(request: Request, district: str, pid: str) -> HttpResponse:
    """Everything that stands or is proposed; `what` says which of the two forms was sent."""
    found = groups.community(request.viewer, pid, district)
    require(people.may_manage_members(request.viewer, found))
    what = request.POST.get("what", "")
    asks, proposes = _forms(request, found, what)
    form: forms.Form = proposes if what == "partner" else asks
    if form.is_valid():
        with refusals_to(form):
            _made(request, found, what, form.cleaned_data)
            return go(request, f"{community_url(found)}manage/ties/")
    viewer, proposed = request.viewer, queries.ties(request.viewer, found, TieState.PROPOSED)
    context = {
        **head_of(request, found, "manage"),
        "asks": asks,
        "proposes": proposes,
        "may_invite": policies.may_invite_organization(viewer, found),
        "may_propose": policies.may_propose_partner(viewer, found),
        "organizations": queries.participations(found, state=TieState.STANDING),
        "invited": queries.participations(found, state=TieState.PROPOSED),
        "partners": queries.ties(viewer, found, TieState.STANDING),
        "proposed": proposed,
    }
    return form_page(request, "communities/ties.html", form, context, part="body")


def _forms(request: Request, found: Community, what: str) -> tuple[OrganizationForm, PartnerForm]:
    sent = request.POST if request.method == "POST" else None
    return (
        OrganizationForm(
            None if what == "partner" else sent, free=queries.free_organizations(found)
        ),
        PartnerForm(
            sent if what == "partner" else None, free=queries.free_partners(request.viewer, found)
        ),
    )


def _made(request: Request, found: Community, what: str, data: dict[str, Any]) -> None:
    if what == "partner":
        actions.propose_partner(community=found, actor=request.viewer, at=now(), **data)
    else:
        actions.invite_organization(community=found, actor=request.viewer, at=now(), **data)


@signed_in
@require_POST
def answer_for(request: Request, district: str, pid: str, tie: str) -> HttpResponse:
    """The representative of an organisation: `answer=accept|decline`, or `end`."""
    found = groups.community(request.viewer, pid, district)
    participation, answer = queries.participation(found, tie), request.POST.get("answer", "")
    if answer == "end":
        actions.end_participation(participation=participation, actor=request.viewer)
        return go(request, community_url(found))
    actions.answer_for_organization(
        participation=participation, accepts=answer == "accept", actor=request.viewer, at=now()
    )
    return go(request, community_url(found))


@signed_in
@require_POST
def answer_partner(request: Request, district: str, pid: str, tie: str) -> HttpResponse:
    """Agree to a partnership (`answer=accept`); anything else declines or ends it."""
    found = groups.community(request.viewer, pid, district)
    partnership = queries.partnership(found, tie)
    if request.POST.get("answer") == "accept":
        actions.agree(partnership=partnership, actor=request.viewer, at=now())
    else:
        actions.end_partnership(partnership=partnership, actor=request.viewer)
    return go(request, f"{community_url(found)}manage/ties/")
