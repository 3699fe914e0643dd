"""Drafts, publishing now or later, editing and taking back."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from staffroom.core.errors import Absent, DomainError
from staffroom.core.events import publish
from staffroom.core.lookups import one_or_none
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.shared.communities.models import Community
from staffroom.shared.organizations.models import District
from staffroom.shared.publications import events, policies
from staffroom.shared.publications.actions.attachments import drop_files
from staffroom.shared.publications.actions.content import (
    Content,
    fill,
    keep_card,
    settle,
    write_tags,
)
from staffroom.shared.publications.actions.facts import fact_of, held
from staffroom.shared.publications.actions.inside import keep_inside, stays_inside
from staffroom.shared.publications.actions.links import is_welcome, keep_links, require_welcome
from staffroom.shared.publications.actions.placing import chosen_places, count_out
from staffroom.shared.publications.actions.readers import rewrite_and_tell, write_readers
from staffroom.shared.publications.actions.revisions import remember
from staffroom.shared.publications.actions.traces import follow
from staffroom.shared.publications.models import (
    Addressee,
    Coauthor,
    CoauthorState,
    Placement,
    Publication,
    PublicationStatus,
)
from staffroom.shared.publications.registry import (
    PUBLICATION_FILES,
    barriers,
    cards,
    links_of_card,
)

__all__ = [
    "Content", "edit_publication", "publish_draft", "publish_due", "remove_publication", "write_draft",
]  # fmt: skip

Status = PublicationStatus
EDITED = [
    "title", "slug", "html", "plain", "excerpt", "rules", "audience", "theme", "is_wide", "tags",
    "file_n", "version", "edited_at",
]  # fmt: skip


@transaction.atomic
def write_draft(
    *,
    kind: str,
    content: Content,
    actor: Viewer,
    at: datetime,
    home: Community | None = None,
    district: District | None = None,
    also_in: Iterable[Community] = (),
    files: Collection[str] = (),
    to: Collection[int] = (),
) -> Publication:
    """Begin a publication that its author alone sees, in a community or (news, pages) in a district.

    `files` are public ids of files the author has brought; pictures in the text come with it. `to`
    are keys of those who alone read what is addressed to people.

    Raises:
        Absent, Forbidden: the author may not write such things there.
        DomainError: a second community belongs to another district.
    """
    places = chosen_places(kind, home, also_in, actor)
    if home is None:
        if district is None:
            message = "a publication stands in a community or in a district"
            raise TypeError(message)
        require(policies.may_publish_news(actor, district.pk))
    publication = Publication(
        kind=kind,
        district_id=home.district_id if home else district.pk,  # type: ignore[union-attr]  # judged above
        home_community=home,
        author_id=actor.author_id,
        status=Status.DRAFT,
        created_at=at,
        bumped_at=at,
    )
    fill(publication, content)
    publication.save()
    settle(publication, content, files, actor, at)
    publication.save(update_fields=["file_n"])
    keep_card(publication, content, actor, at)
    Addressee.objects.bulk_create(
        Addressee(publication=publication, person_id=key) for key in sorted(set(to))
    )
    Placement.objects.bulk_create(
        Placement(publication=publication, community=place, kind=kind, bumped_at=at)
        for place in places
    )
    write_tags(publication)
    write_readers(publication)
    return publication


@transaction.atomic
def publish_draft(
    *, publication: Publication, actor: Viewer, at: datetime, later_at: datetime | None = None
) -> Publication:
    """Publish a draft now, or at a later moment (TV-4.2.1: delayed publication)."""
    if actor.person_id != publication.author_id and not actor.is_system:
        raise Absent
    if publication.status not in {Status.DRAFT, Status.SCHEDULED}:
        raise DomainError("Запись уже опубликована.")
    _require_ready(publication)
    if not actor.is_system and publication.home_community is not None:
        require(policies.may_write_in(actor, publication.home_community, publication.kind))
    keep_inside(publication)
    require_welcome(publication.html, publication.district_id)
    if later_at is not None and later_at > at:
        waiting = Publication.objects.filter(
            pk=publication.pk, status__in=[Status.DRAFT, Status.SCHEDULED]
        )
        if not waiting.update(status=Status.SCHEDULED, publish_at=later_at):
            raise DomainError("Запись уже опубликована.")
        publication.status, publication.publish_at = Status.SCHEDULED, later_at
        write_readers(publication)
        return publication
    return _appear(publication, actor, at)


def _appear(publication: Publication, actor: Viewer, at: datetime) -> Publication:
    moved = Publication.objects.filter(
        pk=publication.pk, status__in=[Status.DRAFT, Status.SCHEDULED]
    ).update(status=Status.PUBLISHED, published_at=at, bumped_at=at, publish_at=None)
    if not moved:
        raise DomainError("Запись уже опубликована.")
    publication.status, publication.published_at = Status.PUBLISHED, at
    publication.bumped_at, publication.publish_at = at, None
    Placement.objects.filter(publication=publication).update(bumped_at=at)
    Community.objects.filter(placements__publication=publication).update(
        publication_n=F("publication_n") + 1, active_at=at
    )
    write_readers(publication)
    keep_links(
        publication_id=publication.pk, html=publication.html, at=at,
        beside=links_of_card(publication) or None,
    )  # fmt: skip
    follow(publication.pk, publication.author_id)
    publish(fact_of(events.PublicationPublished, publication, actor))
    return publication


@transaction.atomic
def publish_due(*, publication_id: int, actor: Viewer, at: datetime) -> Publication | None:
    """Publish one scheduled publication whose moment has come; a repeat does nothing.

    Args:
        publication_id: what was scheduled.
        actor: its author as he stands now; who may not write there any more has a draft again, and
            so has who would show to others what has become a section for members.
        at: now.
    """
    publication = one_or_none(
        Publication.objects.select_related("home_community").filter(
            pk=publication_id, status=Status.SCHEDULED, publish_at__lte=at
        )
    )
    if publication is None:
        return None
    home = publication.home_community
    may = (
        policies.may_publish_news(actor, publication.district_id)
        if home is None
        else policies.may_write_in(actor, home, publication.kind)
    )
    stays = stays_inside(publication) and is_welcome(publication.html, publication.district_id)
    if not may or not stays or not _is_ready(publication):
        Publication.objects.filter(pk=publication.pk, status=Status.SCHEDULED).update(
            status=Status.DRAFT, publish_at=None
        )
        return None
    return _appear(publication, actor, at)


@transaction.atomic
def edit_publication(
    *,
    publication: Publication,
    content: Content,
    actor: Viewer,
    at: datetime,
    files: Collection[str] | None = None,
) -> Publication:
    """Change what a publication says; what it said before is kept in its history.

    `files` are all the files it shall have beside its text; None leaves them as they are. The row is
    read anew under a lock: what others did since the form was opened (answers, hiding) stays.
    """
    publication = held(publication)
    require(policies.may_edit(actor, publication))
    is_draft = publication.status in {Status.DRAFT, Status.SCHEDULED}
    was = publication.html
    if publication.status != Status.DRAFT:
        require_welcome(content.text.html, publication.district_id)
    remember(
        publication=publication, title=content.title, html=content.text.html, actor=actor, at=at
    )
    settle(publication, content, files, actor, at)
    fill(publication, content)
    publication.version += 1
    publication.save(update_fields=EDITED)
    keep_card(publication, content, actor, at)
    write_tags(publication)
    rewrite_and_tell(publication, actor_id=actor.person_id)
    if publication.status != Status.DRAFT:
        keep_inside(publication)
    if not is_draft:
        keep_links(
            publication_id=publication.pk, html=publication.html, at=at, was=was,
            beside=links_of_card(publication),
        )  # fmt: skip
        publish(fact_of(events.PublicationEdited, publication, actor))
    return publication


@transaction.atomic
def remove_publication(*, publication: Publication, actor: Viewer, at: datetime) -> None:
    """Take a publication back; a draft disappears, a published one stays as a removed row."""
    publication = held(publication)
    require(policies.may_remove(actor, publication))
    _dismiss(publication, actor)
    if publication.status in {Status.DRAFT, Status.SCHEDULED}:
        drop_files(
            kind=PUBLICATION_FILES, key=publication.pk, actor=actor, at=at,
            home_id=publication.home_community_id,
        )  # fmt: skip
        publication.delete()
        return
    count_out(publication)
    publication.status = Status.REMOVED
    publication.save(update_fields=["status"])
    write_readers(publication)
    publish(fact_of(events.PublicationRemoved, publication, actor))


def _dismiss(publication: Publication, actor: Viewer) -> None:
    """Nobody is asked any more to write what is taken back."""
    waiting = Coauthor.objects.filter(publication=publication, state=CoauthorState.INVITED)
    for row in waiting.order_by("pk"):
        publish(
            fact_of(
                events.CoauthorEnded,
                publication,
                actor,
                coauthor_id=row.pk,
                person_id=row.person_id,
            )
        )


def _require_ready(publication: Publication) -> None:
    """Stop what says nothing, and what the kind's own table does not let appear yet.

    Raises:
        DomainError: what is lacking, with the field to fill.
    """
    if not publication.title.strip():
        raise DomainError("Дайте записи название: по нему её найдут.", field="title")
    if not publication.plain.strip() and not publication.file_n:
        raise DomainError("Напишите хотя бы несколько слов.", field="body")
    if publication.kind in cards:
        cards[publication.kind].ready(publication)
    for tell in barriers:
        if words := tell(publication):
            raise DomainError(words)


def _is_ready(publication: Publication) -> bool:
    try:
        _require_ready(publication)
    except DomainError:
        return False
    return True
