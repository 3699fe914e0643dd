"""Where publications stand, and how many stand there."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F

from staffroom.core.errors import DomainError
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.policies.groups import may_touch
from staffroom.shared.publications import events, policies
from staffroom.shared.publications.actions.attachments import move_files
from staffroom.shared.publications.actions.facts import fact_of, held
from staffroom.shared.publications.actions.inside import keep_inside
from staffroom.shared.publications.actions.readers import write_readers
from staffroom.shared.publications.models import Placement, Publication, PublicationStatus

Status = PublicationStatus


@transaction.atomic
def place_publication(
    *, publication: Publication, home: Community, also_in: Iterable[Community], actor: Viewer
) -> Publication:
    """Move to another home, or show in more communities without copying (TV-3.1.2.a).

    The author places it where he may write; a moderator of the present home may move it on.
    """
    publication = held(publication)
    is_author = actor.person_id == publication.author_id
    if not is_author:
        require(policies.may_moderate(actor, publication))
    require(may_touch(publication.home_community))
    places = chosen_places(publication.kind, home, also_in, actor, judge=is_author)
    standing = {placement.community_id: placement for placement in publication.placements.all()}
    wanted = {place.pk for place in places}
    Placement.objects.filter(publication=publication).exclude(community__in=wanted).delete()
    Placement.objects.bulk_create(
        Placement(
            publication=publication,
            community=place,
            kind=publication.kind,
            bumped_at=publication.bumped_at,
        )
        for place in places
        if place.pk not in standing
    )
    if publication.status == Status.PUBLISHED:
        recount({*standing, *wanted})
    move_files(publication_id=publication.pk, from_id=publication.home_community_id, to_id=home.pk)
    publication.home_community = home
    publication.save(update_fields=["home_community"])
    keep_inside(publication)
    write_readers(publication)
    publish(fact_of(events.PublicationPlaced, publication, actor, placed_ids=tuple(sorted(wanted))))
    return publication


def chosen_places(
    kind: str,
    home: Community | None,
    also_in: Iterable[Community],
    actor: Viewer,
    *,
    judge: bool = True,
) -> list[Community]:
    """The communities where it shall stand, home first, each once.

    Raises:
        Absent, Forbidden: the actor may not write such things in one of them.
        DomainError: one belongs to another district.
    """
    places = list({place.pk: place for place in (home, *also_in) if place is not None}.values())
    for place in places:
        require(policies.may_write_in(actor, place, kind) if judge else may_touch(place))
        if home is not None and place.district_id != home.district_id:
            raise DomainError(
                "Показать запись можно только в сообществах того же района.", field="also_in"
            )
    return places


def count_out(publication: Publication) -> None:
    """Its communities have one publication fewer; assumes a transaction."""
    Community.objects.filter(placements__publication=publication).update(
        publication_n=F("publication_n") - 1
    )


def recount(community_ids: Iterable[int]) -> None:
    """Write how many publications stand in each of the communities; assumes a transaction."""
    for key in community_ids:
        shown = Placement.objects.filter(
            community=key, publication__status=Status.PUBLISHED
        ).count()
        Community.objects.filter(pk=key).update(publication_n=shown)
