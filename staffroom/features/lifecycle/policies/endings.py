"""Who sees the term of a community, who hands in and asks, who decides."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from staffroom.core.policy import ALLOW, HIDE, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.features.lifecycle.models import OPEN, EndingRequest, Product, RequestState
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import Community, CommunityState
from staffroom.shared.communities.policies import groups
from staffroom.shared.communities.queries.rules import rules_of

AT_WORK = (CommunityState.ACTIVE, CommunityState.SUSPENDED)


def has_term(community: Community) -> bool:
    """Whether the regulation gives communities a term; a standing one has none (`lifecycle.term`, TV-T.1)."""
    return rules_of(community).choice("lifecycle.term") != "permanent"


def today_of(community: Community, at: datetime) -> date:
    """The day of a moment where the community works."""
    return at.astimezone(ZoneInfo(community.district.time_zone)).date()


def is_overdue(community: Community, *, today: date) -> bool:
    """True when the term has ended and nobody has closed or extended; no query where no day is named."""
    if community.ends_on is None or community.state not in AT_WORK or community.ends_on >= today:
        return False
    return has_term(community)


def may_see(viewer: Viewer, community: Community) -> Verdict:
    """The term, the results and the decisions: the network of the district."""
    if not groups.may_see(viewer, community):
        return HIDE
    if groups.knows_names(viewer, community):
        return ALLOW
    return deny("Сроки и итоги видят участники сети этого района.")


def visible_requests(viewer: Viewer, community: Community) -> QuerySet[EndingRequest]:
    """Requests of a community: members and those who decide; others read what was carried out."""
    if not may_see(viewer, community):
        return EndingRequest.objects.none()
    found = EndingRequest.objects.filter(community=community)
    inside = groups.is_member(viewer, community) or groups.may(
        viewer, Power.MANAGE_MEMBERS | Power.MANAGE_COMMUNITIES, community
    )
    return found if inside else found.filter(state=RequestState.AGREED)


def visible_products(viewer: Viewer, community: Community) -> QuerySet[Product]:
    """Results that were handed in: whoever sees the term."""
    found = Product.objects.filter(community=community)
    return found if may_see(viewer, community) else found.none()


def leads(viewer: Viewer, community: Community) -> bool:
    """True for those who lead the community itself or one above it, not for the district."""
    scopes = [("community", key) for key in community.line]
    return not viewer.is_system and viewer.has(Power.MANAGE_MEMBERS, *scopes)


def decides(viewer: Viewer, community: Community) -> bool:
    """True for those who manage the communities of the district."""
    return groups.may(viewer, Power.MANAGE_COMMUNITIES, community)


def waiting(community: Community) -> EndingRequest | None:
    """What is on its way about this community."""
    return EndingRequest.objects.filter(community=community, state__in=OPEN).first()


def _on_the_way(community: Community) -> Verdict:
    if community.state not in AT_WORK:
        return deny(groups.QUIET.get(CommunityState(community.state), "Сообщество не работает."))
    found = waiting(community)
    if found is None:
        return ALLOW
    return deny(f"Просьба уже подана: {found.get_wish_display().lower()}. Дождитесь решения.")


def may_ask(viewer: Viewer, community: Community) -> Verdict:
    """Hand in the result, ask to extend or to close: those who lead the community."""
    verdict = may_see(viewer, community)
    if not verdict:
        return verdict
    if not leads(viewer, community):
        return deny("Результат представляют и о продлении просят те, кто ведёт сообщество.")
    return _on_the_way(community)


def may_ask_extension(viewer: Viewer, community: Community) -> Verdict:
    """The same, where there is a term to extend."""
    verdict = may_ask(viewer, community)
    if verdict and community.ends_on is None:
        return deny("Срок работы не назначен: продлевать нечего.")
    return verdict


def may_withdraw(viewer: Viewer, request: EndingRequest) -> Verdict:
    """Take a request back: those who lead, while nobody has decided."""
    if not may_see(viewer, request.community):
        return HIDE
    is_his = viewer.person_id is not None and viewer.person_id == request.asked_by_id
    if not is_his and not leads(viewer, request.community):
        return deny("Отозвать просьбу могут те, кто ведёт сообщество.")
    if request.state != RequestState.ASKED or request.is_by_authority:
        return deny("По этой просьбе уже решили.")
    return ALLOW


def is_own(viewer: Viewer, community: Community) -> bool:
    """True for whoever leads this very community: nobody decides his own affair."""
    return not viewer.is_system and viewer.has(Power.MANAGE_MEMBERS, ("community", community.pk))


def may_decide(viewer: Viewer, request: EndingRequest) -> Verdict:
    """Agree or refuse: those who manage communities, never on their own request."""
    community = request.community
    if not may_see(viewer, community):
        return HIDE
    if not decides(viewer, community):
        return deny("Решение принимает координатор района.")
    if request.state != RequestState.ASKED:
        return deny("По этой просьбе уже решили.")
    is_his = viewer.person_id is not None and viewer.person_id == request.asked_by_id
    if is_his or is_own(viewer, community):
        return deny("О своём сообществе не решают: это сделает другой сотрудник.")
    return ALLOW


def may_begin(viewer: Viewer, community: Community) -> Verdict:
    """Extend or close with nobody asking: those who manage communities, not of what they lead themselves."""
    verdict = may_see(viewer, community)
    if not verdict:
        return verdict
    if not decides(viewer, community):
        return deny("Решение принимает координатор района.")
    if is_own(viewer, community):
        return deny("О своём сообществе не решают: это сделает другой сотрудник.")
    return _on_the_way(community)


def may_prepare_order(viewer: Viewer, request: EndingRequest) -> Verdict:
    """Prepare the order again, when its draft was thrown away."""
    if not may_see(viewer, request.community):
        return HIDE
    if not decides(viewer, request.community):
        return deny("Приказ готовит координатор района.")
    if request.state != RequestState.ORDERED:
        return deny("Приказ готовят, когда решение принято.")
    return deny("Проект приказа уже подготовлен.") if request.order_id is not None else ALLOW


def may_see_list(viewer: Viewer, district_id: int) -> Verdict:
    """The list of terms of a district: those who manage its communities."""
    return ALLOW if viewer.has(Power.MANAGE_COMMUNITIES, ("district", district_id)) else HIDE


def ending_by(day: date) -> Q:
    """Communities at work whose term ends by a day."""
    return Q(state__in=AT_WORK, ends_on__isnull=False, ends_on__lte=day)
