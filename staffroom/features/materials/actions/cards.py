"""Keeping the card of a material with its publication."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from staffroom.core.viewer import Viewer
from staffroom.features.materials.actions.guarding import keep_answer
from staffroom.features.materials.actions.opening import take_back
from staffroom.features.materials.actions.recordings import AGREED, keep_recording
from staffroom.features.materials.actions.versions import keep_version
from staffroom.features.materials.models import Children, Material
from staffroom.features.materials.policies.cards import require_ready
from staffroom.features.materials.policies.opening import traces_of
from staffroom.features.materials.registry import WATCHED
from staffroom.shared.organizations.models import Affiliation
from staffroom.shared.publications.models import Publication, PublicationStatus

NOTE = "version_note"  # what changed: belongs to the version, not to the card
ACCEPTS = "accepts"
CONSENTS = "consents"  # the statement that the parents of every child agreed
PUPILS = "pupils"  # the answer about what looks like pupils' data
APART = {NOTE, ACCEPTS, CONSENTS, PUPILS, AGREED, *WATCHED}


def keep_card(
    *, publication: Publication, card: Mapping[str, Any], actor: Viewer, at: datetime
) -> None:
    """Write what the form asked about the material; assumes the transaction of the publication's action.

    The organisation is the author's main one at the moment the card begins. A change of a published
    material becomes its next version.

    Args:
        publication: whose card it is.
        card: fields of `Material` by name, `accepts` (the terms of use), `consents` (the statement about
            children), `pupils` (the answer about what looks like their data), `version_note` and what of
            it is watched (`registry.WATCHED` with `agreed`).
        actor: who writes.
        at: now.
    """
    row = Material.objects.filter(publication=publication).first()
    values = {name: value for name, value in card.items() if name not in APART}
    values |= _stated(row, values, card, actor, at)
    if row is None:
        row = Material(publication=publication, organization_id=_workplace(publication.author_id))
        _set(row, values)
        row.save(force_insert=True)
    else:
        _set(row, values)
        row.save(update_fields=[name.removesuffix("_id") for name in values])
    row.publication = publication
    keep_recording(material=row, card=card, actor=actor, at=at)
    if row.children == Children.SHOWN:
        _remember_shown(row)
    if card.get(PUPILS):
        keep_answer(material=row, reason=str(card[PUPILS]), actor=actor, at=at)
    if publication.status in {PublicationStatus.PUBLISHED, PublicationStatus.HIDDEN}:
        take_back(material=row, actor=actor, at=at)
        require_ready(publication)
        Material.objects.filter(pk=row.pk).update(doubts=[])
        keep_version(material=row, note=str(card.get(NOTE, "")), actor=actor, at=at)


def _remember_shown(row: Material) -> None:
    """In which recordings, pictures and links children are seen: saying otherwise later does not undo it."""
    known = sorted({*row.shown_in, *traces_of(row.publication)})
    if known != row.shown_in:
        row.shown_in = known
        row.save(update_fields=["shown_in"])


def _set(row: Material, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def _stated(
    row: Material | None, values: Mapping[str, Any], card: Mapping[str, Any], actor: Viewer, at: datetime
) -> dict[str, Any]:  # fmt: skip
    """When the author accepted the terms and stated the consents: the first time stays until it is taken back."""
    stated: dict[str, Any] = {}
    if ACCEPTS in card:
        before = row.accepted_at if row and row.terms == values.get("terms", row.terms) else None
        stated["accepted_at"] = (before or at) if card[ACCEPTS] else None
    if CONSENTS in card:
        if not card[CONSENTS]:
            stated |= {"consents_at": None, "consents_by_id": None}
        elif row is None or row.consents_at is None:
            stated |= {"consents_at": at, "consents_by_id": actor.author_id}
    return stated


def _workplace(person_id: int) -> int | None:
    """The key of the person's main organisation, confirmed or not; None without one."""
    rows = Affiliation.objects.filter(person=person_id, to_on=None)
    return rows.order_by("-is_main", "pk").values_list("organization_id", flat=True).first()
