"""What both sides of a proposal are told."""

from collections.abc import Iterator
from typing import Any

from staffroom.core.clock import now
from staffroom.core.plugs import Notice, notice
from staffroom.features.sharing import events
from staffroom.features.sharing.actions.partners import url_of
from staffroom.features.sharing.models import Proposal
from staffroom.features.sharing.queries.partners import of
from staffroom.shared.accounts.registry import Power
from staffroom.shared.duties.queries import holders
from staffroom.shared.organizations.queries.organizations import speakers

TOLD: dict[str, Any] = {
    "kind": "sharing.proposals",
    "title": "Предложения о сотрудничестве",
    "default_mail": "at_once",
}


def _told(proposal: Proposal, words: str, people: set[int | None], actor: int | None) -> Notice:
    plain = " ".join(words.replace("{", "(").replace("}", ")").split())
    to = sorted({key for key in people if key and key != actor})
    return Notice(text=plain[:400], to=to, link=url_of(proposal), addressed=True)


def _asked(proposal: Proposal) -> set[int | None]:
    """Whoever speaks for the organisation; else those who keep the list."""
    speaker = speakers([proposal.organization]).get(proposal.organization_id)
    if speaker is not None:
        return {speaker}
    district = proposal.organization.district_id
    held = holders(Power.MANAGE_ORGANIZATIONS, ("district", district), at=now())
    return set(held.values_list("pk", flat=True))


def _askers(proposal: Proposal) -> set[int | None]:
    """Who proposed, and whoever speaks for his organisation."""
    return {proposal.person_id, speakers([proposal.proposer]).get(proposal.proposer_id)}


@notice(events.CooperationProposed, **TOLD)
def proposed(event: events.CooperationProposed) -> Iterator[Notice]:
    """The other side: who proposes and what."""
    one = of(event.proposal_id)
    words = f"{one.proposer.short_name} предлагает сотрудничество. {one.words}"
    yield _told(one, words, _asked(one) | _askers(one), event.actor_id)


@notice(events.ProposalAccepted, **TOLD)
def accepted(event: events.ProposalAccepted) -> Iterator[Notice]:
    """Who proposed: yes, with the words."""
    one = of(event.proposal_id)
    words = f"{one.organization.short_name} принимает ваше предложение. {one.answer}"
    yield _told(one, words, _askers(one), event.actor_id)


@notice(events.ProposalDeclined, **TOLD)
def declined(event: events.ProposalDeclined) -> Iterator[Notice]:
    """Who proposed: no, and why."""
    one = of(event.proposal_id)
    words = f"{one.organization.short_name} отказывается от сотрудничества. {one.answer}"
    yield _told(one, words, _askers(one), event.actor_id)


@notice(events.ProposalWithdrawn, **TOLD)
def withdrawn(event: events.ProposalWithdrawn) -> Iterator[Notice]:
    """The other side, with the reason."""
    one = of(event.proposal_id)
    words = f"{one.proposer.short_name} снимает своё предложение. {one.answer}"
    yield _told(one, words, _asked(one), event.actor_id)
