"""Running a community: its card, its place, its end."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from staffroom.core import plugs
from staffroom.core.clock import now
from staffroom.core.errors import Absent
from staffroom.core.http import Request, bound, form_page, go, refusals_to
from staffroom.core.idempotency import once
from staffroom.core.policy import require
from staffroom.shared.communities.actions import groups as actions
from staffroom.shared.communities.forms.groups import CommunityForm, OpenForm
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.policies import groups as policies
from staffroom.shared.communities.queries import groups
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.communities.queries.space import space_of
from staffroom.shared.communities.views.community import community_url, head_of
from staffroom.shared.organizations.models import Organization


def _base_organizations(district_id: int) -> Any:
    return Organization.objects.filter(district=district_id, closed_on=None).order_by(
        "sort_key", "pk"
    )


@login_required
@require_http_methods(["GET", "POST"])
def open_community(request: Request, district: str) -> HttpResponse:
    """Open a community in the district or inside another (`?in=<pid>`)."""
    place = groups.district(district)
    parents = groups.choices_of_parent(request.viewer, place)
    stands_alone = policies.may_open(request.viewer, place.pk, None)
    if not parents:
        require(stands_alone)
    form = bound(
        OpenForm, request, rules=rules_of(place), organizations=_base_organizations(place.pk), parents=parents,
        may_stand_alone=bool(stands_alone), initial={"parent": request.GET.get("in", ""), "kind": "subject"},
    )  # fmt: skip
    if form.is_valid():
        with refusals_to(form):
            return go(request, once(request, lambda: community_url(_opened(request, place, form))))
    context = {"district": place}
    return form_page(request, "communities/open.html", form, context)


def _opened(request: Request, place: Any, form: OpenForm) -> Community:
    parent_pid = form.cleaned_data["parent"]
    parent = groups.community(request.viewer, parent_pid, place.slug) if parent_pid else None
    return actions.open_community(
        district=place,
        parent=parent,
        kind=form.cleaned_data["kind"],
        actor=request.viewer,
        at=now(),
        order=form.order,
        **form.details,
    )


@login_required
@require_http_methods(["GET", "POST"])
def change(request: Request, district: str, pid: str) -> HttpResponse:
    """The card of a community, for those who run it."""
    found = groups.community(request.viewer, pid, district)
    require(policies.may_change(request.viewer, found))
    is_free = policies.may_change_order_data(request.viewer, found)
    form = bound(
        CommunityForm, request, rules=rules_of(found), organizations=_base_organizations(found.district_id),
        initial=CommunityForm.initial_of(found), term_stands=policies.term_stands(found),
        locked=() if is_free else actions.ORDER_DATA,
    )  # fmt: skip
    if form.is_valid():
        with refusals_to(form):
            actions.change_community(community=found, changes=form.details, actor=request.viewer)
            return go(request, community_url(found))
    context = {
        **head_of(request, found, "manage"),
        "may_change_rules": policies.may_change_rules(request.viewer, found),
        "space": space_of(found),
        "parts": plugs.fill("communities.manage", request=request, community=found),
    }
    return form_page(request, "communities/change.html", form, context)


@login_required
@require_POST
def open_preset(request: Request, district: str) -> HttpResponse:
    """Open the ready list of groups of the regulation in one step (TV-A.1)."""
    place = groups.district(district)
    listed = rules_of(place)["structure.group_list"]
    if not listed:
        raise Absent
    require(policies.may_open(request.viewer, place.pk, None))
    actions.open_preset(district=place, listed=listed, actor=request.viewer, at=now())
    return go(request, f"/{place.slug}/c/")
