"""Preparing an agreement: its terms and sides, putting it to the sides, taking it back, giving it up."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import IntegrityError, transaction

from staffroom.core.errors import DomainError, Stale
from staffroom.core.events import publish
from staffroom.core.lookups import one_or_none
from staffroom.core.papers.letters import unprintable
from staffroom.core.policy import require
from staffroom.core.viewer import SYSTEM, Viewer
from staffroom.features.sharing import events, registry
from staffroom.features.sharing.actions import owed
from staffroom.features.sharing.models import Agreement, AgreementState, Side
from staffroom.features.sharing.policies import agreements as policies
from staffroom.features.sharing.policies import places
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.documents.actions.documents import drop as drop_paper
from staffroom.shared.documents.models import Document, DocumentState
from staffroom.shared.documents.policies import may_keep
from staffroom.shared.duties.queries import term_by, today_in
from staffroom.shared.duties.registry import Outcome
from staffroom.shared.organizations.models import District, Organization
from staffroom.shared.regulations.queries.rules import values

State = AgreementState
MOST_NOTICE = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is agreed: days are of the district, the notice in calendar days."""

    sort: str
    subject: str
    starts_on: date
    ends_on: date
    notice_days: int = 30
    community: Community | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What a side gives and receives, who answers for it on the site, who signs."""

    gives: str
    receives: str = ""
    responsible: Person | None = None
    signer_position: str = ""
    signer_name: str = ""


TERMS = tuple(one.name for one in fields(Terms))
SHARE = tuple(one.name for one in fields(Share))


@transaction.atomic
def begin(
    *,
    district: District,
    terms: Terms,
    organizations: Sequence[Organization],
    actor: Viewer,
    at: datetime,
) -> Agreement:
    """Begin an agreement; each side then writes its part.

    Raises:
        DomainError: fewer than two sides, one of another district, days in disorder, one's own
            organisation is not among the sides.
    """
    require(policies.may_begin(actor, district))
    _own_among(district, organizations, actor)
    return make(district, terms, organizations, None, actor, at)


def make(
    district: District,
    terms: Terms,
    organizations: Sequence[Organization],
    previous: Agreement | None,
    actor: Viewer,
    at: datetime,
) -> Agreement:
    """A draft with its sides, judged and told of."""
    made = Agreement(
        district=district, previous=previous, rules_id=rules_of(district).id,
        made_by_id=actor.person_id, made_at=at,
    )  # fmt: skip
    _judge(district, terms, at)
    _fill(made, terms)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as clash:
        raise DomainError("Продление этого договора уже готовят.") from clash
    _seat(made, organizations)
    publish(owed.fact(events.AgreementBegun, made, actor))
    return made


def _own_among(district: District, organizations: Sequence[Organization], actor: Viewer) -> None:
    if may_keep(actor, district.pk):
        return
    keys = [one.pk for one in organizations]
    if not places.own(actor).filter(pk__in=keys).exists():
        raise DomainError("Отметьте среди сторон и свою организацию.", field="organizations")


@transaction.atomic
def change(
    *,
    agreement: Agreement,
    terms: Terms,
    organizations: Sequence[Organization],
    actor: Viewer,
    at: datetime,
) -> Agreement:
    """Change the terms and the sides of a draft; what the remaining sides wrote stays.

    Raises:
        DomainError: as `begin`.
    """
    require(policies.may_change(actor, agreement))
    _own_among(agreement.district, organizations, actor)
    _judge(agreement.district, terms, at)
    _hold(agreement, State.DRAFT)
    _fill(agreement, terms)
    agreement.save(update_fields=[*TERMS])
    _seat(agreement, organizations)
    publish(owed.fact(events.AgreementChanged, agreement, actor))
    return agreement


@transaction.atomic
def change_side(*, side: Side, share: Share, actor: Viewer, at: datetime) -> Side:
    """Write what a side gives and receives.

    Raises:
        DomainError: it gives nothing; a sign that cannot be printed.
    """
    require(policies.may_change_side(actor, side))
    if not share.gives.strip():
        raise DomainError("Напишите, что даёт эта сторона.", field="gives")
    for name in ("gives", "receives", "signer_position", "signer_name"):
        _printable(getattr(share, name), name)
    _hold(side.agreement, State.DRAFT)
    for name in SHARE:
        value = getattr(share, name)
        setattr(side, name, value.strip() if isinstance(value, str) else value)
    side.save(update_fields=[*SHARE])
    publish(owed.fact(events.AgreementChanged, side.agreement, actor))
    return side


@transaction.atomic
def offer(*, agreement: Agreement, actor: Viewer, at: datetime) -> Agreement:
    """Put it to the sides: each owes its own yes, or what to change.

    Raises:
        DomainError: a side has not said what it gives or who signs; the term has passed.
        Stale: it was put a moment ago.
    """
    require(policies.may_offer(actor, agreement))
    sides = owed.sides_of(agreement)
    empty = [one.organization.short_name for one in sides if not one.is_whole]
    if empty:
        raise DomainError(f"Допишите, что даёт и кто подписывает: {', '.join(empty)}.")
    if agreement.ends_on < today_in(agreement.district, at):
        raise DomainError("Срок договора уже прошёл: измените его.")
    begun = values(agreement.rules_id)
    term = term_by(begun, "partners.consent_days", at, agreement.district).due_at
    move(agreement, (State.DRAFT,), State.OFFERED, due_at=term)
    for one in sides:
        one.agreement = agreement
        owed.consent(one, actor, at)
    publish(owed.fact(events.AgreementOffered, agreement, actor))
    return agreement


@transaction.atomic
def take_back(*, agreement: Agreement, actor: Viewer, at: datetime) -> Agreement:
    """Take it back to be changed; what was agreed is agreed anew."""
    require(policies.may_take_back(actor, agreement))
    to_draft(agreement, actor, at)
    publish(owed.fact(events.AgreementTakenBack, agreement, actor))
    return agreement


def to_draft(agreement: Agreement, actor: Viewer, at: datetime) -> None:
    """A draft again: nobody has agreed, nothing is owed, no paper."""
    move(agreement, (State.OFFERED, State.AGREED), State.DRAFT, due_at=None)
    agreement.sides.update(agreed_at=None, agreed_by=None, is_by_paper=False)
    owed.nothing_at_all(agreement, Outcome.GONE, actor, at)
    _forget_paper(agreement)


@transaction.atomic
def drop(*, agreement: Agreement, words: str, actor: Viewer, at: datetime) -> None:
    """Give it up, with a reason.

    Raises:
        DomainError: no reason.
    """
    require(policies.may_drop(actor, agreement))
    if not words.strip():
        raise DomainError("Напишите, почему договор не состоится.", field="words")
    before = (State.DRAFT, State.OFFERED, State.AGREED)
    move(agreement, before, State.DROPPED, dropped_words=words.strip()[:400])
    owed.nothing_at_all(agreement, Outcome.GONE, actor, at)
    _forget_paper(agreement)
    publish(owed.fact(events.AgreementDropped, agreement, actor))


@transaction.atomic
def readdress(*, organization_id: int, actor: Viewer, at: datetime) -> int:
    """Somebody else speaks for an organisation: its yes is his to say; how many were moved."""
    rows = Side.objects.filter(
        organization=organization_id, agreed_at=None, agreement__state=State.OFFERED
    ).select_related("organization", "agreement__district", "agreement__document")
    found = list(rows.order_by("pk"))
    for one in found:
        owed.nothing(one, Outcome.GONE, actor, at, registry.CONSENT)
        owed.consent(one, actor, at)
    return len(found)


def relink(*, community_id: int, into_id: int) -> int:
    """What was linked to a community that became part of another; how many."""
    return Agreement.objects.filter(community=community_id).update(community=into_id)


def move(
    agreement: Agreement,
    was: tuple[AgreementState, ...],
    to: AgreementState,
    **changes: object,
) -> None:
    """From one state to another, if it still stands there.

    Raises:
        Stale: it does not.
    """
    rows = Agreement.objects.filter(pk=agreement.pk, state__in=was)
    if not rows.update(state=to, **changes):
        raise Stale("Договор уже изменился: обновите страницу.")
    agreement.refresh_from_db(fields=["state", *changes])


def _forget_paper(agreement: Agreement) -> None:
    """The draft of its paper is thrown away; the link first, so that nobody asks for another one."""
    found = one_or_none(
        Document.objects.filter(pk=agreement.document_id or 0, state=DocumentState.DRAFT)
    )
    Agreement.objects.filter(pk=agreement.pk).update(document=None)
    agreement.document = None
    if found is not None:
        drop_paper(document=found, actor=SYSTEM)


def _hold(agreement: Agreement, state: AgreementState) -> None:
    rows = Agreement.objects.select_for_update().filter(pk=agreement.pk, state=state)
    if not rows.exists():
        raise Stale("Договор уже изменился: обновите страницу.")


def _fill(agreement: Agreement, terms: Terms) -> None:
    for name in TERMS:
        setattr(agreement, name, getattr(terms, name))
    agreement.subject = " ".join(terms.subject.split()).rstrip(".")


def _judge(district: District, terms: Terms, at: datetime) -> None:
    if not terms.subject.strip():
        raise DomainError("Напишите, о чём договор.", field="subject")
    _printable(terms.subject, "subject")
    if terms.ends_on < terms.starts_on:
        raise DomainError("Последний день раньше первого.", field="ends_on")
    if terms.ends_on < today_in(district, at):
        raise DomainError("Последний день уже прошёл.", field="ends_on")
    if not 1 <= terms.notice_days <= MOST_NOTICE:
        raise DomainError("Срок предупреждения: от 1 дня до года.", field="notice_days")
    if terms.community is not None and terms.community.district_id != district.pk:
        raise DomainError("Это сообщество другого района.", field="community")


def _printable(words: str, name: str) -> None:
    sign = unprintable(words.replace("\r", "").replace("\n", " ").replace("\t", " "))
    if sign:
        shown = sign if sign.isprintable() else "?"
        raise DomainError(f"Знака «{shown}» нет в шрифте документов: уберите его.", field=name)


def _seat(agreement: Agreement, organizations: Sequence[Organization]) -> None:
    wanted = {one.pk: one for one in organizations}
    if not 2 <= len(wanted) <= registry.MOST_SIDES:
        raise DomainError(
            f"Отметьте от двух до {registry.MOST_SIDES} сторон.", field="organizations"
        )
    if any(one.district_id != agreement.district_id or one.closed_on for one in wanted.values()):
        raise DomainError("Выберите работающие организации района.", field="organizations")
    agreement.sides.exclude(organization__in=wanted).delete()
    seated = set(agreement.sides.order_by("pk").values_list("organization", flat=True))
    Side.objects.bulk_create(
        Side(agreement=agreement, organization=one) for key, one in wanted.items() if key not in seated
    )  # fmt: skip
