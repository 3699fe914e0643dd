"""The index follows the facts, in the transaction that states them; long and frequent work is a job."""

from staffroom.core.events import on
from staffroom.core.files import queries as files
from staffroom.core.files.events import FileRead
from staffroom.shared.accounts import events as accounts
from staffroom.shared.communities import events as communities
from staffroom.shared.communities.models import AdmissionState
from staffroom.shared.documents import events as documents
from staffroom.shared.organizations import events as organizations
from staffroom.shared.publications import events as publications
from staffroom.shared.publications.registry import PUBLICATION_FILES
from staffroom.shared.search import jobs
from staffroom.shared.search.actions import index


@on(publications.PublicationPublished)
@on(publications.PublicationEdited)
@on(publications.NameForgotten)
@on(publications.SummaryKept)
def publication_changed(event: publications.PublicationFact) -> None:
    """What was published or edited is found by its new words at once."""
    index.index("publication", [event.publication_id])


@on(publications.PublicationPublished)
@on(publications.PublicationEdited)
def files_changed(event: publications.PublicationFact) -> None:
    """Files have long texts: theirs is a job; a publication without files, now and before, has none."""
    if index.has_files(event.publication_id):
        jobs.index_files.enqueue(publication_id=event.publication_id)


@on(FileRead)
def file_read(event: FileRead) -> None:
    """What is in a file is found as soon as it is known; a loose one when it is attached and published."""
    thing = files.thing_of(event.file_id)
    if thing is not None and thing[0] == PUBLICATION_FILES:
        jobs.index_files.enqueue(publication_id=thing[1])


@on(publications.PublicationPlaced)
@on(publications.PublicationRestored)
def publication_returned(event: publications.PublicationFact) -> None:
    """The publication at once, its replies by a job: there may be thousands."""
    index.index("publication", [event.publication_id])
    jobs.index_replies.enqueue(publication_id=event.publication_id)


@on(publications.PublicationsResettled)
def publications_resettled(event: publications.PublicationsResettled) -> None:
    """A batch that went over to another community; the replies of each by a job."""
    index.index("publication", event.publication_ids)
    for key in event.publication_ids:
        jobs.index_replies.enqueue(publication_id=key)


@on(publications.ReadersChanged)
def readers_changed(event: publications.PublicationFact) -> None:
    """Who may read it finds it, with its replies, within a second; who may not, never: that is judged."""
    jobs.index_replies.enqueue(publication_id=event.publication_id)


@on(publications.PublicationHidden)
@on(publications.PublicationRemoved)
def publication_gone(event: publications.PublicationFact) -> None:
    """Nothing of it is found any more."""
    index.remove_publication(event.publication_id)


@on(publications.CommentAdded)
def comment_added(event: publications.CommentAdded) -> None:
    """A new reply is found within a second: people answer often, and none waits for this."""
    jobs.index_answers.enqueue(comment_id=event.comment_id)


@on(publications.CommentEdited)
@on(publications.NameForgottenInReply)
@on(publications.CommentRestored)
@on(publications.CommentMoved)
def comment_changed(event: publications.CommentFact) -> None:
    """A reply is found by its words."""
    index.index("comment", [event.comment_id])


@on(publications.CommentHidden)
@on(publications.CommentRemoved)
def comment_gone(event: publications.CommentFact) -> None:
    """A reply that cannot be read is not found."""
    index.remove("comment", [event.comment_id])


@on(communities.CommunityOpened)
@on(communities.CommunityStarted)
@on(communities.CommunityChanged)
@on(communities.CommunityArchived)
@on(communities.CommunityMerged)
@on(communities.CommunityReopened)
def community_changed(event: communities.CommunityFact) -> None:
    """A community is found by its name and goal."""
    index.index("community", [event.community_id])


@on(organizations.OrganizationAdded)
@on(organizations.OrganizationChanged)
def organization_changed(event: organizations.OrganizationFact) -> None:
    """An organisation is found by its names and address; a closed one no more."""
    index.index("organization", [event.organization_id])


@on(organizations.AffiliationStarted)
def workplace_changed(event: organizations.AffiliationStarted) -> None:
    """A person is found by the place of work that he has now."""
    jobs.index_newcomers.enqueue(person_id=event.person_id)


@on(accounts.ProfileChanged)
@on(accounts.ConsentWithdrawn)
def person_changed(event: accounts.AccountEvent) -> None:
    """What colleagues see of a card, after it was edited or a consent was withdrawn."""
    index.index("person", [event.person_id])


@on(communities.AdmissionAsked)
@on(communities.AdmissionWithdrawn)
@on(communities.WorkplaceConfirmed)
def admission_changed(event: communities.AdmissionFact) -> None:
    """Who has left a network is found by nobody there; whose application waits, not yet."""
    index.index("person", [event.person_id])


@on(communities.AdmissionDecided)
def admission_decided(event: communities.AdmissionDecided) -> None:
    """Who was not admitted is not found; who was, within a second: lists admit thousands."""
    if event.state == AdmissionState.ADMITTED:
        jobs.index_newcomers.enqueue(person_id=event.person_id)
    else:
        index.index("person", [event.person_id])


@on(documents.DocumentIssued)
@on(documents.DocumentCancelled)
@on(documents.DocumentReadersJoined)
def document_changed(event: documents.DocumentFact) -> None:
    """A registered paper is found at once, by who reads it now; a cancelled one says that it is."""
    index.index("document", [event.document_id])
