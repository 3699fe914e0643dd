"""Erasing a person's data at the person's own request (152-ФЗ, article 21)."""

from datetime import datetime

from django.db import transaction

from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.sorting import sort_key
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts import policies
from staffroom.shared.accounts.actions.cards import PLAIN
from staffroom.shared.accounts.events import DataRequestClosed, PersonErased
from staffroom.shared.accounts.models import (
    Consent,
    DataRequest,
    FunctionHeld,
    Person,
    RecoveryCode,
    SecondFactor,
    Session,
    SubjectTaught,
)

NOBODY = "Бывший участник"


@transaction.atomic
def erase_person(*, request: DataRequest, actor: Viewer, at: datetime) -> Person | None:
    """Erase what names the person; None when the request was closed or taken back meanwhile.

    The row stays, so that talks keep their shape: the name is «Бывший участник», the address is
    nobody's. The records of consents stay as the proof that the data were processed lawfully.
    """
    require(policies.may_erase(actor, request))
    closed = DataRequest.objects.filter(pk=request.pk, closed_at=None).update(
        closed_at=at, closed_by=actor.person_id, words=""
    )
    if not closed:
        return None
    person = Person.objects.get(pk=request.person_id)
    for name in PLAIN:
        setattr(person, name, None if name == "since_year" else "")
    person.email, person.email_confirmed_at = f"{person.pid}@erased.invalid", None
    person.name, person.workplace = NOBODY, ""
    person.sort_key = sort_key(NOBODY)
    person.shown, person.is_public_name = {}, False
    person.is_active, person.erased_at = False, at
    person.set_unusable_password()
    person.save()
    for model in (Session, SecondFactor, RecoveryCode, SubjectTaught, FunctionHeld):
        model.objects.filter(person=person).delete()
    Consent.objects.filter(person=person, withdrawn_at=None).update(withdrawn_at=at)
    publish(PersonErased(district_id=None, actor_id=actor.person_id, person_id=person.pk))
    publish(
        DataRequestClosed(
            district_id=None,
            actor_id=actor.person_id,
            person_id=person.pk,
            request_id=request.pk,
            kind=request.kind,
            is_withdrawn=False,
        )
    )
    return person
