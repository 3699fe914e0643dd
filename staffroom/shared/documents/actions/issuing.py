"""Registering a paper for ever, and saying that it holds no longer."""

from datetime import date, datetime
import hashlib
import secrets

from django.db import IntegrityError, transaction

from staffroom.core import files
from staffroom.core.errors import DomainError
from staffroom.core.events import publish
from staffroom.core.files.models import StoredFile
from staffroom.core.papers.docx import write_docx
from staffroom.core.papers.odt import write_odt
from staffroom.core.papers.pdf import write_pdf
from staffroom.core.policy import require
from staffroom.core.viewer import SYSTEM, Viewer
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.documents import events, policies
from staffroom.shared.documents.actions.documents import fact, hold
from staffroom.shared.documents.actions.numbering import is_taken, take_number
from staffroom.shared.documents.models import Document, DocumentFile, DocumentState, FileRole
from staffroom.shared.documents.queries import papers
from staffroom.shared.documents.queries.days import today_in
from staffroom.shared.documents.queries.filling import fields_in
from staffroom.shared.documents.registry import CODE_ALPHABET, CODE_LENGTH, DOCUMENT_FILES

OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OPEN_TEXT = "application/vnd.oasis.opendocument.text"
PRINTS = (
    (FileRole.PDF, write_pdf, "pdf", "application/pdf"),
    (FileRole.DOCX, write_docx, "document", OFFICE),
    (FileRole.ODT, write_odt, "document", OPEN_TEXT),
)
REGISTERED = (
    "number", "dated_on", "year", "state", "check_code", "issued_by", "issued_at", "letterhead",
)  # fmt: skip


@transaction.atomic
def issue(
    *,
    document: Document,
    dated_on: date,
    actor: Viewer,
    at: datetime,
    number: str = "",
    original: StoredFile | None = None,
) -> Document:
    """Register a paper: it gets its number, date and code, is printed, and never changes again.

    Args:
        document: a draft.
        dated_on: its date, a day of the district.
        actor: who registers it.
        at: now.
        number: typed by hand; "" takes the next of the issuer's yearly series.
        original: a loose file of the actor: the paper as it was made elsewhere.

    Raises:
        DomainError: a date in the future or before the basis, a basis that does not hold, no signatory,
            a field of a template without value, a number already borne. Nothing is changed then.
    """
    require(policies.may_issue(actor, document))
    hold(document)
    _dated(
        document, dated_on, today_in(document.district, at)
    )  # whose field may wait for its basis
    _whole(document)
    _approved(document)
    document.dated_on, document.year = dated_on, dated_on.year
    document.number = number.strip() or _next_number(document, dated_on)
    document.state, document.check_code = DocumentState.ISSUED, _new_code()
    document.issued_by_id, document.issued_at = actor.person_id, at
    document.letterhead = papers.letterhead_now(document)
    _register(document)
    _seal(document, original, actor, at)
    publish(fact(events.DocumentIssued, document, actor))
    return document


def _whole(document: Document) -> None:
    """Nothing may be left out of a paper that is printed for ever."""
    if not document.sort.is_ours:
        return
    texts = [document.heading, document.text, document.addressee]
    texts += [words for one in document.annexes for words in one.values()]
    left = fields_in("\n".join(texts))
    if left:
        named = ", ".join(f"«{name}»" for name in left)
        raise DomainError(f"В тексте остались незаполненные поля: {named}.", field="number")
    signed = [one for one in document.signers if one.get("name") and one.get("position")]
    if len(signed) < max(1, len(document.sort.signers)):
        who = " и ".join(document.sort.signers).lower() or "должность, инициалы и фамилию"
        raise DomainError(f"Укажите, кто подписывает: {who}.", field="number")


