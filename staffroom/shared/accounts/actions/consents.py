"""Consents are given and withdrawn here: one record a purpose (152-ФЗ, article 9)."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from staffroom.core.errors import Absent, DomainError
from staffroom.core.events import publish
from staffroom.core.lookups import one_or_none
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts import policies
from staffroom.shared.accounts.actions.credentials import WrongPassword
from staffroom.shared.accounts.events import (
    ConsentGiven,
    ConsentWithdrawn,
    DataRequestClosed,
    DataRequested,
)
from staffroom.shared.accounts.models import Consent, DataRequest, Person, RequestKind
from staffroom.shared.accounts.queries.consents import standing_consent
from staffroom.shared.accounts.registry import CARD_FIELDS, PURPOSES

ERASURE_DAYS = 30  # 152-ФЗ, article 21


class NeedsRequest(DomainError):
    """A required consent is withdrawn by closing the account."""


@transaction.atomic
def give_consent(
    *,
    person: Person,
    purpose: str,
    actor: Viewer,
    at: datetime,
    detail: str = "",
    address: str | None = None,
    channel: str = "site",
) -> Consent:
    """Record that the person agrees to the words in force; giving it twice changes nothing.

    Raises:
        Absent: no such purpose or field.
    """
    require(policies.may_change(actor, person))
    known = PURPOSES.get(purpose)
    if known is None or known.is_by_field != bool(detail) or (detail and detail not in CARD_FIELDS):
        raise Absent
    standing = standing_consent(person.pk, purpose, detail)
    if standing is not None and standing.text_version == known.current.number:
        return standing
    if standing is not None:  # agreed to older words: that record ends, the new one begins
        Consent.objects.filter(pk=standing.pk, withdrawn_at=None).update(withdrawn_at=at)
    try:
        with transaction.atomic():
            given = Consent.objects.create(
                person=person,
                purpose=purpose,
                detail=detail,
                text_version=known.current.number,
                given_at=at,
                address=address,
                channel=channel,
            )
    except IntegrityError:  # the same form, sent twice at once
        return Consent.objects.get(person=person, purpose=purpose, detail=detail, withdrawn_at=None)
    publish(
        ConsentGiven(
            district_id=None,
            actor_id=actor.person_id,
            person_id=person.pk,
            purpose=purpose,
            detail=detail,
            text_version=given.text_version,
        )
    )
    return given


@transaction.atomic
def withdraw_consent(
    *, person: Person, purpose: str, actor: Viewer, at: datetime, detail: str = ""
) -> None:
    """End a consent; a published field is hidden at once.

    Raises:
        Absent: no such purpose.
        NeedsRequest: without this consent there is no account.
    """
    require(policies.may_change(actor, person))
    known = PURPOSES.get(purpose)
    if known is None:
        raise Absent
    if known.is_required:
        raise NeedsRequest("Без этого согласия аккаунта быть не может: попросите его удалить.")
    ended = Consent.objects.filter(
        person=person, purpose=purpose, detail=detail, withdrawn_at=None
    ).update(withdrawn_at=at)
    if not ended:
        return
    if purpose == "publication":
        hide_field(person, detail)
    publish(
        ConsentWithdrawn(
            district_id=None,
            actor_id=actor.person_id,
            person_id=person.pk,
            purpose=purpose,
            detail=detail,
        )
    )


def hide_field(person: Person, field: str) -> None:
    """Take a field from strangers' eyes; colleagues go on seeing it. Inside the caller's transaction."""
    if person.shown.get(field) != "all":
        return
    person.shown = {**person.shown, field: "members"}
    person.is_public_name = person.shown.get("name") == "all"
    person.save(update_fields=["shown", "is_public_name"])


@transaction.atomic
def ask_erasure(
    *, person: Person, current: str, words: str, actor: Viewer, at: datetime
) -> DataRequest:
    """Ask the operator to close the account and erase the data within the term of the law.

    Raises:
        WrongPassword: the present password does not fit.
    """
    require(policies.may_change(actor, person))
    if not person.check_password(current):
        raise WrongPassword
    asked, is_new = DataRequest.objects.get_or_create(
        person=person,
        kind=RequestKind.ERASURE,
        closed_at=None,
        defaults={
            "words": words,
            "asked_at": at,
            "due_on": at.date() + timedelta(days=ERASURE_DAYS),
        },
    )
    if is_new:
        publish(
            DataRequested(
                district_id=None,
                actor_id=actor.person_id,
                person_id=person.pk,
                request_id=asked.pk,
                kind=asked.kind,
            )
        )
    return asked


@transaction.atomic
def withdraw_request(*, request: DataRequest, actor: Viewer, at: datetime) -> None:
    """The person takes the request back while it waits."""
    require(policies.may_change(actor, request.person))
    ended = DataRequest.objects.filter(pk=request.pk, closed_at=None).update(
        closed_at=at, closed_by_id=actor.person_id, is_withdrawn=True
    )
    if ended:
        publish(
            DataRequestClosed(
                district_id=None,
                actor_id=actor.person_id,
                person_id=request.person_id,
                request_id=request.pk,
                kind=request.kind,
                is_withdrawn=True,
            )
        )


@transaction.atomic
def withdraw_by_pid(*, person: Person, pid: str, actor: Viewer, at: datetime) -> None:
    """Withdraw one consent of the list.

    Raises:
        Absent: it is not the person's.
    """
    row = one_or_none(Consent.objects.filter(person=person, pid=pid))
    if row is None:
        raise Absent
    withdraw_consent(person=person, purpose=row.purpose, detail=row.detail, actor=actor, at=at)
