"""Publications go over to another community with all that hangs on them, a batch at a time (BB-7.1.4.a).

Words, replies, files, thanks, read marks and subscriptions hang on the publication and stay as they are;
home, places, readers and counters change here.
"""

from collections.abc import Collection

from django.db import transaction

from staffroom.core import files
from staffroom.core.events import publish
from staffroom.core.viewer import Viewer
from staffroom.shared.communities.actions.space import give_space
from staffroom.shared.communities.models import Community
from staffroom.shared.publications import events
from staffroom.shared.publications.actions.placing import recount
from staffroom.shared.publications.actions.readers import write_readers
from staffroom.shared.publications.models import Comment, HelpFigures, Placement, Publication
from staffroom.shared.publications.registry import COMMENT_FILES, PUBLICATION_FILES


@transaction.atomic
def resettle(
    *,
    publication_ids: Collection[int],
    source: Community,
    target: Community,
    is_kept_there: bool,
    actor: Viewer,
) -> int:
    """Give publications of one community to another; returns how many.

    `is_kept_there`: they go on being shown in the source too, so that nobody loses what he read.
    The place for files is handed over whatever the quota says: nothing may be lost by it.
    """
    rows = Publication.objects.select_for_update(of=("self",)).filter(pk__in=list(publication_ids))
    found = list(rows.order_by("pk"))
    for one in found:
        if one.home_community_id == source.pk:
            _hand_space(one, source.pk, target.pk)
            one.home_community = target
            one.save(update_fields=["home_community"])
        _place(one, source, target, is_kept_there=is_kept_there)
        write_readers(one)
    recount({source.pk, target.pk})
    if found:
        publish(
            events.PublicationsResettled(
                district_id=target.district_id, actor_id=actor.person_id, community_id=target.pk,
                from_id=source.pk, publication_ids=tuple(one.pk for one in found),
            )
        )  # fmt: skip
    return len(found)


def _place(
    publication: Publication, source: Community, target: Community, *, is_kept_there: bool
) -> None:
    here = Placement.objects.filter(publication=publication, community=source).first()
    stands = Placement.objects.filter(publication=publication, community=target).exists()
    if here is None and stands:
        return
    if here is not None and stands:
        if not is_kept_there:
            here.delete()
        return
    if here is not None and not is_kept_there:
        Placement.objects.filter(pk=here.pk).update(community=target)
        return
    Placement.objects.create(
        publication=publication, community=target, kind=publication.kind,
        bumped_at=publication.bumped_at, is_pinned=here.is_pinned if here else False,
        hidden_at=here.hidden_at if here else None,
    )  # fmt: skip


def _hand_space(publication: Publication, from_id: int, to_id: int) -> None:
    replies = Comment.objects.filter(publication=publication, file_n__gt=0)
    if not publication.file_n and not replies.exists():
        return
    size = files.bytes_of_things({
        PUBLICATION_FILES: [publication.pk], COMMENT_FILES: replies.values_list("pk", flat=True),
    })  # fmt: skip
    give_space(community_id=to_id, size=-size)
    give_space(community_id=from_id, size=size)


def join_figures(*, source_id: int, target_id: int) -> None:
    """How soon requests for help were answered is one figure from now on; assumes a transaction."""
    was = HelpFigures.objects.filter(community=source_id).first()
    if was is None:
        return
    joined, _is_new = HelpFigures.objects.get_or_create(community_id=target_id)
    joined.answered_n += was.answered_n
    joined.waited_s += was.waited_s
    joined.save(update_fields=["answered_n", "waited_s"])
    was.delete()
