"""Who supports an initiative and who decides on it (BB-2.1.4, OL-2.1.6)."""

from staffroom.core.policy import HIDE, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.features.governance.models import Initiative
from staffroom.features.governance.registry import INITIATIVE
from staffroom.shared.communities.policies import groups
from staffroom.shared.publications import policies as publications
from staffroom.shared.publications.policies import Judged


def is_decided(publication: Judged) -> bool:
    """True when those who run the community have said yes or no."""
    return Initiative.objects.filter(publication=publication.pk).exists()


def may_back(viewer: Viewer, publication: Judged) -> Verdict:
    """Support: any reader who has signed in but its author, until it is decided."""
    if publication.kind != INITIATIVE.code or publication.status != "published":
        return HIDE
    if viewer.person_id is None:
        return deny("Поддержать инициативу могут те, кто вошёл на сайт.")
    if viewer.person_id == publication.author_id:
        return deny("Это ваша инициатива: её поддержат коллеги.")
    if is_decided(publication):
        return deny("Решение уже принято.")
    return groups.may_touch(publication.home_community)


def may_decide(viewer: Viewer, publication: Judged) -> Verdict:
    """Support or decline in the name of the community: who runs it, never his own."""
    if publication.kind != INITIATIVE.code or publication.status != "published":
        return HIDE
    if viewer.person_id == publication.author_id:
        return deny("О своей инициативе решает другой.")
    verdict = publications.may_moderate(viewer, publication)
    if not verdict:
        return deny("Решает тот, кто ведёт сообщество, или координатор.")
    if is_decided(publication):
        return deny("Решение уже принято.")
    return groups.may_touch(publication.home_community)
