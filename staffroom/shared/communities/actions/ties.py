"""Ties of a community: organisations invited and answering, partners proposed and agreed."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from staffroom.core.errors import DomainError, Stale
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.shared.communities import events
from staffroom.shared.communities.models import Community, Participation, Partnership, TieState
from staffroom.shared.communities.policies import ties as policies
from staffroom.shared.organizations.models import Organization


@transaction.atomic
def invite_organization(
    *, community: Community, organization: Organization, actor: Viewer, at: datetime
) -> Participation:
    """Invite an organisation; its representative accepts or declines (BT-4.3.1).

    Raises:
        DomainError: it is invited already, of another district, or has nobody to answer.
    """
    require(policies.may_invite_organization(actor, community))
    if organization.district_id != community.district_id:
        raise DomainError("Эта организация из другого района.", field="organization")
    if organization.representative_id is None:
        raise DomainError(
            "У организации нет представителя: ответить на приглашение некому.",
            field="organization",
        )
    made = Participation(
        community=community, organization=organization, since=at, proposed_by_id=actor.person_id
    )
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as clash:
        raise DomainError("Эту организацию уже пригласили.", field="organization") from clash
    _tell_of(events.OrganizationInvited, made, actor)
    return made


@transaction.atomic
def answer_for_organization(
    *, participation: Participation, accepts: bool, actor: Viewer, at: datetime
) -> None:
    """The representative accepts or declines; a declined invitation leaves no mark."""
    require(policies.may_answer_for(actor, participation))
    rows = Participation.objects.filter(pk=participation.pk, state=TieState.PROPOSED)
    done = rows.update(state=TieState.STANDING, since=at) if accepts else rows.delete()[0]
    if not done:
        raise Stale("На это приглашение уже ответили.")
    if accepts:
        _tell_of(events.OrganizationJoined, participation, actor)


@transaction.atomic
def end_participation(*, participation: Participation, actor: Viewer) -> None:
    """The organisation leaves, or is not invited any more."""
    require(policies.may_end_participation(actor, participation))
    stood = participation.state == TieState.STANDING
    if participation.delete()[0] and stood:
        _tell_of(events.OrganizationLeft, participation, actor)


@transaction.atomic
def propose_partner(
    *, community: Community, partner: Community, words: str, actor: Viewer, at: datetime
) -> Partnership:
    """Propose another community to be partners; it agrees or not (PD-3.6).

    Raises:
        DomainError: it is the same community, of another district, or tied already.
    """
    require(policies.may_propose_partner(actor, community))
    if partner.pk == community.pk or partner.district_id != community.district_id:
        raise DomainError("Выберите другое сообщество этого района.", field="partner")
    tied = Q(proposer=community, partner=partner) | Q(proposer=partner, partner=community)
    if Partnership.objects.filter(tied).exists():
        raise DomainError(
            "Эти сообщества уже связаны, или предложение ждёт ответа.", field="partner"
        )
    made = Partnership.objects.create(
        proposer=community, partner=partner, since=at, words=words.strip()
    )
    _tell(events.PartnershipProposed, made, actor)
    return made


@transaction.atomic
def agree(*, partnership: Partnership, actor: Viewer, at: datetime) -> None:
    """The community that was asked agrees: both name each other partners."""
    require(policies.may_agree(actor, partnership))
    rows = Partnership.objects.filter(pk=partnership.pk, state=TieState.PROPOSED)
    if not rows.update(state=TieState.STANDING, since=at):
        raise Stale("На это предложение уже ответили.")
    _tell(events.PartnershipAgreed, partnership, actor)


@transaction.atomic
def end_partnership(*, partnership: Partnership, actor: Viewer) -> None:
    """Decline, take back or end; a proposal that came to nothing leaves no mark."""
    require(policies.may_end_partnership(actor, partnership))
    stood = partnership.state == TieState.STANDING
    key = partnership.pk
    if Partnership.objects.filter(pk=key).delete()[0] and stood:
        _tell(events.PartnershipEnded, partnership, actor)


def _tell_of(fact: type[events.ParticipationFact], tie: Participation, actor: Viewer) -> None:
    publish(
        fact(
            district_id=tie.community.district_id, actor_id=actor.person_id,
            community_id=tie.community_id, organization_id=tie.organization_id,
        )
    )  # fmt: skip


def _tell(fact: type[events.PartnershipFact], tie: Partnership, actor: Viewer) -> None:
    publish(
        fact(
            district_id=tie.proposer.district_id, actor_id=actor.person_id,
            community_id=tie.proposer_id, partner_id=tie.partner_id,
        )
    )  # fmt: skip
