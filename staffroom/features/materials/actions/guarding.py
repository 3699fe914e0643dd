"""Keeping what authors answer about pupils' data, and what stands unanswered."""

from datetime import datetime

from django.db import transaction

from staffroom.core.events import publish
from staffroom.core.viewer import Viewer
from staffroom.features.materials import events
from staffroom.features.materials.models import Material, PupilsAnswer
from staffroom.features.materials.policies.guarding import doubts_of
from staffroom.shared.publications.models import PublicationStatus


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
