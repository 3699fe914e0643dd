"""Who recommends a publication to others, who picks one for the week."""

from staffroom.core.policy import ALLOW, HIDE, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.features.collections.models import Recommendation
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.policies import groups
from staffroom.shared.publications import policies
from staffroom.shared.publications.models import BEYOND, Audience, Publication, PublicationStatus

ON_FRONT = (Audience.PUBLIC, Audience.PARENTS, Audience.PUPILS)


def _stands(viewer: Viewer, publication: Publication) -> Verdict:
    if viewer.is_guest or not policies.may_read(viewer, publication):
        return HIDE
    if publication.status != PublicationStatus.PUBLISHED:
        return deny("Рекомендуют то, что опубликовано.")
    return ALLOW


def moderates_somewhere(viewer: Viewer) -> bool:
    """True for who moderates anything at all; no query."""
    return any(bits & Power.MODERATE for bits in viewer.powers.values())


def may_open(viewer: Viewer, publication: Publication) -> Verdict:
    """See the page of recommendations: who moderates the publication's place or any other."""
    stands = _stands(viewer, publication)
    if not stands:
        return stands
    if viewer.is_system or moderates_somewhere(viewer):
        return ALLOW
    return deny("Рекомендуют модераторы сообществ и района.")


def may_recommend(viewer: Viewer, publication: Publication, to: Community | None) -> Verdict:
    """Recommend to a community, or (None) to the front page of the district (OL-2.1.5, BB-2.1.2).

    To a community: who moderates it, or the publication's own one, so that practices travel. To the
    front page: who moderates the district.
    """
    stands = may_open(viewer, publication)
    if not stands:
        return stands
    district = ("district", publication.district_id)
    if to is None:
        if not viewer.has(Power.MODERATE, district):
            return deny("На главную страницу рекомендуют модераторы района.")
        if publication.audience not in ON_FRONT:
            return deny("Главную страницу читают и гости: сначала откройте запись всем.")
        return ALLOW
    runs = groups.may(viewer, Power.MODERATE, to) or policies.runs(viewer, publication)
    if not runs:
        return deny("Рекомендуют модераторы одного из двух сообществ.")
    if to.district_id != publication.district_id:
        return HIDE
    if publication.audience not in BEYOND:
        return deny("Запись видят только её участники: сначала откройте её району.")
    return groups.may_touch(to)


def may_end(viewer: Viewer, advice: Recommendation) -> Verdict:
    """Take a recommendation back: who gave it, who moderates where it stands."""
    if viewer.person_id is not None and viewer.person_id == advice.given_by_id:
        return ALLOW
    scope = ("district", advice.district_id)
    runs = (
        groups.may(viewer, Power.MODERATE, advice.community)
        if advice.community
        else viewer.has(Power.MODERATE, scope)
    )
    return ALLOW if runs else HIDE


def may_pick(viewer: Viewer, publication: Publication) -> Verdict:
    """Pin the pick of the week: who moderates the district, of what all its members may read."""
    stands = _stands(viewer, publication)
    if not stands:
        return stands
    if not viewer.has(Power.MODERATE, ("district", publication.district_id)):
        return deny("Выбор недели делают модераторы района.")
    if publication.audience not in BEYOND:
        return deny("Запись видят только её участники: сначала откройте её району.")
    return ALLOW
