"""Signatures that were put elsewhere: a signed copy, a detached file."""

from datetime import datetime
import hashlib

from django.db import IntegrityError, transaction

from staffroom.core.errors import DomainError
from staffroom.core.events import publish
from staffroom.core.files.models import StoredFile
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.shared.documents import events, policies
from staffroom.shared.documents.actions.documents import fact
from staffroom.shared.documents.actions.issuing import keep
from staffroom.shared.documents.models import Document, DocumentSignature, FileRole
from staffroom.shared.documents.queries.signatures import certificate_of


@transaction.atomic
def add_signed_copy(*, document: Document, stored: StoredFile, actor: Viewer, at: datetime) -> None:
    """Put a signed copy (a scan, a signed PDF) beside a registered paper; the prints stay as they are."""
    require(policies.may_add_signature(actor, document))
    keep(document, stored, FileRole.SIGNED, stored.sha256, actor, at)
    publish(fact(events.DocumentSigned, document, actor))


@transaction.atomic
def add_signature(
    *, document: Document, content: bytes, name: str, actor: Viewer, at: datetime
) -> DocumentSignature:
    """Put a detached signature beside a registered paper; its certificate makes the mark.

    Args:
        document: a registered paper.
        content: the file of the signature, PKCS#7 in DER or PEM.
        name: what the file is called.
        actor: who brings it.
        at: now.

    Raises:
        DomainError: the file is no signature, or it lies here already.
    """
    require(policies.may_add_signature(actor, document))
    told = certificate_of(content)
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        with transaction.atomic():
            made = DocumentSignature.objects.create(
                document=document, name=name[-160:], content=content, sha256=sha256, added_at=at,
                added_by_id=actor.person_id, certificate=told.number, owner=told.owner,
                valid_from_on=told.from_on, valid_until_on=told.until_on,
            )  # fmt: skip
    except IntegrityError as clash:
        raise DomainError("Эта подпись уже приложена.", field="signature") from clash
    publish(fact(events.DocumentSigned, document, actor))
    return made
