"""Who is a colleague, who decides on registrations, and who sees them."""

from django.db.models import Q, QuerySet

from staffroom.core.clock import now
from staffroom.core.policy import ALLOW, HIDE, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.models import DataRequest
from staffroom.shared.accounts.registry import (
    STRONG_POWERS,
    Power,
    acquaints,
    keeps_data,
    tells_strength,
)
from staffroom.shared.communities import registry
from staffroom.shared.communities.models import Admission, AdmissionState, RoleGrant

UNDECIDED = (AdmissionState.WAITING, AdmissionState.ASKED)
BY_ORGANIZATION = "by_organization"


def admitting_districts(viewer: Viewer) -> list[int]:
    """Keys of the districts whose registrations the viewer decides by role."""
    return sorted(
        key
        for (kind, key), bits in viewer.powers.items()
        if kind == "district" and bits & Power.ADMIT
    )


def keeping_districts(viewer: Viewer) -> list[int]:
    """Keys of the districts whose people's data the viewer answers for."""
    return sorted(
        key
        for (kind, key), bits in viewer.powers.items()
        if kind == "district" and bits & Power.MANAGE_PEOPLE
    )


def visible_data_requests(viewer: Viewer) -> QuerySet[DataRequest]:
    """Open requests of the people of those districts."""
    people = Admission.objects.filter(district__in=keeping_districts(viewer)).values("person")
    return DataRequest.objects.filter(person__in=people, closed_at=None)


def visible_admissions(viewer: Viewer) -> QuerySet[Admission]:
    """The own ones; those of districts where he admits; those of the organisation he represents."""
    if viewer.is_system:
        return Admission.objects.all()
    if viewer.person_id is None:
        return Admission.objects.none()
    return Admission.objects.filter(
        Q(person=viewer.person_id)
        | Q(district__in=admitting_districts(viewer))
        | Q(organization__representative=viewer.person_id)
    )


def may_decide(actor: Viewer, admission: Admission) -> Verdict:
    """Admit, refuse or ask; nobody decides his own.

    By role in the district, or for the organisation that the actor represents where the regulation
    leaves it to organisations (BT: `registration.mode`).
    """
    if actor.person_id == admission.person_id and actor.person_id is not None:
        return deny("Свою заявку решает кто-то другой.")
    if actor.has(Power.ADMIT, ("district", admission.district_id)):
        return ALLOW
    if admission.mode == BY_ORGANIZATION and represents(actor, admission):
        return ALLOW
    return HIDE


def may_confirm_workplace(actor: Viewer, admission: Admission) -> Verdict:
    """Say that the person works there: whoever admits, or the organisation's representative."""
    if actor.person_id == admission.person_id and actor.person_id is not None:
        return deny("Своё место работы подтверждает кто-то другой.")
    if actor.has(Power.ADMIT, ("district", admission.district_id)) or represents(actor, admission):
        return ALLOW
    return HIDE


def represents(actor: Viewer, admission: Admission) -> bool:
    """True for the representative of the organisation that the admission names."""
    named = admission.organization
    return (
        named is not None
        and actor.person_id is not None
        and named.representative_id == actor.person_id
    )


def may_withdraw(actor: Viewer, admission: Admission) -> Verdict:
    """The applicant takes the application back while nobody has decided."""
    if actor.person_id != admission.person_id:
        return HIDE
    if admission.state not in UNDECIDED:
        return deny("По заявке уже есть решение.")
    return ALLOW


def may_answer(actor: Viewer, admission: Admission) -> Verdict:
    """The applicant answers the question that he was asked."""
    if actor.person_id != admission.person_id:
        return HIDE
    if admission.state != AdmissionState.ASKED:
        return deny("Сейчас вопросов к вам нет.")
    return ALLOW


@acquaints
def shares_network(viewer: Viewer, person_id: int) -> bool:
    """Colleagues belong to one district's network; who admits also sees those who ask."""
    mine = Q(district__in=registry.district_ids(viewer.tokens), state=AdmissionState.ADMITTED)
    asking = Q(district__in=admitting_districts(viewer))
    return Admission.objects.filter(mine | asking, person=person_id).exists()


@keeps_data
def keeps_data_of(viewer: Viewer, person_id: int) -> bool:
    """Those who manage people in a district that the person has ever asked to be admitted to."""
    return Admission.objects.filter(
        district__in=keeping_districts(viewer), person=person_id
    ).exists()


@tells_strength
def holds_strong_powers(person_id: int) -> bool:
    """True while some standing role gives the person one of the strong powers (G-16, G-19)."""
    grants = RoleGrant.objects.filter(
        Q(to_at=None) | Q(to_at__gt=now()), person=person_id
    ).values_list("powers", flat=True)
    return any(bits & STRONG_POWERS for bits in grants)
