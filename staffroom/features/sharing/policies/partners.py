"""Who writes an organisation's page for others, who proposes cooperation, who answers."""

from django.db.models import Q, QuerySet

from staffroom.core.policy import ALLOW, HIDE, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.features.sharing.models import Proposal, ProposalState
from staffroom.features.sharing.policies import places
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.registry import district_ids
from staffroom.shared.organizations.models import Organization
from staffroom.shared.organizations.policies import answers_for

State = ProposalState


def visible_proposals(viewer: Viewer) -> QuerySet[Proposal]:
    """One's own and those of one's organisations, made and received; all where one keeps organisations."""
    if viewer.is_system:
        return Proposal.objects.all()
    if viewer.person_id is None:
        return Proposal.objects.none()
    ours = places.own(viewer).values("pk")
    side = Q(person=viewer.person_id) | Q(organization__in=ours) | Q(proposer__in=ours)
    here = Q(organization__district__in=district_ids(viewer.tokens))
    return Proposal.objects.filter(
        (here & side) | Q(organization__district__in=places.overseen(viewer))
    )


def may_describe(actor: Viewer, organization: Organization) -> Verdict:
    """Write what the page of an organisation says: whoever speaks for it, those who keep the list."""
    if not places.may_look(actor, organization.district_id):
        return HIDE
    keeps = actor.has(Power.MANAGE_ORGANIZATIONS, ("district", organization.district_id))
    if keeps or places.speaks_for(actor, organization):
        return ALLOW
    return deny("Страницу ведёт руководитель или представитель организации.")


def may_propose(actor: Viewer, organization: Organization) -> Verdict:
    """Propose cooperation: anybody who works in another organisation of the network."""
    if not places.is_of_network(actor, organization.district_id):
        return HIDE
    if organization.closed_on:
        return deny("Эта организация закрыта.")
    others = places.worked_in(actor, organization.district).exclude(pk=organization.pk)
    if not others.exists():
        return deny("Сотрудничество предлагают сотрудники других организаций района.")
    return ALLOW


def may_answer(actor: Viewer, proposal: Proposal) -> Verdict:
    """Accept or decline: whoever speaks for the organisation, never about one's own proposal."""
    if not places.speaks_for(actor, proposal.organization):
        return _beside(actor, proposal, "Отвечает тот, кому предложили.")
    if proposal.state != State.ASKED:
        return deny("На предложение уже ответили.")
    if actor.person_id is not None and actor.person_id == proposal.person_id:
        return deny("На своё предложение отвечает другой человек.")
    if answers_for(actor, proposal.proposer_id):
        return deny("На предложение своей организации отвечает другой человек.")
    return ALLOW


def may_withdraw(actor: Viewer, proposal: Proposal) -> Verdict:
    """Take it back: who proposed, and whoever answers for his organisation, while nobody has answered.

    Those who keep the list answer for a partner without people, so they take nothing back.
    """
    is_his = actor.person_id is not None and actor.person_id == proposal.person_id
    here = places.is_of_network(actor, proposal.organization.district_id)
    is_ours = is_his or answers_for(actor, proposal.proposer_id)
    if not actor.is_system and not (here and is_ours):
        return _beside(actor, proposal, "Предложение снимает тот, кто его сделал.")
    if proposal.state != State.ASKED:
        return deny("На предложение уже ответили.")
    return ALLOW


def _beside(actor: Viewer, proposal: Proposal, reason: str) -> Verdict:
    seen = visible_proposals(actor).filter(pk=proposal.pk).exists()
    return deny(reason) if seen else HIDE
