"""Keeping versions: each is what readers saw, whole, and never changes."""

from datetime import datetime

from django.db import transaction

from staffroom.core import files
from staffroom.core.events import publish
from staffroom.core.viewer import Viewer
from staffroom.features.materials import events
from staffroom.features.materials.models import Material, Version
from staffroom.features.materials.queries.cards import card_words
from staffroom.features.materials.queries.recordings import recording_words
from staffroom.features.materials.registry import VERSION_FILES
from staffroom.shared.communities.actions.space import take_space
from staffroom.shared.publications.registry import PUBLICATION_FILES


@transaction.atomic
def keep_version(
    *, material: Material, note: str, actor: Viewer, at: datetime, is_first: bool = False
) -> Version | None:
    """Keep what the material says now as its next version; nothing when nothing has changed.

    Its files become files of the version as well (the bytes are shared), so that its address shows
    them for as long as the material stands.

    Args:
        material: with its publication as it stands.
        note: what changed, in the author's words.
        actor: who changed it; the author himself for the first one.
        at: now.
        is_first: the moment of publication: kept even by the system, in the author's name.
    """
    shown = material.publication
    card = dict([*card_words(material), *recording_words(material)])
    found = [[name, sha256] for name, sha256 in files.hashes_of(PUBLICATION_FILES, shown.pk)]
    last = material.versions.order_by("-n").first()
    if last is None and not is_first:
        return None
    now_said = (shown.title, shown.html, card, found)
    if last is not None and (last.title, last.html, last.card, last.files) == now_said:
        return None
    row = Version.objects.create(
        material=material, n=last.n + 1 if last else 1, title=shown.title, html=shown.html,
        plain=shown.plain, card=card, files=found, note=note[:200], at=at,
        editor_id=actor.person_id or shown.author_id,
    )  # fmt: skip
    files.copy_files(kind=PUBLICATION_FILES, key=shown.pk, to_kind=VERSION_FILES, to_key=row.pk)
    if last is not None and shown.home_community_id is not None:
        take_space(community_id=shown.home_community_id, size=_let_go(last, found))
    Material.objects.filter(pk=material.pk).update(version_n=row.n)
    material.version_n = row.n
    publish(
        events.VersionKept(
            district_id=shown.district_id, actor_id=actor.person_id, publication_id=shown.pk,
            community_id=shown.home_community_id, n=row.n,
        )
    )  # fmt: skip
    return row


def _let_go(last: Version, found: list[list[str]]) -> int:
    """Bytes that the material had till now and only its old versions keep from now."""
    standing = {sha256 for _name, sha256 in found}
    gone = {
        sha256: size
        for sha256, size in files.sizes_of(VERSION_FILES, last.pk)
        if sha256 not in standing
    }
    return sum(gone.values())
