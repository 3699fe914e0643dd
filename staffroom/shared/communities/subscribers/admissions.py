"""What follows from a registration: letters to both sides."""

from datetime import timedelta

from django.db.models import BigIntegerField

from staffroom.core.clock import now
from staffroom.core.events import on
from staffroom.core.prepared import Prepared
from staffroom.shared.communities.actions.imported import IMPORT
from staffroom.shared.communities.events import (
    AdmissionAnswered,
    AdmissionAsked,
    AdmissionDecided,
    AdmissionQuestioned,
    RegistrationSent,
)
from staffroom.shared.communities.jobs.admissions import (
    send_admission_letter,
    send_confirmation,
    send_queue_letter,
)
from staffroom.shared.communities.models import Admission, AdmissionState
from staffroom.shared.communities.policies.admissions import BY_ORGANIZATION

GATHER = timedelta(minutes=10)  # those who decide get one letter for all that came meanwhile


@on(RegistrationSent)
def prove_address(event: RegistrationSent) -> None:
    """The address is proved by a letter."""
    send_confirmation.enqueue(registration_id=event.registration_id)


@on(AdmissionAsked)
def tell_deciders(event: AdmissionAsked) -> None:
    """Those who decide hear of a new application, unless the regulation has admitted already."""
    if event.is_at_once:
        return
    _tell_queue(event.admission_id, event.district_id)


@on(AdmissionAnswered)
def tell_deciders_of_answer(event: AdmissionAnswered) -> None:
    """Those who decide hear of an answer."""
    _tell_queue(event.admission_id, event.district_id)


@on(AdmissionQuestioned)
def send_question(event: AdmissionQuestioned) -> None:
    """The applicant gets the question."""
    send_admission_letter.enqueue(admission_id=event.admission_id, state=AdmissionState.ASKED)


@on(AdmissionDecided)
def send_decision(event: AdmissionDecided) -> None:
    """The applicant gets the decision; who came by a staff list has a letter of his own already."""
    admission = _decided.first(key=event.admission_id)
    if admission is not None and admission.mode != IMPORT:
        send_admission_letter.enqueue(admission_id=event.admission_id, state=event.state)


_decided = Prepared(
    lambda key: Admission.objects.filter(pk=key).only("mode"), key=BigIntegerField()
)


def _tell_queue(admission_id: int, district_id: int | None) -> None:
    if district_id is None:
        return
    later = now() + GATHER
    send_queue_letter.enqueue_at(later, district_id=district_id)
    admission = Admission.objects.select_related("organization").get(pk=admission_id)
    named = admission.organization
    if admission.mode == BY_ORGANIZATION and named and named.representative_id:
        send_queue_letter.enqueue_at(
            later, district_id=district_id, person_id=named.representative_id
        )
