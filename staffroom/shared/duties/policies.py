"""Who owes a duty, who may hand it over or close it, who controls it, who sees the terms of a district."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from staffroom.core.policy import ALLOW, HIDE, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import Admission, AdmissionState
from staffroom.shared.duties.models import Duty
from staffroom.shared.duties.registry import private_kinds, sort_of

OVERSEES = Power.SEE_STATISTICS | Power.MANAGE_COMMUNITIES


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
        shared |= Q(scope_kind=kind, scope_id=key, power__in=bits_of(bits))
    others = Q(about=None) | ~Q(about=person)
    mine = Q(owner=person) | (Q(owner=None) & others & shared)
    return Duty.objects.filter(mine, closed_at=None)


def visible_handed(viewer: Viewer) -> QuerySet[Duty]:
    """Open duties of this viewer's powers that a colleague holds: they can be taken back."""
    if viewer.person_id is None:
        return Duty.objects.none()
    shared = Q(pk__in=())
    for (kind, key), bits in viewer.powers.items():
        shared |= Q(scope_kind=kind, scope_id=key, power__in=bits_of(bits))
    found = Duty.objects.filter(shared, closed_at=None).exclude(owner=None)
    return found.exclude(owner=viewer.person_id).exclude(about=viewer.person_id)


def bits_of(powers: int) -> list[int]:
    """Single powers among these."""
    return [int(one) for one in Power if powers & one]


def sees_terms(viewer: Viewer, district_id: int) -> bool:
    """True for those who answer for the district's work as a whole."""
    return viewer.has(OVERSEES, ("district", district_id))


def may_see_terms(viewer: Viewer, district_id: int) -> Verdict:
    """The board «Сроки района»."""
    return ALLOW if sees_terms(viewer, district_id) else HIDE


def visible_on_board(viewer: Viewer, district_id: int) -> QuerySet[Duty]:
    """Duties of a district, open and closed, for those who answer for it.

    Not there: what is a person's own affair (an invitation), and what is about the viewer himself.
    """
    if not sees_terms(viewer, district_id):
        return Duty.objects.none()
    found = Duty.objects.filter(district=district_id).exclude(kind__in=private_kinds())
    return found.filter(Q(about=None) | ~Q(about=viewer.person_id)) if viewer.person_id else found


def visible_controlled(viewer: Viewer, led: Iterable[int] = ()) -> QuerySet[Duty]:
    """Open duties under this viewer's control.

    Those where he is named; in the districts that he leads (`led`) and whose terms he may see, also
    those where nobody is named, or where the one named has left. Whoever has left controls nothing.
    """
    if viewer.person_id is None:
        return Duty.objects.none()
    stands = Exists(
        Admission.objects.filter(
            person=OuterRef("controller"), district=OuterRef("district"),
            state=AdmissionState.ADMITTED, person__is_active=True,
        )
    )  # fmt: skip
    mine = Q(stands, controller=viewer.person_id)
    seen = [key for key in led if sees_terms(viewer, key)]
    if seen:
        mine |= Q(district__in=seen) & (Q(controller=None) | ~Q(stands))
    others = Q(about=None) | ~Q(about=viewer.person_id)
    return Duty.objects.filter(mine, others, closed_at=None).exclude(kind__in=private_kinds())


def visible_pages(viewer: Viewer) -> QuerySet[Duty]:
    """Duties whose own page this viewer may open, closed ones too: see `may_open`."""
    if viewer.person_id is None:
        return Duty.objects.none()
    me, others = viewer.person_id, Q(about=None) | ~Q(about=viewer.person_id)
    held, overseen = Q(pk__in=()), Q(pk__in=())
    for (kind, key), bits in viewer.powers.items():
        held |= Q(scope_kind=kind, scope_id=key, power__in=bits_of(bits))
        if kind == "district" and bits & OVERSEES:
            overseen |= Q(district=key)
    public = ~Q(kind__in=private_kinds())
    return Duty.objects.filter(
        Q(owner=me) | (others & held) | (others & public & (overseen | Q(controller=me)))
    )


def may_open(viewer: Viewer, duty: Duty) -> bool:
    """The face of `visible_pages` for one duty: its owner, holders of its power, its controller, overseers."""
    if viewer.person_id is None:
        return False
    if duty.owner_id == viewer.person_id:
        return True
    if duty.about_id == viewer.person_id:
        return False
    if _holds(viewer, duty):
        return True
    is_above = duty.controller_id == viewer.person_id or sees_terms(viewer, duty.district_id)
    return is_above and not sort_of(duty.kind).is_private


def may_read_words(viewer: Viewer, duty: Duty) -> bool:
    """Whether the title may be shown: one that quotes is for those who may read what it names."""
    if not sort_of(duty.kind).quotes:
        return True
    reads_all = viewer.has(Power.SEE_ALL, ("district", duty.district_id))
    is_his = viewer.person_id in {duty.owner_id, duty.controller_id}
    return bool(reads_all or is_his or _holds(viewer, duty))


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
    """Give it to a colleague with the same power, take it (also back from a colleague), return it to all."""
    takes_back = (
        duty.closed_at is None
        and viewer.person_id is not None
        and duty.about_id != viewer.person_id
        and _holds(viewer, duty)
    )
    if not (may_see(viewer, duty) or takes_back):
        return HIDE
    if not duty.power:
        return deny("Это дело только ваше: передать его нельзя.")
    return ALLOW


def may_close(viewer: Viewer, duty: Duty) -> Verdict:
    """End it with words: whoever owes it, where the kind allows; a decision ends with the deed alone."""
    if not may_see(viewer, duty):
        return HIDE
    if not sort_of(duty.kind).is_closed_by_hand:
        return deny("Это дело закроется само, когда вы сделаете то, о чём в нём сказано.")
    return ALLOW
