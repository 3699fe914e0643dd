"""The directory of people, invitations from it, and names for mentions."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from staffroom.core.clock import now
from staffroom.core.errors import Absent
from staffroom.core.http import Request, go, page_or_part
from staffroom.shared.communities.actions import members
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.registry import has_network
from staffroom.shared.search.forms import PeopleForm
from staffroom.shared.search.queries import colleagues
from staffroom.shared.search.queries.colleagues import Wanted
from staffroom.shared.search.views.patience import is_patient, too_often
from staffroom.shared.search.views.search import page_number


@login_required
@require_safe
def people(request: Request) -> HttpResponse:
    """Colleagues by name, position, subject, organisation, category and experience."""
    viewer, at = request.viewer, now()
    led = colleagues.led_communities(viewer)
    form = PeopleForm(request.GET, **_choices(request, led))
    data = form.cleaned_data if form.is_valid() else {}
    community = next((one for one in led if one.pid == data.get("community")), None)
    number = page_number(request.GET.get("page", ""))
    start = (number - 1) * colleagues.PAGE
    found = list(
        colleagues.colleagues(viewer, _wanted(data), at=at)[start : start + colleagues.PAGE + 1]
    )
    has_next = len(found) > colleagues.PAGE
    context = {
        "form": form,
        "cards": colleagues.cards(viewer, found[: colleagues.PAGE], community, at=at),
        "community": community,
        "work": colleagues.work_of(viewer, data.get("work", "")),
        "is_narrowed": any(said for name, said in data.items() if name != "work"),
        "next": _address(request, page=number + 1) if has_next else "",
        "invitable": colleagues.invitable,
        "knows_people": has_network(viewer),
    }
    return page_or_part(request, "search/people.html", context, part="rows")


def _choices(request: Request, led: list[Community]) -> dict[str, Any]:
    district = getattr(request, "district", None)
    return {
        "workplaces": colleagues.workplaces(request.viewer),
        "communities": led,
        "themes": colleagues.themes(district.id if district else None),
        "sees_flags": bool(colleagues.flagged_districts(request.viewer)),
    }


def _wanted(data: dict[str, Any]) -> Wanted:
    return Wanted(
        words=data.get("q", ""),
        position=data.get("position", ""),
        subject=data.get("subject", ""),
        organization=data.get("organization", ""),
        category=data.get("category", ""),
        experience=data.get("experience", ""),
        theme=data.get("theme", ""),
        has_low_results=bool(data.get("has_low_results")),
    )


@login_required
@require_POST
def invite(request: Request) -> HttpResponse:
    """Invite the marked people to a community that the viewer gathers (BT-O.1.4)."""
    community = _led(request, request.POST.get("community", ""))
    marked = colleagues.chosen(community, request.POST.getlist("people")[:200])
    members.invite_team(community=community, people=marked, actor=request.viewer, at=now())
    return go(request, f"/people/{_back(request, community)}")


def _led(request: Request, pid: str) -> Community:
    for one in colleagues.led_communities(request.viewer):
        if one.pid == pid:
            return one
    raise Absent


def _back(request: Request, community: Community) -> str:
    kept = {name: request.POST.get(name, "") for name in (*PeopleForm.base_fields, "page")}
    kept["community"] = community.pid
    return f"?{urlencode({name: value for name, value in kept.items() if value})}"


@login_required
@require_safe
def suggest(request: Request) -> HttpResponse:
    """Names for a mention, as JSON; only people of the viewer's network."""
    if not is_patient(request.viewer.pid, now()):
        return too_often()
    words = request.GET.get("q", "")[:80]
    found = colleagues.suggestions(request.viewer, words)
    return JsonResponse(found, safe=False, headers={"Cache-Control": "no-store"})


def _address(request: Request, **changes: str | int) -> str:
    kept = {name: request.GET.get(name, "") for name in PeopleForm.base_fields}
    given: dict[str, str | int] = {**kept, **changes}
    return f"?{urlencode({name: value for name, value in given.items() if value})}"