def _dated(document: Document, dated_on: date, today: date) -> None:
    if dated_on > today:
        raise DomainError("Дата документа ещё не наступила.", field="dated_on")
    for name, words in (("basis", "документа-основания"), ("amends", "изменяемого документа")):
        other: Document | None = getattr(document, name)
        if other is None:
            continue
        if other.state == DocumentState.CANCELLED:
            raise DomainError(f"{other.name} отменён: выберите другой документ.", field="dated_on")
        if other.dated_on is None:
            raise DomainError(f"Сначала зарегистрируйте: {other.heading}.", field="dated_on")
        if dated_on < other.dated_on:
            raise DomainError(f"Дата раньше {words}: {other.dated_on:%d.%m.%Y}.", field="dated_on")


def _approved(document: Document) -> None:
    """Where a council adopts and an order approves, a regulation rests on both (PD-T.1)."""
    if document.kind != "regulation":
        return
    rules = rules_of(document.community or document.district)
    order = document.basis
    steps = (order.kind if order else "", order.basis.kind if order and order.basis else "")
    if rules.choice("documents.approval") == "council_order" and steps != ("order", "minutes"):
        raise DomainError(
            "По правилам района положение принимает совет, затем утверждает приказ: выберите основанием"
            " приказ, который опирается на протокол.",
            field="number",
        )


def _next_number(document: Document, dated_on: date) -> str:
    if document.issuer is None:
        raise DomainError("Напишите номер акта.", field="number")
    return take_number(issuer=document.issuer, kind=document.kind, dated_on=dated_on)


def _new_code() -> str:
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def _register(document: Document) -> None:
    taken = f"Номер {document.number} в этом году уже занят."
    if document.issuer_id and is_taken(
        issuer=document.issuer, kind=document.kind, year=document.year, number=document.number
    ):
        raise DomainError(taken, field="number")
    try:
        with transaction.atomic():
            document.save(update_fields=[*REGISTERED])
    except IntegrityError as clash:
        raise DomainError(taken, field="number") from clash


def _seal(document: Document, original: StoredFile | None, actor: Viewer, at: datetime) -> None:
    """Print the paper once and keep the sums; what was brought is kept beside."""
    if document.sort.is_ours and document.text:
        paper = papers.paper_of(document)
        for role, write, group, mime in PRINTS:
            content = write(paper, made_at=at)
            name = f"{document.name.replace('/', '-')}.{role}"
            stored = files.store_made(content=content, name=name, kind=group, mime=mime, at=at)
            keep(document, stored, role, hashlib.sha256(content).hexdigest(), actor, at)
    if original is not None:
        keep(document, original, FileRole.ORIGINAL, original.sha256, actor, at)


def keep(
    document: Document, stored: StoredFile, role: str, sha256: str, actor: Viewer, at: datetime
) -> None:
    """Put a file beside a paper, with the sum of its bytes."""
    DocumentFile.objects.create(
        document=document, file=stored, role=role, sha256=sha256, added_at=at,
        added_by_id=actor.person_id,
    )  # fmt: skip
    files.attach(actor=SYSTEM, pids=[stored.pid], kind=DOCUMENT_FILES, key=document.pk, at=at)


@transaction.atomic
def warn_of_end(*, document: Document, actor: Viewer, at: datetime) -> None:
    """Say once that the term of a paper comes to its end."""
    warned = Document.objects.filter(pk=document.pk, warned_at=None).update(warned_at=at)
    if warned:
        publish(fact(events.DocumentEnding, document, actor))


@transaction.atomic
def cancel(*, document: Document, reason: str, actor: Viewer, at: datetime) -> Document:
    """Say that a paper holds no longer; it stays in the register and its check page says so.

    Raises:
        DomainError: no reason was given; it holds no longer already.
    """
    require(policies.may_cancel(actor, document))
    if not reason.strip():
        raise DomainError("Напишите, на каком основании документ отменён.", field="reason")
    done = Document.objects.filter(pk=document.pk, state=DocumentState.ISSUED).update(
        state=DocumentState.CANCELLED,
        cancelled_on=today_in(document.district, at),
        cancel_reason=reason.strip()[:400],
    )
    if not done:
        raise DomainError("Документ уже отменён.")
    document.refresh_from_db(fields=["state", "cancelled_on", "cancel_reason"])
    publish(fact(events.DocumentCancelled, document, actor))
    return document
