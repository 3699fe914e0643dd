"""Who tells of lessons and makes new materials of others', among those who read the material."""

from datetime import timedelta

from staffroom.core.policy import ALLOW, HIDE, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.features.materials.models import Use
from staffroom.features.materials.registry import ADAPTABLE
from staffroom.shared.communities.policies import groups
from staffroom.shared.publications import policies
from staffroom.shared.publications.models import PublicationStatus
from staffroom.shared.publications.policies.reading import Judged

OLDEST = timedelta(days=730)  # a lesson is told of within two years


def may_tell_of_use(viewer: Viewer, publication: Judged) -> Verdict:
    """«Провёл урок»: whoever reads a published material, but not its authors (BB-2.1.7)."""
    if viewer.is_guest:
        return deny("Войдите на сайт, чтобы рассказать об уроке.")
    if publication.status != PublicationStatus.PUBLISHED:
        return deny("Материал ещё не опубликован.")
    if may_print_note(viewer, publication):
        return deny("Это ваш материал: об уроках по нему рассказывают коллеги.")
    return groups.may_touch(publication.home_community)


def may_withdraw_use(viewer: Viewer, use: Use) -> Verdict:
    """Take the record of a lesson back: who made it."""
    return ALLOW if viewer.person_id == use.person_id else HIDE


def may_adapt(viewer: Viewer, publication: Judged, terms: str) -> Verdict:
    """«Создать на основе»: whoever reads it, when its terms allow changing (BB-5.1.3)."""
    if viewer.is_guest:
        return deny("Войдите на сайт, чтобы сделать своё на основе этого.")
    if publication.status != PublicationStatus.PUBLISHED:
        return deny("Материал ещё не опубликован.")
    if terms not in ADAPTABLE and viewer.person_id != publication.author_id:
        return deny("Автор не разрешил переделывать материал: спросите его в ответах.")
    return ALLOW


def may_print_note(viewer: Viewer, publication: Judged) -> Verdict:
    """The note of introduction: the author and co-authors (BB-2.1.7)."""
    if viewer.person_id == publication.author_id or policies.is_coauthor(viewer, publication):
        return ALLOW
    return HIDE
