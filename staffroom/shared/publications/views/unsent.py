"""Keeping what is being typed: scripts send it while a person writes, the page of drafts lets it go."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from staffroom.core.clock import now
from staffroom.core.errors import Absent
from staffroom.core.http import DRAFT_KEY, Request, go
from staffroom.shared.publications.actions import unsent as actions
from staffroom.shared.publications.queries import unsent as queries


def _key(values: object) -> str:
    key = str(values)
    if not DRAFT_KEY.fullmatch(key):
        raise Absent
    return key


@login_required
@require_http_methods(["GET", "POST"])
def unsent(request: Request) -> HttpResponse:
    """The kept texts of one form (`draft` is its key); posted ones are kept, `act=forget` lets them go."""
    if request.method == "GET":
        found = queries.unsent_of(request.viewer, _key(request.GET.get("draft")))
        texts = found.words if found else {}
        return JsonResponse({"texts": texts, "at": found.at if found else None})
    key = _key(request.POST.get("draft"))
    if request.POST.get("act") == "forget":
        actions.forget_unsent(key=key, actor=request.viewer)
        return go(request, "/p/drafts/")
    is_kept = actions.keep_unsent(
        key=key, words=request.POST.dict(), actor=request.viewer, at=now()
    )
    return JsonResponse({"saved": is_kept, "at": timezone.localtime(now()).strftime("%H:%M")})


def accepted(request: Request) -> None:
    """The form was accepted: what was kept of it goes (its field `draft` names it)."""
    key = request.POST.get("draft", "")
    if DRAFT_KEY.fullmatch(key):
        actions.forget_unsent(key=key, actor=request.viewer)
