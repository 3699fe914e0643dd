"""Entering, leaving and answering an invitation: one action each."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from staffroom.core.clock import now
from staffroom.core.errors import Absent
from staffroom.core.http import Request, go
from staffroom.shared.communities.actions import members
from staffroom.shared.communities.queries import groups
from staffroom.shared.communities.views.community import community_url


@login_required
@require_POST
def enter(request: Request, district: str, pid: str) -> HttpResponse:
    """Join at once, or ask to be admitted, as the regulation says."""
    found = groups.community(request.viewer, pid, district)
    words = request.POST.get("words", "")[:400]
    members.enter_community(
        community=found, person=request.person, actor=request.viewer, at=now(), words=words
    )
    return go(request, community_url(found))


@login_required
@require_POST
def leave(request: Request, district: str, pid: str) -> HttpResponse:
    """Leave, with nobody's approval."""
    found = groups.community(request.viewer, pid, district)
    members.leave_community(community=found, actor=request.viewer, at=now())
    return go(request, community_url(found))


@login_required
@require_POST
def answer(request: Request, district: str, pid: str) -> HttpResponse:
    """Accept or decline an invitation."""
    found = groups.community(request.viewer, pid, district)
    membership = groups.my_membership(request.viewer, found)
    if membership is None:
        raise Absent
    accepts = request.POST.get("answer") == "accept"
    members.answer_invitation(
        membership=membership, accepts=accepts, actor=request.viewer, at=now()
    )
    return go(request, community_url(found))
