"""Entering, leaving and answering an invitation: one action each."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from staffroom.core.clock import now
from staffroom.core.errors import Absent
from staffroom.core.http import Request, go, render_page
from staffroom.core.policy import require
from staffroom.shared.communities.actions import members
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.policies import groups as faces
from staffroom.shared.communities.policies import people as policies
from staffroom.shared.communities.queries import conduct as queries
from staffroom.shared.communities.queries import groups
from staffroom.shared.communities.views.community import community_url, head_of
from staffroom.shared.communities.views.conduct import posted_number


def _read_first(request: Request, found: Community) -> HttpResponse:
    """The rules, with the same button under them: nobody joins by a wording that he was not shown."""
    context = {
        **head_of(request, found, "conduct"),
        "conduct": queries.conduct(request.viewer, found),
        "address": request.path,
        "answer": request.POST.get("answer", ""),
        "words": request.POST.get("words", "")[:400],
    }
    return render_page(request, "communities/conduct_first.html", context, status=409)


@login_required
@require_POST
def enter(request: Request, district: str, pid: str) -> HttpResponse:
    """Join at once, or ask to be admitted, as the regulation says."""
    found = groups.community(request.viewer, pid, district)
    words = request.POST.get("words", "")[:400]
    require(policies.may_enter(request.viewer, found))
    if posted_number(request) != found.conduct_n:
        return _read_first(request, found)
    members.enter_community(
        community=found, person=request.person, actor=request.viewer, at=now(), words=words,
        conduct_n=posted_number(request),
    )  # fmt: skip
    return go(request, community_url(found))


def _open_to(request: Request, found: Community) -> str:
    """The community, or the list where who has left may see it no more: it is still being prepared."""
    is_seen = faces.may_see(request.viewer, found)
    return (
        community_url(found)
        if is_seen
        else reverse("communities:directory", args=[found.district.slug])
    )


@login_required
@require_POST
def leave(request: Request, district: str, pid: str) -> HttpResponse:
    """Leave, with nobody's approval."""
    found = groups.community(request.viewer, pid, district)
    members.leave_community(community=found, actor=request.viewer, at=now())
    return go(request, _open_to(request, found))


@login_required
@require_POST
def answer(request: Request, district: str, pid: str) -> HttpResponse:
    """Accept or decline an invitation."""
    found = groups.community(request.viewer, pid, district)
    membership = groups.my_membership(request.viewer, found)
    if membership is None:
        raise Absent
    accepts = request.POST.get("answer") == "accept"
    if accepts and posted_number(request) != found.conduct_n:
        return _read_first(request, found)
    members.answer_invitation(
        membership=membership, accepts=accepts, actor=request.viewer, at=now(),
        conduct_n=posted_number(request),
    )  # fmt: skip
    return go(request, _open_to(request, found))
