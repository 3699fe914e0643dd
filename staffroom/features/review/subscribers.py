"""What follows from facts of the ground and of the room: papers registered, people who became near."""

from staffroom.core.clock import now
from staffroom.core.events import on
from staffroom.core.policy import ALLOW, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.features.review import registry
from staffroom.features.review.actions import conclusions, requests
from staffroom.features.review.events import ReviewerEnded
from staffroom.features.review.jobs import find_others
from staffroom.features.review.models import Conclusion
from staffroom.shared.communities.events import CommunityMerged
from staffroom.shared.documents.events import DocumentIssued
from staffroom.shared.documents.models import Document
from staffroom.shared.documents.registry import Act, Asked, origin
from staffroom.shared.organizations.events import AffiliationStarted


@origin(registry.CONCLUSION_PAPER)
def of_conclusion(actor: Viewer, paper: Asked, act: Act) -> Verdict | None:
    """Keepers register what was concluded, word for word."""
    if actor.is_system:
        return ALLOW
    if act == Act.REVISE:
        return deny("Заключение составлено по отзывам экспертов: его текст не меняют.")
    return None


@on(DocumentIssued)
def conclusion_registered(event: DocumentIssued) -> None:
    """The conclusion has its number and date."""
    key = event.thing_of(registry.CONCLUSION_PAPER)
    if key is None:
        return
    rows = Conclusion.objects.select_related("request__district", "request__publication")
    document = Document.objects.get(pk=event.document_id)
    conclusions.registered(
        conclusion=rows.get(pk=key),
        document=document,
        actor=Viewer(person_id=event.actor_id),
        at=now(),
    )


@on(AffiliationStarted)
def a_new_colleague(_event: AffiliationStarted) -> None:
    """Somebody began to work beside an author: what he judges may have to go to another (AB-01)."""
    find_others.enqueue()


@on(ReviewerEnded)
def an_expert_left(_event: ReviewerEnded) -> None:
    """What he has not handed in goes to others."""
    find_others.enqueue()


@on(CommunityMerged)
def community_merged(event: CommunityMerged) -> None:
    """Works of a community that became part of another are its works."""
    requests.relink(community_id=event.community_id, into_id=event.into_id)
