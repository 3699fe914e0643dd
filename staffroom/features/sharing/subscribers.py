"""What follows from facts of the ground: somebody else speaks for an organisation, a paper is registered."""

from staffroom.core.clock import now
from staffroom.core.events import on
from staffroom.core.lookups import one_or_none
from staffroom.core.policy import ALLOW, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.features.sharing import registry
from staffroom.features.sharing.actions import agreements, papers, partners, requests
from staffroom.features.sharing.models import Agreement, AgreementState
from staffroom.features.sharing.queries.agreements import of
from staffroom.shared.communities.events import CommunityMerged
from staffroom.shared.documents.events import DocumentIssued
from staffroom.shared.documents.models import Document
from staffroom.shared.documents.registry import Act, Asked, origin
from staffroom.shared.organizations.events import AffiliationStarted, OrganizationChanged
from staffroom.shared.organizations.policies import HEAD


@on(OrganizationChanged)
def another_representative(event: OrganizationChanged) -> None:
    """Requests that nobody else answers become the business of the one who speaks for it now."""
    if "representative" in event.fields:
        actor = Viewer(person_id=event.actor_id)
        requests.readdress_all(organization_id=event.organization_id, actor=actor, at=now())
        agreements.readdress(organization_id=event.organization_id, actor=actor, at=now())
        partners.readdress(organization_id=event.organization_id, actor=actor, at=now())


@on(AffiliationStarted)
def another_head(event: AffiliationStarted) -> None:
    """A head has come: where nobody spoke for the organisation, he does."""
    if event.position == HEAD:
        actor = Viewer(person_id=event.actor_id)
        requests.readdress_all(organization_id=event.organization_id, actor=actor, at=now())
        agreements.readdress(organization_id=event.organization_id, actor=actor, at=now())
        partners.readdress(organization_id=event.organization_id, actor=actor, at=now())


@origin(registry.AGREEMENT_PAPER)
def of_agreement(actor: Viewer, paper: Asked, act: Act) -> Verdict | None:
    """Keepers register what the sides agreed to, word for word; it ends by notice, not by a cancelled paper."""
    if actor.is_system:
        return ALLOW
    if act == Act.REVISE:
        return deny("С этим текстом согласились стороны: верните договор в работу на его странице.")
    if act == Act.CANCEL:
        return deny("Договор заканчивают на его странице: сторона предупреждает остальных.")
    if act == Act.ISSUE:
        found = one_or_none(Agreement.objects.filter(pk=paper.origin_id or 0))
        if found is None or found.state != AgreementState.AGREED:
            return deny("С договором согласились ещё не все стороны.")
    return None


@on(DocumentIssued)
def agreement_registered(event: DocumentIssued) -> None:
    """The agreement has its number and date."""
    if (key := event.thing_of(registry.AGREEMENT_PAPER)) is not None:
        document = Document.objects.get(pk=event.document_id)
        actor = Viewer(person_id=event.actor_id)
        papers.registered(agreement=of(key), document=document, actor=actor, at=now())


@on(CommunityMerged)
def community_merged(event: CommunityMerged) -> None:
    """What was linked to a community is linked to the one that took it in."""
    agreements.relink(community_id=event.community_id, into_id=event.into_id)
