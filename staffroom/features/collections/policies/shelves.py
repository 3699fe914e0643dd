"""Who sees a shelf, who keeps it."""

from django.db.models import Q, QuerySet

from staffroom.core.policy import ALLOW, HIDE, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.features.collections.models import Collection, Openness, Shape
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.policies import groups
from staffroom.shared.communities.queries.groups import member_ids
from staffroom.shared.communities.registry import district_token

KEEPING = Power.MODERATE


def _kept_scopes(viewer: Viewer) -> tuple[list[int], list[int]]:
    """Keys of the districts and of the communities that the viewer moderates himself; no query."""
    kept: dict[str, list[int]] = {"district": [], "community": []}
    for (kind, key), bits in viewer.powers.items():
        if bits & KEEPING and kind in kept:
            kept[kind].append(key)
    return kept["district"], kept["community"]


def visible_collections(viewer: Viewer) -> QuerySet[Collection]:
    """Shelves by their openness; one's own and those one keeps, a digest before it is issued too."""
    if viewer.is_system:
        return Collection.objects.all()
    districts, communities = _kept_scopes(viewer)
    kept = Q(owner=viewer.person_id, community=None, is_of_district=False)
    kept |= Q(district__in=districts) & (Q(is_of_district=True) | ~Q(community=None))
    kept |= Q(community__in=communities)
    shown = Q(openness=Openness.PUBLIC)
    shown |= Q(openness=Openness.DISTRICT, district__in=_districts_of(viewer))
    shown |= Q(openness=Openness.COMMUNITY, community__in=member_ids(viewer))
    out = ~Q(shape=Shape.DIGEST) | ~Q(issued_at=None)
    if viewer.person_id is None:
        return Collection.objects.filter(shown & out)
    return Collection.objects.filter(kept | shown & out)


def _districts_of(viewer: Viewer) -> list[int]:
    """Keys of the districts whose members' token the viewer holds; no query."""
    return [token >> 12 for token in viewer.tokens if token == district_token(token >> 12)]


def may_see(viewer: Viewer, collection: Collection) -> bool:
    """The face of `visible_collections` for one shelf."""
    return visible_collections(viewer).filter(pk=collection.pk).exists()


def may_keep(viewer: Viewer, collection: Collection) -> Verdict:
    """Change what stands there: its person; who moderates the community; who moderates the district."""
    if viewer.is_guest:
        return HIDE
    if collection.community is not None:
        if not groups.may(viewer, KEEPING, collection.community):
            return deny("Подборку сообщества ведут его модераторы.")
        return groups.may_touch(collection.community)
    if collection.is_of_district:
        if not viewer.has(KEEPING, ("district", collection.district_id)):
            return deny("Подборку района ведут его модераторы.")
        return ALLOW
    own = viewer.is_system or viewer.person_id == collection.owner_id
    return ALLOW if own else deny("Это чужая подборка: вы можете за ней следить.")


def may_begin(viewer: Viewer, district_id: int, community: Community | None) -> Verdict:
    """Begin a shelf of one's own (any member of the network), or one of a community."""
    if viewer.is_guest:
        return deny("Войдите на сайт, чтобы собирать подборки.")
    if community is not None:
        if not groups.may(viewer, KEEPING, community):
            return deny("Подборку сообщества начинают его модераторы.")
        return groups.may_touch(community)
    belongs = viewer.is_system or district_token(district_id) in viewer.tokens
    keeps = viewer.has(KEEPING, ("district", district_id))
    return ALLOW if belongs or keeps else HIDE


def may_begin_of_district(viewer: Viewer, district_id: int) -> Verdict:
    """Begin a shelf or a digest of the whole district."""
    if viewer.has(KEEPING, ("district", district_id)):
        return ALLOW
    return deny("Подборку района начинают его модераторы.")


def may_issue_month(viewer: Viewer) -> Verdict:
    """Gather the reviews of a month: the site itself."""
    return ALLOW if viewer.is_system else HIDE


def may_follow(viewer: Viewer, collection: Collection) -> Verdict:
    """Hear of what is new there: whoever sees it and has signed in."""
    if viewer.is_guest:
        return deny("Войдите на сайт, чтобы следить.")
    return ALLOW if may_see(viewer, collection) else HIDE
