"""What follows for publications from what happens to people and to communities."""

from datetime import datetime

from staffroom.core.events import on
from staffroom.shared.accounts.events import PersonErased
from staffroom.shared.communities.events import CommunityChanged, CommunityMerged, CommunityMoved
from staffroom.shared.publications import events
from staffroom.shared.publications.actions.links import carry_links, forget_links
from staffroom.shared.publications.actions.readers import close_to_guests
from staffroom.shared.publications.actions.resettling import join_figures
from staffroom.shared.publications.actions.unsent import forget_all_unsent
from staffroom.shared.publications.jobs import begin_hour, forget_name, judge_readers


@on(PersonErased)
def forget_what_was_typed(event: PersonErased) -> None:
    """Unsent words of an erased person are nobody's; the name goes out of the words of others."""
    forget_all_unsent(person_id=event.person_id)
    forget_name.enqueue(person_id=event.person_id)


@on(CommunityChanged)
def open_or_close_its_talk(event: CommunityChanged) -> None:
    """A community opened to guests or closed to them: closing acts at once, the rest by a job."""
    if "is_public" in event.fields:
        close_to_guests(event.community_id)
        judge_readers.enqueue(community_id=event.community_id)


@on(CommunityMoved)
def change_who_runs_it(event: CommunityMoved) -> None:
    """Another place in the tree: others stand above it, and read what those above may read."""
    judge_readers.enqueue(community_id=event.community_id)


@on(CommunityMerged)
def join_what_is_counted(event: CommunityMerged) -> None:
    """How soon help came is counted for both together."""
    join_figures(source_id=event.community_id, target_id=event.into_id)


@on(events.HourAnnounced)
def wait_for_the_hour(event: events.HourAnnounced) -> None:
    """When it begins, those who follow the talk are told."""
    begin_hour.enqueue_at(datetime.fromisoformat(event.starts), publication_id=event.publication_id)


@on(events.PublicationRemoved)
def forget_its_links(event: events.PublicationRemoved) -> None:
    """What was taken back links nowhere."""
    forget_links(publication_id=event.publication_id)


@on(events.CommentRemoved)
def forget_links_of_reply(event: events.CommentRemoved) -> None:
    """So does a reply that was taken back."""
    forget_links(publication_id=event.publication_id, comment_id=event.comment_id)


@on(events.CommentMoved)
def carry_links_of_reply(event: events.CommentMoved) -> None:
    """Links go where the words went; the opening words of a merged talk are a reply now."""
    carry_links(
        from_id=event.from_publication_id, to_id=event.publication_id,
        comment_id=event.comment_id, is_opening=event.from_seq == 0,
    )  # fmt: skip
