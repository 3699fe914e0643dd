"""What an organisation says of itself; proposing cooperation, answering, taking back."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse

from staffroom.core.errors import DomainError, Stale
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.features.sharing import events, registry
from staffroom.features.sharing.actions.requests import answer_term
from staffroom.features.sharing.models import PartnerCard, Proposal, ProposalState
from staffroom.features.sharing.policies import partners as policies
from staffroom.features.sharing.policies import places
from staffroom.shared.accounts.registry import Power
from staffroom.shared.duties import actions as duties
from staffroom.shared.duties.queries import rules_in_force
from staffroom.shared.duties.registry import Outcome
from staffroom.shared.organizations.models import Organization
from staffroom.shared.organizations.queries.organizations import speakers
from staffroom.shared.regulations.queries.rules import values

State = ProposalState


@transaction.atomic
def describe(
    *, organization: Organization, about: str, themes: Iterable[str], seeks: str, actor: Viewer,
    at: datetime,
) -> PartnerCard:  # fmt: skip
    """Write what the page of an organisation says to others (OL-3.7.a).

    Raises:
        DomainError: nothing is said, or too many themes.
    """
    require(policies.may_describe(actor, organization))
    named = in_order(themes)
    if not about.strip():
        raise DomainError("Расскажите об организации.", field="about")
    if len(named) > registry.MOST_THEMES:
        most = registry.MOST_THEMES
        raise DomainError(f"Назовите не больше {most} тем: главные.", field="more")
    card, _made = PartnerCard.objects.update_or_create(
        organization=organization,
        defaults={
            "about": about.strip()[:1000], "themes": named, "seeks": seeks.strip()[:600],
            "changed_at": at, "changed_by_id": actor.person_id,
        },
    )  # fmt: skip
    publish(
        events.PartnerCardChanged(
            district_id=organization.district_id, actor_id=actor.person_id,
            organization_id=organization.pk,
        )
    )  # fmt: skip
    return card


def in_order(themes: Iterable[str]) -> list[str]:
    """Each theme once, whatever the case of its letters, with single spaces."""
    known: dict[str, str] = {}
    for one in themes:
        words = " ".join(one.split())[: registry.LONGEST_THEME]
        if words:
            known.setdefault(words.casefold(), words)
    return list(known.values())


@transaction.atomic
def propose(
    *, organization: Organization, proposer: Organization, words: str, themes: Iterable[str],
    actor: Viewer, at: datetime,
) -> Proposal:  # fmt: skip
    """Propose cooperation in the name of one's organisation; whoever speaks for the other owes an answer.

    Raises:
        DomainError: nothing is said; the organisation is not the actor's; a proposal waits already.
    """
    require(policies.may_propose(actor, organization))
    others = places.worked_in(actor, organization.district).exclude(pk=organization.pk)
    if not actor.is_system and not others.filter(pk=proposer.pk).exists():
        raise DomainError("Выберите организацию, где вы работаете.", field="proposer")
    if not words.strip():
        raise DomainError("Напишите, что предлагаете делать вместе.", field="words")
    made = Proposal(
        organization=organization, proposer=proposer, person_id=actor.person_id,
        words=words.strip()[:2000], themes=in_order(themes)[: registry.MOST_THEMES],
        rules_id=rules_in_force(organization.district).id, made_at=at,
        due_at=answer_term(organization.district, at),
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as clash:
        message = "Ваше прежнее предложение ещё ждёт ответа."
        raise DomainError(message, field="proposer") from clash
    _owe(made, actor, at)
    publish(_fact(events.CooperationProposed, made, actor))
    return made


@transaction.atomic
def accept(*, proposal: Proposal, words: str, actor: Viewer, at: datetime) -> None:
    """Agree to work together; an agreement may follow."""
    require(policies.may_answer(actor, proposal))
    _answer(proposal, State.ACCEPTED, words, actor, at)
    _nothing_owed(proposal, Outcome.DONE, actor, at)
    publish(_fact(events.ProposalAccepted, proposal, actor))


@transaction.atomic
def decline(*, proposal: Proposal, words: str, actor: Viewer, at: datetime) -> None:
    """Decline, with a reason.

    Raises:
        DomainError: no reason.
    """
    require(policies.may_answer(actor, proposal))
    if not words.strip():
        raise DomainError("Объясните отказ: коллеги прочтут эти слова.", field="words")
    _answer(proposal, State.DECLINED, words, actor, at)
    _nothing_owed(proposal, Outcome.REFUSED, actor, at)
    publish(_fact(events.ProposalDeclined, proposal, actor))


@transaction.atomic
def withdraw(*, proposal: Proposal, words: str, actor: Viewer, at: datetime) -> None:
    """Take it back; the other side is told why.

    Raises:
        DomainError: no reason.
    """
    require(policies.may_withdraw(actor, proposal))
    if not words.strip():
        raise DomainError("Напишите, почему снимаете предложение.", field="words")
    _answer(proposal, State.WITHDRAWN, words, actor, at)
    _nothing_owed(proposal, Outcome.GONE, actor, at)
    publish(_fact(events.ProposalWithdrawn, proposal, actor))


@transaction.atomic
def readdress(*, organization_id: int, actor: Viewer, at: datetime) -> int:
    """Somebody else speaks for an organisation: the answers are his to give; how much was moved."""
    rows = Proposal.objects.filter(organization=organization_id, state=State.ASKED)
    found = list(rows.select_related("organization__district", "proposer").order_by("pk"))
    for one in found:
        _nothing_owed(one, Outcome.GONE, actor, at)
        _owe(one, actor, at)
    return len(found)


def url_of(proposal: Proposal) -> str:
    """The page of a proposal."""
    return reverse("sharing:proposal", args=[proposal.organization.district.slug, proposal.pid])


def _answer(proposal: Proposal, to: ProposalState, words: str, actor: Viewer, at: datetime) -> None:
    changes: dict[str, Any] = {
        "answer": words.strip()[:1000], "answered_at": at, "answered_by_id": actor.person_id,
    }  # fmt: skip
    rows = Proposal.objects.filter(pk=proposal.pk, state=State.ASKED)
    if not rows.update(state=to, **changes):
        raise Stale("Предложение уже изменилось: обновите страницу.")
    proposal.refresh_from_db(fields=["state", *changes])


def _owe(proposal: Proposal, actor: Viewer, at: datetime) -> None:
    organization = proposal.organization
    speaker = speakers([organization]).get(organization.pk)
    district = organization.district_id
    nobody: dict[str, Any] = {
        "power": Power.MANAGE_ORGANIZATIONS, "scope": ("district", district)
    }  # fmt: skip
    owner = speaker if speaker != proposal.person_id else None
    title = f"{proposal.proposer.short_name} предлагает сотрудничество"
    if owner is None:
        title = f"{title}: {organization.short_name}"
    duties.open_duty(
        kind=registry.PROPOSAL, district_id=district, subject=(registry.OFFER, proposal.pk),
        title=title.replace("{", "(").replace("}", ")"), url=url_of(proposal), actor=actor, at=at,
        due_at=proposal.due_at, rules_id=proposal.rules_id,
        clause=values(proposal.rules_id).source("partners.answer_days").clause[:80],
        **({"owner_id": owner} if owner else nobody),
    )  # fmt: skip


def _nothing_owed(proposal: Proposal, outcome: Outcome, actor: Viewer, at: datetime) -> None:
    duties.close_duties(subject=(registry.OFFER, proposal.pk), outcome=outcome, actor=actor, at=at)


def _fact(
    kind: type[events.ProposalFact], proposal: Proposal, actor: Viewer
) -> events.ProposalFact:
    return kind(
        district_id=proposal.organization.district_id, actor_id=actor.person_id,
        proposal_id=proposal.pk, organization_id=proposal.organization_id,
        proposer_id=proposal.proposer_id,
    )  # fmt: skip
