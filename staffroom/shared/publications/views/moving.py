"""Moving a reply to where it belongs, and the way from its old address to the new one."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from staffroom.core.clock import now
from staffroom.core.errors import Absent
from staffroom.core.http import Request, bound, form_page, go, refusals_to
from staffroom.core.policy import require
from staffroom.shared.publications import policies
from staffroom.shared.publications.actions import moving
from staffroom.shared.publications.forms import MoveForm
from staffroom.shared.publications.queries import lookups, threads
from staffroom.shared.publications.views.thread import comment_url, led_on


@login_required
@require_http_methods(["GET", "POST"])
def move_comment(request: Request, pid: str, seq: int) -> HttpResponse:
    """Choose a discussion and say why; a note stays in the old place."""
    found = lookups.comment(request.viewer, pid, seq)
    require(policies.may_take_away(request.viewer, found))
    places = lookups.where_to_move(request.viewer, found.publication)
    choices = [(row.pid, row.title) for row in places.values()]
    form = bound(MoveForm, request, places=choices, is_apart=lookups.has_meta(places))
    back = comment_url(threads.head(request.viewer, pid).url, seq)
    if form.is_valid():
        with refusals_to(form):
            moving.move_comment(
                comment=found, to=places[form.cleaned_data["to"]], actor=request.viewer, at=now(),
                reason=form.cleaned_data["reason"],
            )  # fmt: skip
            return go(request, back)
    context = {"publication": found.publication, "back": back, "comment": found}
    return form_page(request, "publications/move.html", form, context)


@require_safe
def moved(request: Request, pid: str, seq: int) -> HttpResponse:
    """Where a reply stands now: after a move its old number leads to the new place."""
    try:
        found = lookups.moved_comment(request.viewer, pid, seq)
    except Absent:
        return led_on(request, pid, seq)
    head = threads.head(request.viewer, found.publication.pid)
    return go(request, comment_url(head.url, found.seq))


@require_safe
def address(request: Request, pid: str, seq: int) -> HttpResponse:
    """The page and the place of a reply by its number."""
    try:
        return go(request, comment_url(threads.head(request.viewer, pid).url, seq))
    except Absent:
        return led_on(request, pid, seq)
