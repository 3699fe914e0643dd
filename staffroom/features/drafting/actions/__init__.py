"""Writing editions, discussing, answering, submitting, approving, publishing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from staffroom.core.errors import DomainError, Stale
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.features.drafting import events, policies, queries, registry
from staffroom.features.drafting.actions import chain
from staffroom.features.drafting.models import Asked, Draft, DraftState, Edition, Remark, Verdict
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.documents.actions import documents as papers
from staffroom.shared.documents.actions.documents import require_printable
from staffroom.shared.documents.models import Document, DocumentState
from staffroom.shared.documents.queries.days import today_in
from staffroom.shared.duties import actions as duties
from staffroom.shared.duties.queries import end_of
from staffroom.shared.duties.registry import Outcome
from staffroom.shared.organizations.models import District, Organization
from staffroom.shared.organizations.queries.organizations import speakers
from staffroom.shared.regulations.queries.rules import values

State = DraftState
NOBODY = "Утвердить некому: нужен сотрудник, который не писал текст"


@transaction.atomic
def begin(
    *, district: District, kind: str, heading: str, text: str, actor: Viewer, at: datetime
) -> Draft:
    """Begin a draft with its first edition (BT-4.1.2)."""
    require(policies.may_begin(actor, district))
    if kind not in registry.KINDS:
        raise DomainError("Выберите вид документа.", field="kind")
    made = Draft.objects.create(
        district=district, kind=kind, heading=heading.strip()[:300], rules_id=rules_of(district).id,
        made_by_id=actor.person_id, made_at=at,
    )  # fmt: skip
    publish(_fact(events.DraftBegun, made, actor))
    _edition(made, text, "", actor, at)
    return made


@transaction.atomic
def write(*, draft: Draft, text: str, words: str, actor: Viewer, at: datetime) -> Edition:
    """Write another edition; the former ones stay.

    Raises:
        DomainError: nothing was changed.
    """
    require(policies.may_write(actor, draft))
    last = draft.editions.order_by("-number").first()
    if last is not None and _plain(last.text) == _plain(text):
        raise DomainError("Текст не изменился.", field="text")
    return _edition(draft, text, words, actor, at)


def _plain(text: str) -> str:
    return text.replace("\r", "").strip()


def _edition(draft: Draft, text: str, words: str, actor: Viewer, at: datetime) -> Edition:
    if not text.strip():
        raise DomainError("Напишите текст.", field="text")
    require_printable(text, "text")
    number = draft.editions.count() + 1
    made = Edition.objects.create(
        draft=draft, number=number, text=_plain(text), words=words.strip()[:400],
        made_by_id=actor.person_id, made_at=at,
    )  # fmt: skip
    publish(_fact(events.EditionWritten, draft, actor, number=number))
    return made


@transaction.atomic
def open_discussion(
    *,
    draft: Draft,
    organizations: Sequence[Organization],
    until_on: date,
    actor: Viewer,
    at: datetime,
) -> Draft:
    """Put the draft to the organisations and the whole network until a day.

    Raises:
        DomainError: nobody was chosen, the day has come already.
    """
    require(policies.may_open(actor, draft))
    if until_on <= today_in(draft.district, at):
        raise DomainError("Срок должен быть позже сегодняшнего дня.", field="until_on")
    if not organizations or any(one.district_id != draft.district_id for one in organizations):
        raise DomainError("Выберите организации района.", field="organizations")
    until_at = end_of(until_on, draft.district)
    _move(
        draft, State.DISCUSSED, opened_at=draft.opened_at or at, until_at=until_at, closed_at=None,
        until_on=today_in(draft.district, until_at),
    )  # fmt: skip
    Asked.objects.filter(draft=draft).delete()
    Asked.objects.bulk_create(
        Asked(draft=draft, organization=one) for one in dict.fromkeys(organizations)
    )
    publish(_fact(events.DiscussionOpened, draft, actor))
    rows = list(Asked.objects.filter(draft=draft).select_related("organization").order_by("pk"))
    known = speakers([one.organization for one in rows])
    for one in rows:
        if one.organization_id in known:
            _owe(
                draft, registry.OPINION, f"Выскажитесь о проекте: {draft.heading}", actor, at,
                subject=(registry.ASKED_SUBJECT, one.pk), owner_id=known[one.organization_id], due_at=until_at,
            )  # fmt: skip
    _owe_keepers(
        draft,
        registry.SUMMING,
        f"Ответьте на замечания и подведите итог: {draft.heading}",
        actor,
        at,
    )
    return draft


@transaction.atomic
def speak(
    *,
    draft: Draft,
    text: str,
    actor: Viewer,
    at: datetime,
    organization: Organization | None = None,
    community: Community | None = None,
) -> Remark:
    """Say something of the draft, or «Замечаний нет» with an empty text in the name of an organisation.

    Raises:
        DomainError: the name is not the actor's to speak in; nothing is said for oneself.
    """
    require(policies.may_speak(actor, draft, at=at))
    places, groups = policies.speaks_for(actor, draft.district_id)
    if (organization and organization not in places) or (community and community not in groups):
        raise DomainError("От этого имени высказаться нельзя.", field="name")
    if not text.strip() and organization is None:
        raise DomainError("Напишите замечание.", field="text")
    made = Remark.objects.create(
        draft=draft, edition_number=draft.editions.count(), person_id=actor.person_id,
        organization=organization, community=community, text=text.strip()[:5000], said_at=at,
    )  # fmt: skip
    line = Asked.objects.filter(draft=draft, organization=organization, answered_at=None).first()
    if organization is not None and line is not None:
        Asked.objects.filter(pk=line.pk).update(answered_at=at)
        subject = (registry.ASKED_SUBJECT, line.pk)
        duties.close_duties(subject=subject, outcome=Outcome.DONE, actor=actor, at=at)
    publish(_fact(events.RemarkMade, draft, actor, remark_id=made.pk))
    return made


@transaction.atomic
def answer(*, remark: Remark, verdict: str, words: str, actor: Viewer, at: datetime) -> Remark:
    """Say what became of a remark; a declined one has its reason.

    Raises:
        DomainError: no verdict, no reason.
    """
    require(policies.may_answer(actor, remark))
    if verdict not in Verdict.values:
        raise DomainError("Выберите, что стало с замечанием.", field="verdict")
    if verdict != Verdict.TAKEN and not words.strip():
        raise DomainError("Объясните: автор замечания получит эти слова.", field="words")
    done = Remark.objects.filter(pk=remark.pk, answered_at=None).update(
        verdict=verdict, answer=words.strip()[:2000], answered_at=at, answered_by=actor.person_id
    )
    if not done:
        raise Stale("На это замечание уже ответили.")
    publish(_fact(events.RemarkAnswered, remark.draft, actor, remark_id=remark.pk))
    return remark


@transaction.atomic
def close_discussion(*, draft: Draft, actor: Viewer, at: datetime) -> None:
    """The day has passed, or all have answered: the text is revised by the remarks."""
    require(policies.may_close(actor, draft, at=at))
    _move(draft, State.REVISED, closed_at=at)
    for one in draft.asked.filter(answered_at=None).order_by("pk"):
        subject = (registry.ASKED_SUBJECT, one.pk)
        duties.close_duties(subject=subject, outcome=Outcome.GONE, actor=actor, at=at)
    publish(_fact(events.DiscussionClosed, draft, actor))


@transaction.atomic
def submit(*, draft: Draft, actor: Viewer, at: datetime) -> None:
    """Ask for approval."""
    require(policies.may_submit(actor, draft))
    _move(draft, State.APPROVAL, submitted_at=at)
    _nothing_owed(draft, actor, at)
    authors = set(draft.editions.values_list("made_by", flat=True))
    able = sorted(queries.approvers(draft.district, at=at) - authors)
    title = f"Рассмотрите проект документа: {draft.heading}"
    if able:
        _owe(draft, registry.APPROVAL, title, actor, at, owner_id=able[0])
    else:
        _owe_keepers(draft, registry.APPROVAL, f"{title}. {NOBODY}", actor, at)
    publish(_fact(events.DraftSubmitted, draft, actor))


@transaction.atomic
def approve(*, draft: Draft, words: str, actor: Viewer, at: datetime) -> Draft:
    """Approve the last edition: its papers are prepared, minutes first where the council adopts (PD-T.1).

    Raises:
        DomainError: no letterhead names who signs.
    """
    require(policies.may_decide(actor, draft, leads=queries.approvers(draft.district, at=at)))
    _move(
        draft,
        State.APPROVED,
        decided_at=at,
        decided_by_id=actor.person_id,
        decision=words.strip()[:1000],
    )
    _nothing_owed(draft, actor, at)
    draft.document = chain.prepare(draft, replace(actor, is_system=True), at)
    draft.save(update_fields=["document"])
    publish(_fact(events.DraftApproved, draft, actor))
    return draft


@transaction.atomic
def give_back(*, draft: Draft, words: str, actor: Viewer, at: datetime) -> None:
    """Return the text to be revised.

    Raises:
        DomainError: no reason.
    """
    require(policies.may_decide(actor, draft, leads=queries.approvers(draft.district, at=at)))
    if not words.strip():
        raise DomainError("Напишите, что исправить.", field="words")
    _move(
        draft,
        State.REVISED,
        decided_at=at,
        decided_by_id=actor.person_id,
        decision=words.strip()[:1000],
    )
    _nothing_owed(draft, actor, at)
    _owe_keepers(
        draft, registry.SUMMING, f"Проект возвращён, доработайте: {draft.heading}", actor, at
    )
    publish(_fact(events.DraftReturned, draft, actor))


@transaction.atomic
def take_back(*, draft: Draft, actor: Viewer, at: datetime) -> None:
    """Before registration: the prepared paper is thrown away and the text is revised again."""
    require(policies.may_take_back(actor, draft))
    paper = draft.document
    _move(draft, State.REVISED, document=None)
    system = replace(actor, is_system=True)
    if paper is not None and paper.state == DocumentState.DRAFT:
        papers.drop(document=paper, actor=system)
    grounds = Document.objects.filter(
        origin=registry.GROUND, origin_id=draft.pk, state=DocumentState.DRAFT
    )
    for one in grounds.select_related("district").order_by("-pk"):
        papers.drop(document=one, actor=system)
    _owe_keepers(draft, registry.SUMMING, f"Доработайте проект: {draft.heading}", actor, at)
    publish(_fact(events.DraftReturned, draft, actor))


@transaction.atomic
def published(*, draft: Draft, document: Document, actor: Viewer, at: datetime) -> None:
    """The paper has its number and date.

    Raises:
        DomainError: the draft was not approved; the paper is not registered then.
    """
    if draft.state != State.APPROVED:
        raise DomainError("Проект ещё не утверждён.")
    _move(draft, State.PUBLISHED, published_at=at)
    _nothing_owed(draft, actor, at)
    publish(_fact(events.DraftPublished, draft, actor, document_id=document.pk))


@transaction.atomic
def drop(*, draft: Draft, words: str, actor: Viewer, at: datetime) -> None:
    """Give the draft up; what was said of it stays.

    Raises:
        DomainError: no reason.
    """
    require(policies.may_drop(actor, draft))
    if not words.strip():
        raise DomainError("Напишите, почему проект снимают.", field="words")
    _move(
        draft,
        State.DROPPED,
        decision=words.strip()[:1000],
        decided_at=at,
        decided_by_id=actor.person_id,
    )
    _nothing_owed(draft, actor, at)
    for one in draft.asked.order_by("pk"):
        subject = (registry.ASKED_SUBJECT, one.pk)
        duties.close_duties(subject=subject, outcome=Outcome.GONE, actor=actor, at=at)
    publish(_fact(events.DraftDropped, draft, actor))


def _move(draft: Draft, to: DraftState, **changes: Any) -> None:
    if not Draft.objects.filter(pk=draft.pk, state=draft.state).update(state=to, **changes):
        raise Stale("Проект уже изменили: обновите страницу.")
    draft.state = to
    for name, value in changes.items():
        setattr(draft, name, value)


def url_of(draft: Draft) -> str:
    """The page of a draft."""
    return reverse("drafting:draft", args=[draft.district.slug, draft.pid])


def _owe(draft: Draft, kind: str, title: str, actor: Viewer, at: datetime, **more: Any) -> None:
    owed: dict[str, Any] = {"subject": (registry.SUBJECT, draft.pk), **more}
    duties.open_duty(
        kind=kind, district_id=draft.district_id, title=title.replace("{", "(").replace("}", ")"),
        url=url_of(draft), clause=values(draft.rules_id).source("documents.drafting").clause[:80],
        rules_id=draft.rules_id, actor=actor, at=at, **owed,
    )  # fmt: skip


def _owe_keepers(draft: Draft, kind: str, title: str, actor: Viewer, at: datetime) -> None:
    scope = ("district", draft.district_id)
    _owe(draft, kind, title, actor, at, power=Power.KEEP_DOCUMENTS, scope=scope)


def _nothing_owed(draft: Draft, actor: Viewer, at: datetime) -> None:
    subject = (registry.SUBJECT, draft.pk)
    duties.close_duties(subject=subject, outcome=Outcome.DONE, actor=actor, at=at)


def _fact(
    kind: type[events.DraftFact], draft: Draft, actor: Viewer, **more: Any
) -> events.DraftFact:
    return kind(district_id=draft.district_id, actor_id=actor.person_id, draft_id=draft.pk, **more)
