"""People of a community, for those who run it: requests, invitations, removals, roles."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from staffroom.core import plugs
from staffroom.core.clock import now
from staffroom.core.errors import Absent
from staffroom.core.http import Request, bound, form_page, go, refusals_to
from staffroom.core.lookups import one_or_none
from staffroom.core.paging import First
from staffroom.core.policy import require
from staffroom.shared.communities.actions import members as member_actions
from staffroom.shared.communities.actions import roles as role_actions
from staffroom.shared.communities.forms.people import DecideForm, InviteForm, RoleForm
from staffroom.shared.communities.forms.states import ReasonForm
from staffroom.shared.communities.models import (
    Community,
    Membership,
    MembershipState,
    RoleGrant,
    ScopeKind,
)
from staffroom.shared.communities.policies import people as policies
from staffroom.shared.communities.queries import groups, network
from staffroom.shared.communities.queries.rules import (
    joins_by_order,
    possible_moderators,
    rules_of,
)
from staffroom.shared.communities.views.community import community_url, head_of

MOST = 100


def _mine(request: Request, district: str, pid: str) -> Community:
    found = groups.community(request.viewer, pid, district)
    require(policies.may_manage_members(request.viewer, found))
    return found


def _desk(found: Community) -> str:
    return f"{community_url(found)}manage/people/"


@login_required
@require_http_methods(["GET", "POST"])
def people(request: Request, district: str, pid: str) -> HttpResponse:
    """Requests first, then those invited and those who hold roles; a form to invite."""
    found = _mine(request, district, pid)
    form = bound(InviteForm, request)
    if form.is_valid():
        with refusals_to(form):
            person = network.person_named(found.district_id, form.cleaned_data["person"])
            member_actions.invite(community=found, person=person, actor=request.viewer, at=now())
            return go(request, _desk(found))
    context = {
        **head_of(request, found, "manage"),
        "requests": First.of(groups.requests(found), MOST),
        "invited": First.of(groups.people(found, states=[MembershipState.INVITED]), MOST),
        "leads": groups.leads(found),
        "may_grant": policies.may_grant(request.viewer, ScopeKind.COMMUNITY, found.pk, found, 0),
        "is_by_order": joins_by_order(found),
        "parts": plugs.fill("communities.members", request=request, community=found),
        "grant_parts": plugs.fill("communities.grants", request=request, community=found),
    }
    return form_page(request, "communities/people.html", form, context, part="body")


@login_required
@require_POST
def decide(request: Request, district: str, pid: str, person_pid: str) -> HttpResponse:
    """Admit, admit as a guest, or refuse with a reason."""
    found = _mine(request, district, pid)
    membership = _membership(found, person_pid)
    form = DecideForm(request.POST)
    decision = form.data.get("decision", "")
    member_actions.decide_request(
        membership=membership, admits=decision in {"admit", "guest"}, as_guest=decision == "guest",
        words=form.data.get("words", "")[:400], actor=request.viewer, at=now(),
    )  # fmt: skip
    return go(request, _desk(found))


@login_required
@require_http_methods(["GET", "POST"])
def remove(request: Request, district: str, pid: str, person_pid: str) -> HttpResponse:
    """Take a member out, with a reason that he reads."""
    found = _mine(request, district, pid)
    membership = _membership(found, person_pid)
    form = bound(ReasonForm, request)
    if form.is_valid():
        with refusals_to(form):
            member_actions.remove_member(
                membership=membership,
                words=form.cleaned_data["words"],
                actor=request.viewer,
                at=now(),
            )
            return go(request, f"{community_url(found)}people/")
    context = {**head_of(request, found, "manage"), "removed": membership}
    return form_page(request, "communities/remove.html", form, context)


@login_required
@require_http_methods(["GET", "POST"])
def grant(request: Request, district: str, pid: str) -> HttpResponse:
    """Give a role of the regulation in this community."""
    found = groups.community(request.viewer, pid, district)
    require(policies.may_grant(request.viewer, ScopeKind.COMMUNITY, found.pk, found, 0))
    form = bound(RoleForm, request, rules=rules_of(found))
    if form.is_valid():
        data = form.cleaned_data
        with refusals_to(form):
            person = network.person_named(found.district_id, data["person"])
            role_actions.grant_role(
                person=person, role=data["role"], scope=found, basis=data["basis"], is_acting=data["is_acting"],
                actor=request.viewer, at=now(),
            )  # fmt: skip
            return go(request, _desk(found))
    context = {**head_of(request, found, "manage"), "possible": possible_moderators(found)}
    return form_page(request, "communities/grant.html", form, context)


@login_required
@require_POST
def end_grant(request: Request, district: str, pid: str, grant_pid: str) -> HttpResponse:
    """End a role in this community."""
    found = groups.community(request.viewer, pid, district)
    given = one_or_none(
        RoleGrant.objects.filter(pid=grant_pid, scope_kind=ScopeKind.COMMUNITY, scope_id=found.pk)
    )
    if given is None:
        raise Absent
    role_actions.end_role(grant=given, actor=request.viewer, at=now())
    return go(request, _desk(found))


def _membership(found: Community, person_pid: str) -> Membership:
    rows = Membership.objects.filter(community=found, person__pid=person_pid)
    membership = rows.select_related("person", "community").first()
    if membership is None:
        raise Absent
    return membership
