"""Sending papers to organisations, entering their orders, giving entries back, ending the asking."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse

from staffroom.core import files
from staffroom.core.errors import DomainError, Stale
from staffroom.core.events import publish
from staffroom.core.files.models import StoredFile
from staffroom.core.policy import require
from staffroom.core.viewer import SYSTEM, Viewer
from staffroom.features.adoption import events, policies, registry
from staffroom.features.adoption.models import Adoption, LocalAct
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.documents.models import Audience, Document
from staffroom.shared.documents.queries.days import today_in
from staffroom.shared.duties import actions as duties
from staffroom.shared.duties.queries import end_of
from staffroom.shared.duties.registry import Outcome
from staffroom.shared.organizations.models import District, Organization
from staffroom.shared.organizations.queries.organizations import speakers
from staffroom.shared.regulations.queries.rules import values


@transaction.atomic
def send(
    *,
    district: District,
    document: Document,
    organizations: Sequence[Organization],
    due_on: date,
    actor: Viewer,
    at: datetime,
    words: str = "",
    replaces: Adoption | None = None,
) -> Adoption:
    """Ask organisations to adopt a registered paper by a day (BT-O.1.1).

    Args:
        district: whose paper it is.
        document: one that is in force and that the network may read.
        organizations: who is asked.
        due_on: the last day, of the district; a day off moves on to the next working one.
        actor: who keeps papers.
        at: now.
        words: what else they are told.
        replaces: the asking whose edition this one takes the place of; found by itself where the paper
            changes the one asked for. It ends; what was adopted there stays in its board.

    Raises:
        DomainError: the paper is not in force or closed to the network, nobody was chosen, the day has
            come already, the paper is being adopted already.
    """
    require(policies.may_send(actor, district))
    today = today_in(district, at)
    _judge(district, document, organizations, due_on, today)
    before = replaces or _before(document)
    due_at = end_of(due_on, district)
    made = Adoption(
        district=district, document=document, previous=before, words=words.strip()[:1000], due_at=due_at,
        due_on=today_in(district, due_at),
        rules_id=rules_of(district).id, sent_at=at, sent_by_id=actor.person_id,
    )  # fmt: skip
    if before is not None and before.is_open:
        _end(before, f"Разослана новая редакция: {document.name}", actor, at, is_replaced=True)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as clash:
        raise DomainError("Этот документ уже разослан на принятие.", field="document") from clash
    LocalAct.objects.bulk_create(
        LocalAct(adoption=made, organization=one) for one in dict.fromkeys(organizations)
    )
    duties.close_duties(
        subject=("document", document.pk), kind=registry.RENEW, outcome=Outcome.DONE, actor=actor, at=at
    )  # fmt: skip
    publish(_fact(events.AdoptionSent, made, actor))
    _ask(made, made.acts.select_related("organization").order_by("pk"), actor, at)
    return made


def _judge(
    district: District,
    document: Document,
    organizations: Sequence[Organization],
    due_on: date,
    today: date,
) -> None:
    if document.district_id != district.pk or not document.is_valid_on(today):
        raise DomainError("Выберите действующий документ района.", field="document")
    if document.audience == Audience.KEEPERS:
        raise DomainError(
            "Этот документ закрыт от участников сети: руководители его не откроют.",
            field="document",
        )
    if not organizations:
        raise DomainError("Выберите хотя бы одну организацию.", field="organizations")
    if any(one.district_id != district.pk or one.closed_on for one in organizations):
        raise DomainError("Выберите работающие организации района.", field="organizations")
    if due_on <= today:
        raise DomainError("Срок должен быть позже сегодняшнего дня.", field="due_on")


def _before(document: Document) -> Adoption | None:
    """What was asked of the edition that this paper changes."""
    if document.amends_id is None:
        return None
    return Adoption.objects.filter(document=document.amends_id).order_by("-sent_at", "-pk").first()


def _ask(adoption: Adoption, acts: Iterable[LocalAct], actor: Viewer, at: datetime) -> None:
    """Each organisation owes its order; one that nobody answers for is the district's affair."""
    rows = list(acts)
    known = speakers([one.organization for one in rows])
    for one in rows:
        person_id = known.get(one.organization_id)
        _owe(adoption, one, person_id, actor, at)
        publish(_act_fact(events.ActAsked, one, adoption, actor, person_id=person_id))


