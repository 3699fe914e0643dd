"""The life of a community: what its state allows, where it may go, every move so far (OL-1.3)."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from staffroom.core.clock import now
from staffroom.core.errors import Absent
from staffroom.core.http import Request, bound, form_page, go, refusals_to, render_page, signed_in
from staffroom.core.policy import require
from staffroom.shared.communities.actions import states as actions
from staffroom.shared.communities.forms.states import ArchiveForm, BasisForm
from staffroom.shared.communities.models import CommunityState
from staffroom.shared.communities.policies import groups as policies
from staffroom.shared.communities.queries import groups
from staffroom.shared.communities.queries.rules import order_asked, rules_of, what_lacks
from staffroom.shared.communities.views.community import community_url, head_of

State = CommunityState

# What each state allows: who sees it, who enters, who writes, whether the card is changed.
ALLOWS = {
    State.DRAFT: (
        _("те, кто готовит, и приглашённые"), _("по приглашению"), _("никто"), _("меняют"),
    ),
    State.ACTIVE: (_("все"), _("по правилам района"), _("участники"), _("меняют")),
    State.SUSPENDED: (_("все"), _("никто"), _("никто"), _("меняют")),
    State.CLOSED: (_("все"), _("никто"), _("никто"), _("меняют, чтобы подвести итоги")),
    State.ARCHIVED: (_("все"), _("никто"), _("никто"), _("не меняют")),
}  # fmt: skip
VERBS = {
    State.ACTIVE: _("Начать работу"),
    State.SUSPENDED: _("Приостановить работу"),
    State.CLOSED: _("Закончить работу"),
    State.ARCHIVED: _("Закрыть и отправить в архив"),
}
AGAIN = {
    State.SUSPENDED: _("Возобновить работу"),
    State.CLOSED: _("Вернуть к работе"),
    State.ARCHIVED: _("Вернуть из архива"),
}


def _verb(was: str, to: str) -> str:
    if to == State.ACTIVE:
        return str(AGAIN.get(State(was), VERBS[State.ACTIVE]))
    if (was, to) == (State.CLOSED, State.ARCHIVED):
        return str(_("Отправить в архив"))
    return str(VERBS[State(to)])


@signed_in
@require_safe
def state(request: Request, district: str, pid: str) -> HttpResponse:
    """The state of a community, with the moves that this viewer may make and the history."""
    found = groups.community(request.viewer, pid, district)
    require(policies.may_see_states(request.viewer, found))
    moves = [(to, _verb(found.state, to)) for to in policies.moves_of(request.viewer, found)]
    context = {
        **head_of(request, found, "manage"),
        "moves": moves,
        "allows": ALLOWS,
        "states": dict(State.choices),
        "lack": what_lacks(found) if State.ACTIVE in dict(moves) else "",
        "history": groups.history(found),
    }
    return render_page(request, "communities/state.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: Request, district: str, pid: str, to: str) -> HttpResponse:
    """One move: its basis, and the outcome where work ends."""
    if to not in State.values:
        raise Absent
    found = groups.community(request.viewer, pid, district)
    require(policies.may_move_state(request.viewer, found, to))
    ends = to in policies.ENDED and found.state not in policies.ENDED
    asks_order = order_asked(found, to)
    form: ArchiveForm | BasisForm = (
        bound(ArchiveForm, request, rules=rules_of(found), asks_order=asks_order)
        if ends
        else bound(BasisForm, request, asks_order=asks_order)
    )
    if form.is_valid():
        with refusals_to(form):
            actions.move_state(
                community=found, to=to, actor=request.viewer, at=now(), words=form.outcome,
                basis=form.stands_on, order=form.order,
            )  # fmt: skip
            return go(request, f"{community_url(found)}manage/state/")
    context = {
        **head_of(request, found, "manage"), "to": to, "verb": _verb(found.state, to),
        "allowed": ALLOWS[State(to)],
    }  # fmt: skip
    return form_page(request, "communities/state_move.html", form, context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def archive(request: Request, district: str, pid: str) -> HttpResponseBase:
    """«Закрыть и отправить в архив» of the card: the move to the archive."""
    return move(request, district, pid, State.ARCHIVED)
