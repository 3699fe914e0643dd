"""Preparing a paper: drafted, changed, thrown away."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from staffroom.core.errors import DomainError
from staffroom.core.events import publish
from staffroom.core.papers.letters import unprintable
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.shared.communities.models import Community
from staffroom.shared.documents import events, policies
from staffroom.shared.documents.models import (
    Audience,
    Document,
    DocumentReader,
    DocumentState,
    Level,
)
from staffroom.shared.documents.registry import KINDS, Act
from staffroom.shared.organizations.models import District, Organization

WRITTEN = ("heading", "gist", "text", "addressee", "parties")


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a paper says and how it is kept; dates are days of the district.

    `text` and the texts of annexes are typed line by line (`queries.typed`); `signers` and `annexes`
    are rows of words: position and name, heading and text. An outer act names its `issuer_name`,
    every other paper its `issuer`, which is an organisation: a group issues nothing (BT-2.2.a).
    """

    heading: str
    issuer: Organization | None = None
    issuer_name: str = ""
    text: str = ""
    gist: str = ""
    addressee: str = ""
    annexes: Sequence[Mapping[str, str]] = ()
    signers: Sequence[Mapping[str, str]] = ()
    community: Community | None = None
    basis: Document | None = None
    amends: Document | None = None
    level: str = Level.LOCAL
    audience: str = Audience.MEMBERS
    valid_from_on: date | None = None
    valid_until_on: date | None = None
    source_url: str = ""
    parties: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Business:
    """Whose business a paper is, and who reads it beside its audience (reader tokens)."""

    origin: str = ""
    origin_id: int | None = None
    readers: Collection[int] = field(default_factory=tuple)


OWN = Business()
FIELDS = tuple(one.name for one in fields(Content))


@transaction.atomic
def draft(
    *,
    district: District,
    kind: str,
    content: Content,
    actor: Viewer,
    at: datetime,
    business: Business = OWN,
) -> Document:
    """Prepare a paper.

    Args:
        district: whose library it will stand in.
        kind: a code of `registry.KINDS`.
        content: what it says.
        actor: who prepares it: a keeper of papers, or whom its origin allows.
        at: now.
        business: the feature that has it made.

    Raises:
        DomainError: a sign that cannot be printed, no issuer, a basis of another district.
    """
    document = Document(
        district=district, kind=kind, made_by_id=actor.person_id, made_at=at,
        origin=business.origin, origin_id=business.origin_id, community=content.community,
    )  # fmt: skip
    require(policies.may_prepare(actor, document, Act.DRAFT))
    _fill(document, content)
    document.save(force_insert=True)
    DocumentReader.objects.bulk_create(
        DocumentReader(document=document, token=token) for token in set(business.readers)
    )
    publish(fact(events.DocumentDrafted, document, actor))
    return document


@transaction.atomic
def revise(*, document: Document, content: Content, actor: Viewer, at: datetime) -> Document:
    """Change a draft.

    Raises:
        DomainError: as `draft`; or it was registered meanwhile.
    """
    require(policies.may_change(actor, document))
    _fill(document, content)
    hold(document)
    document.save(update_fields=[*FIELDS])
    publish(fact(events.DocumentRevised, document, actor))
    return document


@transaction.atomic
def drop(*, document: Document, actor: Viewer) -> None:
    """Throw a draft away.

    Raises:
        DomainError: another paper rests on it or changes it; it was registered meanwhile.
    """
    require(policies.may_change(actor, document))
    leaning = Document.objects.filter(Q(basis=document.pk) | Q(amends=document.pk)).first()
    if leaning:
        raise DomainError(f"На этот проект опирается другой документ: {leaning.heading}.")
    told = fact(events.DocumentDropped, document, actor)
    hold(document)
    Document.objects.filter(pk=document.pk, state=DocumentState.DRAFT).delete()
    publish(told)


def hold(document: Document) -> None:
    """Keep the row of a draft for this transaction.

    Raises:
        DomainError: it is no draft any more.
    """
    held = Document.objects.select_for_update().filter(pk=document.pk, state=DocumentState.DRAFT)
    if not held.exists():
        raise DomainError("Документ уже зарегистрирован: обновите страницу.")


def _fill(document: Document, content: Content) -> None:
    for name in FIELDS:
        setattr(document, name, getattr(content, name))
    document.annexes = [dict(one) for one in content.annexes]
    document.signers = [dict(one) for one in content.signers]
    _by_whom(document)
    _printable(document)
    _in_order(document)


def _by_whom(document: Document) -> None:
    if not KINDS[document.kind].is_ours:
        if not document.issuer_name:
            raise DomainError("Напишите, кто издал акт.", field="issuer_name")
        return
    if document.issuer is None:
        raise DomainError("Выберите организацию, которая издаёт документ.", field="issuer")
    if document.issuer.district_id != document.district_id:
        raise DomainError("Эта организация из другого района.", field="issuer")
    document.issuer_name = document.issuer.name


def _in_order(document: Document) -> None:
    ends, begins = document.valid_until_on, document.valid_from_on
    if ends and begins and ends < begins:
        raise DomainError("Конец срока раньше начала.", field="valid_until_on")
    for name in ("basis", "amends"):
        other: Document | None = getattr(document, name)
        if other is None:
            continue
        if document.pk and other.pk == document.pk:
            raise DomainError("Документ не может опираться на себя.", field=name)
        if other.district_id != document.district_id:
            raise DomainError("Выберите документ этого же района.", field=name)


def _printable(document: Document) -> None:
    """A sign that the papers' font lacks is named before anything is printed."""
    texts = [(name, getattr(document, name)) for name in WRITTEN]
    texts += [("annexes", words) for one in document.annexes for words in one.values()]
    texts += [("signers", words) for one in document.signers for words in one.values()]
    for name, words in texts:
        require_printable(words, name)


def require_printable(words: str, name: str) -> None:
    """Stop at a sign that the papers' font lacks.

    Raises:
        DomainError: with the sign, at the field `name`.
    """
    sign = unprintable(words.replace("\r", "").replace("\t", " "))
    if sign:
        shown = sign if sign.isprintable() else "?"
        raise DomainError(f"Знака «{shown}» нет в шрифте документов: уберите его.", field=name)


def fact(kind: type[events.DocumentFact], document: Document, actor: Viewer) -> events.DocumentFact:
    """The event of a paper."""
    return kind(
        district_id=document.district_id, actor_id=actor.person_id, document_id=document.pk,
        kind=document.kind, community_id=document.community_id, origin=document.origin,
        origin_id=document.origin_id,
    )  # fmt: skip