def _owe(
    adoption: Adoption, act: LocalAct, person_id: int | None, actor: Viewer, at: datetime
) -> None:
    place = adoption.district
    owed: dict[str, Any] = {
        "district_id": place.pk, "subject": (registry.SUBJECT, act.pk), "actor": actor, "at": at,
        "due_at": adoption.due_at, "rules_id": adoption.rules_id,
        "clause": values(adoption.rules_id).source("documents.adoption").clause[:80],
    }  # fmt: skip
    if person_id is not None:
        title = f"Примите приказом организации: {adoption.document.name}"
        url = reverse("adoption:adopt", args=[place.slug, adoption.pid, act.organization.pid])
        duties.open_duty(
            kind=registry.ACT, title=f"{title} ({act.organization.short_name})", url=url, owner_id=person_id, **owed
        )  # fmt: skip
        return
    duties.open_duty(
        kind=registry.NOBODY, **owed, power=Power.MANAGE_ORGANIZATIONS, scope=("district", place.pk),
        title=f"{act.organization.short_name}: некому принять документ, назовите представителя",
        url=reverse("organizations:change", args=[place.slug, act.organization.pid]),
    )  # fmt: skip


@transaction.atomic
def readdress(*, organization_id: int, actor: Viewer, at: datetime) -> int:
    """Who answers for an organisation has changed: what it owes becomes his; how much was moved."""
    rows = LocalAct.objects.filter(
        organization=organization_id, adopted_at=None, adoption__closed_at=None
    ).select_related("organization", "adoption__document", "adoption__district")
    acts = list(rows.order_by("pk"))
    for one in acts:
        _nothing_owed(one, Outcome.GONE, actor, at)
        _ask(one.adoption, [one], actor, at)
    return len(acts)


@transaction.atomic
def adopt(
    *,
    act: LocalAct,
    number: str,
    dated_on: date,
    actor: Viewer,
    at: datetime,
    file: StoredFile | None = None,
) -> LocalAct:
    """Enter the order by which an organisation adopted the paper.

    Args:
        act: the line of the organisation.
        number: as its own register has it.
        dated_on: its date, a day of the district.
        actor: who answers for the organisation.
        at: now.
        file: a loose file of the actor: the order itself.

    Raises:
        DomainError: no number, a date in the future or before the paper's own.
        Stale: somebody entered it a moment ago.
    """
    require(policies.may_adopt(actor, act))
    if not number.strip():
        raise DomainError("Напишите номер приказа.", field="number")
    if dated_on > today_in(act.adoption.district, at):
        raise DomainError("Дата приказа ещё не наступила.", field="dated_on")
    if not act.is_possible_on(dated_on):
        first = act.adoption.document.dated_on
        raise DomainError(f"Дата раньше самого документа: {first:%d.%m.%Y}.", field="dated_on")
    changes = {
        "number": number.strip()[:60], "dated_on": dated_on, "adopted_at": at,
        "adopted_by_id": actor.person_id,
    }  # fmt: skip
    if not LocalAct.objects.filter(pk=act.pk, adopted_at=None).update(**changes):
        raise Stale("Приказ уже записали: обновите страницу.")
    act.refresh_from_db(fields=list(changes))
    if file is not None:
        files.attach(actor=SYSTEM, pids=[file.pid], kind=registry.ACT_FILES, key=act.pk, at=at)
    _nothing_owed(act, Outcome.DONE, actor, at)
    publish(_act_fact(events.ActAdopted, act, act.adoption, actor))
    return act


