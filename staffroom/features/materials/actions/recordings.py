"""Keeping what of a material is watched."""

from collections.abc import Mapping
from copy import copy
from datetime import datetime
from typing import Any

from staffroom.core import files
from staffroom.core.viewer import Viewer
from staffroom.features.materials.actions.streams import tell_changed
from staffroom.features.materials.models import Adults, Material, Recording
from staffroom.features.materials.policies.recordings import asks_who_is_shown, recording_of
from staffroom.features.materials.registry import WATCHED
from staffroom.shared.publications.registry import PUBLICATION_FILES

AGREED = "agreed"  # the statement that each adult shown consented in writing


def keep_recording(
    *, material: Material, card: Mapping[str, Any], actor: Viewer, at: datetime
) -> None:
    """Write what the form asked about the video; assumes the transaction of the publication's action.

    A material that shows nobody and told nothing keeps no row. The statement of consent stands since
    it was made; other adults than those it was made about take it back.

    Args:
        material: its card as it stands now, with the publication.
        card: fields of `registry.WATCHED` by name and `agreed`; what is not named stays as it is.
        actor: who writes.
        at: now.
    """
    row = recording_of(material)
    rows = files.files_of(PUBLICATION_FILES, [material.pk]).get(material.pk, [])
    was = copy(row)
    for name in WATCHED:
        if name in card:
            setattr(row, name, card[name])
    told = (row.link, row.live_link, row.starts_at, row.adults)
    if not any(told) and not asks_who_is_shown(material, rows):
        Recording.objects.filter(pk=material.pk).delete()
        return
    _state(row, was, card, actor, at)
    is_recorded = bool(row.link) or any(one.kind == "video" for one in rows)
    row.is_watched = is_recorded or bool(row.live_link)
    has_begun = row.starts_at is not None and row.starts_at <= at
    row.added_at = (row.added_at or at) if is_recorded and has_begun else None
    if row.starts_at != was.starts_at:
        row.begun_at = None
    row.save()
    tell_changed(row=row, publication=material.publication, was=was, actor=actor, at=at)


def _state(
    row: Recording, was: Recording, card: Mapping[str, Any], actor: Viewer, at: datetime
) -> None:
    """The statement of consent of the adults shown: kept, made anew, or taken back."""
    if row.adults != Adults.SHOWN:
        row.people, row.agreed_at, row.agreed_by_id = "", None, None
    elif AGREED in card:
        is_kept = row.agreed_at is not None and (was.adults, was.people) == (row.adults, row.people)
        if not card[AGREED]:
            row.agreed_at, row.agreed_by_id = None, None
        elif not is_kept:
            row.agreed_at, row.agreed_by_id = at, actor.author_id
