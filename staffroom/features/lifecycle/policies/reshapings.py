"""Who changes the shape of communities, and which changes are possible."""

from staffroom.core.policy import ALLOW, HIDE, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.features.lifecycle.models import Reshaping, ReshapingKind, ReshapingState
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import Community, CommunityKind, CommunityState
from staffroom.shared.communities.policies import groups
from staffroom.shared.communities.queries.rules import begins_by_order, ends_by_order, may_nest

Kind = ReshapingKind
UNDER_WAY = (ReshapingState.ORDERED, ReshapingState.RUNNING)
FOUNDS = (Kind.SPIN_OFF, Kind.SPLIT)  # a new community comes out of it


def manages(viewer: Viewer, community: Community) -> bool:
    """True for those who manage the communities of the district."""
    return groups.may(viewer, Power.MANAGE_COMMUNITIES, community)


def may_see(viewer: Viewer, community: Community) -> Verdict:
    """The page «Преобразовать»: whoever may do any of it."""
    if not groups.may_see(viewer, community):
        return HIDE
    if manages(viewer, community) or _opens_inside(viewer, community):
        return ALLOW
    return deny("Преобразовать сообщество может координатор района.")


def _opens_inside(viewer: Viewer, community: Community) -> Verdict:
    return groups.may_open(viewer, community.district_id, community)


def may_reshape(viewer: Viewer, community: Community, kind: str) -> Verdict:
    """Do one thing to a community: the coordinator; split off inside, also who may open there."""
    verdict = may_see(viewer, community)
    if not verdict:
        return verdict
    if community.state != CommunityState.ACTIVE:
        words = groups.QUIET[CommunityState(community.state)]
        return deny(words)
    if kind == Kind.SPIN_OFF:
        return _may_spin_off(viewer, community)
    if not manages(viewer, community):
        return deny("Это может координатор района.")
    if kind == Kind.INDEPENDENCE:
        is_part = community.kind == CommunityKind.SECTION and community.parent_id is not None
        return ALLOW if is_part else deny("Самостоятельной становится секция внутри сообщества.")
    if kind == Kind.MOVE and not may_nest(community.district):
        return deny("По положению района сообщества не входят одно в другое.")
    return ALLOW


def _may_spin_off(viewer: Viewer, community: Community) -> Verdict:
    if not may_nest(community.district):
        return deny("По положению района сообщества не входят одно в другое: его можно разделить.")
    return _opens_inside(viewer, community)


def is_under_way(community: Community) -> bool:
    """True while something is ordered or running, of which the community is a side."""
    rows = Reshaping.objects.filter(state__in=UNDER_WAY)
    return rows.filter(source=community).exists() or rows.filter(target=community).exists()


def may_merge_into(viewer: Viewer, source: Community, target: Community) -> Verdict:
    """Let one become part of the other: both work in one district, neither's words become open to guests."""
    if source.pk == target.pk or target.district_id != source.district_id:
        return deny("Выберите другое сообщество этого района.")
    if target.state != CommunityState.ACTIVE or not groups.may_see(viewer, target):
        return deny("Влиться можно в работающее сообщество.")
    if not manages(viewer, target):
        return deny("Это может координатор района.")
    if source.pk in target.line:
        return deny("Оно стоит внутри этого: сначала перенесите его.")
    if target.is_public and not source.is_public:
        return deny(
            "Обсуждения там видны и без входа, а здесь только участникам: слова увидели бы не те, кому "
            "они написаны. Сначала закройте обсуждения там."
        )
    return ALLOW


def order_asked(reshaping: Reshaping) -> bool:
    """Whether it rests on an order (`creation.mode`, `lifecycle.closure`)."""
    source, kind = reshaping.source, reshaping.kind
    if kind == Kind.MERGE:
        return ends_by_order(source)
    if kind == Kind.MOVE:
        return False
    inside = source if kind == Kind.SPIN_OFF else source.parent
    return begins_by_order(
        Community(
            kind=reshaping.community_kind, profile_id=source.profile_id, parent=inside,
            district=source.district,
        )
    )  # fmt: skip


def may_see_one(viewer: Viewer, reshaping: Reshaping) -> Verdict:
    """A preview, or how far it has come: whoever may do such things to the community."""
    verdict = may_see(viewer, reshaping.source)
    if verdict and reshaping.kind != Kind.SPIN_OFF and not manages(viewer, reshaping.source):
        return HIDE
    return verdict


def may_carry_out(viewer: Viewer, reshaping: Reshaping) -> Verdict:
    """Carry out what was previewed."""
    if reshaping.state != ReshapingState.DRAFT:
        return deny("Это уже решено: обновите страницу.")
    verdict = may_reshape(viewer, reshaping.source, reshaping.kind)
    if not verdict:
        return verdict
    if reshaping.kind == Kind.MERGE and reshaping.target is not None:
        verdict = may_merge_into(viewer, reshaping.source, reshaping.target)
        if not verdict:
            return verdict
    sides = [reshaping.source, *([reshaping.target] if reshaping.target else [])]
    if any(is_under_way(one) for one in sides):
        return deny("С одним из сообществ уже идёт преобразование: дождитесь конца.")
    return ALLOW


def may_drop(viewer: Viewer, reshaping: Reshaping) -> Verdict:
    """Think better of it: while nothing is ordered and nothing has begun."""
    if reshaping.state != ReshapingState.DRAFT:
        return deny("Это уже решено.")
    return may_see_one(viewer, reshaping)


def may_prepare_order(viewer: Viewer, reshaping: Reshaping) -> Verdict:
    """Prepare the order again, when its draft was thrown away; or give it up."""
    verdict = may_reshape(viewer, reshaping.source, reshaping.kind)
    if not verdict:
        return verdict
    if reshaping.state != ReshapingState.ORDERED:
        return deny("Приказ готовят, когда решение принято.")
    return deny("Проект приказа уже подготовлен.") if reshaping.order_id is not None else ALLOW