@transaction.atomic
def give_back(*, act: LocalAct, words: str, actor: Viewer, at: datetime) -> LocalAct:
    """Give an entry back: the organisation owes its order again, the term stays.

    Raises:
        DomainError: no reason was given.
        Stale: it was given back a moment ago.
    """
    require(policies.may_return(actor, act))
    if not words.strip():
        raise DomainError("Напишите, что исправить: эти слова получит руководитель.", field="words")
    changes = {
        "number": "", "dated_on": None, "adopted_at": None, "adopted_by_id": None,
        "returned_at": at, "returned_words": words.strip()[:400],
    }  # fmt: skip
    if not LocalAct.objects.filter(pk=act.pk, adopted_at=act.adopted_at).update(**changes):
        raise Stale("Запись уже вернули: обновите страницу.")
    act.refresh_from_db(fields=list(changes))
    publish(_act_fact(events.ActReturned, act, act.adoption, actor))
    _owe(act.adoption, act, speakers([act.organization]).get(act.organization_id), actor, at)
    return act


@transaction.atomic
def close(*, adoption: Adoption, words: str, actor: Viewer, at: datetime) -> None:
    """Ask no longer: nobody owes anything; what was adopted stays on the board.

    Raises:
        DomainError: no reason was given.
    """
    require(policies.may_close(actor, adoption))
    if not words.strip():
        raise DomainError("Напишите, почему принимать больше не нужно.", field="words")
    _end(adoption, words.strip(), actor, at, is_replaced=False)


def _end(adoption: Adoption, words: str, actor: Viewer, at: datetime, *, is_replaced: bool) -> None:
    ended = Adoption.objects.filter(pk=adoption.pk, closed_at=None)
    if not ended.update(closed_at=at, closing_words=words[:400]):
        raise Stale("Этот документ принимать уже не просят: обновите страницу.")
    adoption.refresh_from_db(fields=["closed_at", "closing_words"])
    for one in adoption.acts.filter(adopted_at=None).order_by("pk"):
        _nothing_owed(one, Outcome.GONE, actor, at)
    publish(_fact(events.AdoptionClosed, adoption, actor, is_replaced=is_replaced))


@transaction.atomic
def new_edition(*, document: Document, actor: Viewer, at: datetime) -> None:
    """A paper that is being adopted was changed by another one: those who keep papers owe its sending."""
    if document.amends_id is None:
        return
    found = Adoption.objects.filter(document=document.amends_id, closed_at=None).first()
    if found is None:
        return
    place = document.district
    url = reverse("adoption:send", args=[place.slug])
    duties.open_duty(
        kind=registry.RENEW, district_id=place.pk, subject=("document", document.pk),
        title=f"Вышла новая редакция: {document.name}. Разошлите её организациям",
        url=f"{url}?document={document.pid}", power=Power.KEEP_DOCUMENTS, scope=("district", place.pk),
        rules_id=found.rules_id, actor=actor, at=at,
    )  # fmt: skip


def _nothing_owed(act: LocalAct, outcome: Outcome, actor: Viewer, at: datetime) -> None:
    duties.close_duties(subject=(registry.SUBJECT, act.pk), outcome=outcome, actor=actor, at=at)


def _fact(
    kind: type[events.AdoptionFact], adoption: Adoption, actor: Viewer, **more: Any
) -> events.AdoptionFact:
    return kind(
        district_id=adoption.district_id, actor_id=actor.person_id, adoption_id=adoption.pk,
        document_id=adoption.document_id, **more,
    )  # fmt: skip


def _act_fact(
    kind: type[events.ActFact], act: LocalAct, adoption: Adoption, actor: Viewer, **more: Any
) -> events.AdoptionFact:
    return _fact(kind, adoption, actor, act_id=act.pk, organization_id=act.organization_id, **more)
