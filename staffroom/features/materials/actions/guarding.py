"""Keeping what authors answer about pupils' data, and what stands unanswered."""

from datetime import datetime

from django.db import transaction

from staffroom.core.events import publish
from staffroom.core.lookups import one_or_none
from staffroom.core.viewer import Viewer
from staffroom.features.materials import events
from staffroom.features.materials.models import Material, PupilsAnswer
from staffroom.features.materials.policies.guarding import doubts_of
from staffroom.features.materials.policies.opening import has_yes, is_guarded
from staffroom.shared.publications.actions.readers import rewrite_and_tell
from staffroom.shared.publications.actions.widening import narrow
from staffroom.shared.publications.models import Publication, PublicationStatus
from staffroom.shared.publications.policies import OPEN_TO_ALL


def keep_answer(*, material: Material, reason: str, actor: Viewer, at: datetime) -> None:
    """Record the author's answer about all that is found now; nothing where nothing is found.

    Assumes the transaction of the publication's action.
    """
    found = doubts_of(material.publication)
    if not found:
        return
    PupilsAnswer.objects.create(
        material=material, person_id=actor.author_id, reason=reason, at=at,
        found=[[one.label, one.place] for one in found], prints=[one.print for one in found],
    )  # fmt: skip


@transaction.atomic
def look_for_pupils(*, publication_id: int, actor: Viewer) -> int:
    """Look through a published material again, its newly read files too; how much is unanswered.

    What is new is told to the authors and to those who moderate; a repeat tells nothing.
    """
    row = (
        Material.objects.select_related("publication__home_community", "publication__district")
        .filter(publication=publication_id, publication__status=PublicationStatus.PUBLISHED)
        .first()
    )
    if row is None:
        return 0
    found = [[one.label, one.place] for one in doubts_of(row.publication)]
    if found != row.doubts:
        is_new = any(one not in row.doubts for one in found)
        Material.objects.filter(pk=row.pk).update(doubts=found)
        if is_new:
            shown = row.publication
            publish(
                events.PupilsSuspected(
                    district_id=shown.district_id, actor_id=actor.person_id,
                    publication_id=shown.pk, community_id=shown.home_community_id,
                )
            )  # fmt: skip
    return len(found)


@transaction.atomic
def shut(*, publication_id: int, actor: Viewer) -> bool:
    """Children are shown to everybody without a moderator's yes: from now on members alone read it.

    So stand materials that were marked before a yes was asked for; a repeat changes and tells nothing.
    """
    rows = Publication.objects.select_for_update(of=("self",)).select_related(
        "home_community", "district"
    )
    shown = one_or_none(rows.filter(pk=publication_id))
    row = one_or_none(Material.objects.filter(publication=publication_id))
    if shown is None or row is None or not is_guarded(row, shown) or has_yes(row, shown):
        return False
    is_wide = shown.audience in OPEN_TO_ALL
    if is_wide:
        narrow(shown)
    is_changed = rewrite_and_tell(shown, actor_id=actor.person_id)
    if is_wide or is_changed:
        publish(
            events.ChildrenShut(
                district_id=shown.district_id, actor_id=actor.person_id, publication_id=shown.pk,
                community_id=shown.home_community_id,
            )
        )  # fmt: skip
    return is_wide or is_changed
