"""Keeping the card of a material with its publication."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from staffroom.core.viewer import Viewer
from staffroom.features.materials.actions.versions import keep_version
from staffroom.features.materials.models import Material
from staffroom.features.materials.policies.cards import require_ready
from staffroom.shared.organizations.models import Affiliation
from staffroom.shared.publications.models import Publication, PublicationStatus

NOTE = "version_note"  # what changed: belongs to the version, not to the card
ACCEPTS = "accepts"


def keep_card(
    *, publication: Publication, card: Mapping[str, Any], actor: Viewer, at: datetime
) -> None:
    """Write what the form asked about the material; assumes the transaction of the publication's action.

    The organisation is the author's main one at the moment the card begins. A change of a published
    material becomes its next version.

    Args:
        publication: whose card it is.
        card: fields of `Material` by name, `accepts` (the terms of use) and `version_note`.
        actor: who writes.
        at: now.
    """
    values = {name: value for name, value in card.items() if name not in {NOTE, ACCEPTS}}
    row = Material.objects.filter(publication=publication).select_related("publication").first()
    if ACCEPTS in card:
        before = row.accepted_at if row and row.terms == values.get("terms", row.terms) else None
        values["accepted_at"] = (before or at) if card[ACCEPTS] else None
    if row is None:
        row = Material(publication=publication, organization_id=_workplace(publication.author_id))
        for name, value in values.items():
            setattr(row, name, value)
        row.save(force_insert=True)
    else:
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=list(values))
    if publication.status in {PublicationStatus.PUBLISHED, PublicationStatus.HIDDEN}:
        require_ready(publication)
        keep_version(material=row, note=str(card.get(NOTE, "")), actor=actor, at=at)


def _workplace(person_id: int) -> int | None:
    """The key of the person's main organisation, confirmed or not; None without one."""
    rows = Affiliation.objects.filter(person=person_id, to_on=None)
    return rows.order_by("-is_main", "pk").values_list("organization_id", flat=True).first()
