"""The paper of an agreement: prepared from what the sides agreed to, registered by keepers of papers."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from staffroom.core.events import publish
from staffroom.core.viewer import SYSTEM, Viewer
from staffroom.features.sharing import events, registry
from staffroom.features.sharing.actions import agreements, owed
from staffroom.features.sharing.models import Agreement, AgreementState
from staffroom.features.sharing.queries import wording
from staffroom.shared.communities.registry import person_token
from staffroom.shared.documents.actions.documents import Business, Content
from staffroom.shared.documents.actions.templates import draft_from
from staffroom.shared.documents.models import Document
from staffroom.shared.documents.queries.letterheads import office
from staffroom.shared.duties.registry import Outcome
from staffroom.shared.organizations.queries.organizations import speakers

State = AgreementState


def prepare(agreement: Agreement, actor: Viewer, at: datetime) -> None:
    """Draft the paper; keepers of papers owe its registration."""
    sides = owed.sides_of(agreement)
    known = speakers([one.organization for one in sides])
    readers = {person_token(key) for key in known.values()}
    previous = agreement.previous
    drafted = draft_from(
        district=agreement.district, template="agreement-sharing",
        values=wording.values_of(agreement, sides),
        content=Content(
            heading="", issuer=office(agreement.district).organization,
            community=agreement.community, parties=wording.parties(sides),
            signers=wording.signers(sides), amends=previous.document if previous else None,
            valid_from_on=agreement.starts_on, valid_until_on=agreement.ends_on,
        ),
        business=Business(
            origin=registry.AGREEMENT_PAPER, origin_id=agreement.pk, readers=readers
        ),
        actor=replace(SYSTEM, person_id=actor.person_id), at=at,
    )  # fmt: skip
    Agreement.objects.filter(pk=agreement.pk).update(document=drafted)
    agreement.document = drafted
    owed.paper(agreement, actor, at)


@transaction.atomic
def registered(*, agreement: Agreement, document: Document, actor: Viewer, at: datetime) -> None:
    """The paper has its number and date: the agreement holds from its first day."""
    agreements.move(agreement, (State.AGREED,), State.IN_FORCE, document=document, in_force_at=at)
    owed.nothing_at_all(agreement, Outcome.DONE, actor, at)
    if agreement.previous is not None:
        owed.nothing_at_all(agreement.previous, Outcome.DONE, actor, at)
    publish(owed.fact(events.AgreementInForce, agreement, actor, document_id=document.pk))
