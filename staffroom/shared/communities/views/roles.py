"""Roles of a district: what each may do, who holds it, appointing (BB-4.1.1, BB-O.2, OL-1.7)."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from staffroom.core import plugs
from staffroom.core.clock import now
from staffroom.core.errors import Absent
from staffroom.core.http import (
    Request,
    bound,
    form_page,
    go,
    page_or_part,
    refusals_to,
    render_page,
    signed_in,
)
from staffroom.core.lookups import one_or_none
from staffroom.core.paging import Pages
from staffroom.core.policy import Verdict, require
from staffroom.shared.communities.actions import roles as actions
from staffroom.shared.communities.forms.people import AppointForm
from staffroom.shared.communities.models import RoleGrant, ScopeKind
from staffroom.shared.communities.policies import people as policies
from staffroom.shared.communities.queries import groups, network
from staffroom.shared.communities.queries import roles as queries
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.organizations.models import District

PAGE = 50
REMEMBERED = 50


def _district(request: Request, slug: str) -> District:
    found = groups.district(slug)
    require(policies.may_see_roles(request.viewer, found.pk))
    return found


def _may_grant(request: Request, place: District) -> Verdict:
    return policies.may_grant(request.viewer, ScopeKind.DISTRICT, place.pk, None, 0)


@require_safe
@signed_in
def roles(request: Request, district: str) -> HttpResponse:
    """All roles of the regulation."""
    place = _district(request, district)
    context = {
        "district": place,
        "rows": queries.role_rows(request.viewer, place),
        "source": queries.source(place),
    }
    return render_page(request, "communities/roles.html", context)


@require_safe
@signed_in
def role(request: Request, district: str, code: str) -> HttpResponse:
    """«Права роли»: what it may do and may not, from which clause, who holds it and who held it."""
    place = _district(request, district)
    known, viewer = queries.role_of(place, code), request.viewer
    page = Pages(queries.grants_of(viewer, place, code), PAGE).get_page(request.GET.get("page"))
    past = list(queries.past_grants(viewer, place, code)[:REMEMBERED])
    may, may_not = queries.rights_of(known)
    context = {
        "district": place, "role": known, "source": queries.source(place),
        "may": may, "may_not": may_not, "page": page,
        "holders": queries.holders(viewer, place, list(page)),
        "past": queries.holders(viewer, place, past),
        "may_grant": _may_grant(request, place) if known.scope == ScopeKind.DISTRICT else None,
        "parts": plugs.fill("communities.role", request=request, district=place, role=known),
    }  # fmt: skip
    return page_or_part(request, "communities/role.html", context, part="holders")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def appoint(request: Request, district: str, code: str) -> HttpResponse:
    """Give a role of the district, with its basis."""
    place = _district(request, district)
    known = queries.role_of(place, code)
    if known.scope != ScopeKind.DISTRICT:
        raise Absent
    require(_may_grant(request, place))
    form = bound(AppointForm, request, rules=rules_of(place), role=code)
    if form.is_valid():
        data = form.cleaned_data
        with refusals_to(form):
            person = network.person_named(place.pk, data.pop("person"))
            actions.grant_role(
                person=person, role=code, scope=place, actor=request.viewer, at=now(), **data
            )
            return go(request, reverse("communities:role", args=[district, code]))
    context = {"district": place, "role": known}
    return form_page(request, "communities/appoint.html", form, context)


@require_POST
@signed_in
def dismiss(request: Request, district: str, code: str, grant_pid: str) -> HttpResponse:
    """End a role in the district."""
    place = _district(request, district)
    given = one_or_none(
        RoleGrant.objects.filter(
            pid=grant_pid, scope_kind=ScopeKind.DISTRICT, scope_id=place.pk, role=code, to_at=None
        )
    )
    if given is None:
        raise Absent
    actions.end_role(grant=given, actor=request.viewer, at=now())
    return go(request, reverse("communities:role", args=[district, code]))
