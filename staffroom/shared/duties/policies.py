"""Who owes a duty and may hand it over."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from staffroom.core.policy import ALLOW, HIDE, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.registry import Power
from staffroom.shared.duties.models import Duty


def visible_duties(viewer: Viewer) -> QuerySet[Duty]:
    """Open duties that wait for this viewer: his own, and those of his powers that nobody has taken.

    Nobody decides his own affair: a duty of a power about the viewer himself is not his.
    """
    if viewer.person_id is None:
        return Duty.objects.none()
    return duties_of(viewer.person_id, [(kind, key, bits) for (kind, key), bits in viewer.powers.items()])  # fmt: skip


def duties_of(person: Any, powers: Iterable[tuple[str, Any, int]]) -> QuerySet[Duty]:
    """The same by the person's key and (kind, key, bits) of his powers; keys may be places of a prepared query."""
    shared = Q(pk__in=())
    for kind, key, bits in powers:
        shared |= Q(scope_kind=kind, scope_id=key, power__in=[int(one) for one in Power if bits & one])  # fmt: skip
    others = Q(about=None) | ~Q(about=person)
    mine = Q(owner=person) | (Q(owner=None) & others & shared)
    return Duty.objects.filter(mine, closed_at=None)


def may_see(viewer: Viewer, duty: Duty) -> bool:
    """The face of `visible_duties` for one duty."""
    if viewer.person_id is None or duty.closed_at is not None:
        return False
    if duty.owner_id is not None:
        return duty.owner_id == viewer.person_id
    return duty.about_id != viewer.person_id and _holds(viewer, duty)


def _holds(viewer: Viewer, duty: Duty) -> bool:
    scope = (duty.scope_kind, duty.scope_id or 0)
    return bool(viewer.powers.get(scope, 0) & duty.power)


def may_hand_over(viewer: Viewer, duty: Duty) -> Verdict:
    """Give it to a colleague with the same power, take it, or return it to all of them."""
    if not may_see(viewer, duty):
        return HIDE
    if not duty.power:
        return deny("Это дело только ваше: передать его нельзя.")
    return ALLOW
