"""Who sees, collects and answers; nobody puts himself into an order (PD-3.1)."""

from django.db.models import QuerySet

from staffroom.core.policy import ALLOW, HIDE, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.features.rosters.models import Act, Entry, EntryState
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.policies import groups
from staffroom.shared.communities.queries.rules import joins_by_order

State = EntryState
WITH_CONSENT = (Act.JOIN, Act.ROLE)


def may_see(viewer: Viewer, community: Community) -> Verdict:
    """Who is in by which order: people of the district's network, where an order fixes it."""
    if not joins_by_order(community) or not groups.may_see(viewer, community):
        return HIDE
    return ALLOW if groups.knows_names(viewer, community) else HIDE


def collects(viewer: Viewer, community: Community) -> bool:
    """True for those who manage members here."""
    return groups.may(viewer, Power.MANAGE_MEMBERS, community)


def keeps(viewer: Viewer, community: Community) -> bool:
    """True for those who register papers of the district."""
    return viewer.has(Power.KEEP_DOCUMENTS, ("district", community.district_id))


def may_collect(viewer: Viewer, community: Community) -> Verdict:
    """Ask people, take those who ask, prepare the order: those who manage members."""
    seen = may_see(viewer, community)
    if not seen:
        return seen
    if community.state in groups.ENDED:
        return deny("Сообщество закончило работу: состав не меняется.")
    return (
        ALLOW if collects(viewer, community) else deny("Состав собирают те, кто ведёт сообщество.")
    )


def may_see_draft(viewer: Viewer, community: Community) -> Verdict:
    """Who was asked, who agreed, what is being prepared: those who collect and those who register."""
    if not may_see(viewer, community):
        return HIDE
    return ALLOW if collects(viewer, community) or keeps(viewer, community) else HIDE


def may_ask(viewer: Viewer, community: Community, person_id: int) -> Verdict:
    """Ask this person; nobody asks himself."""
    verdict = may_collect(viewer, community)
    if verdict and viewer.person_id == person_id:
        return deny(
            "Себя в состав не включают: попросите того, кто ведёт сообщество вместе с вами."
        )
    return verdict


def own_entries(viewer: Viewer, community: Community) -> QuerySet[Entry]:
    """What waits for this person's own word, or can still be taken back by him."""
    rows = Entry.objects.filter(community=community, person=viewer.person_id or 0)
    return rows.filter(act__in=WITH_CONSENT, state__in=(State.ASKED, State.AGREED))


def may_answer(viewer: Viewer, entry: Entry) -> Verdict:
    """Agree or decline: the person himself, while he is asked."""
    if viewer.person_id is None or viewer.person_id != entry.person_id:
        return HIDE
    if entry.state != State.ASKED:
        return deny("Вы уже ответили.")
    if entry.community.state in groups.ENDED:
        return deny("Сообщество закончило работу: состав не меняется.")
    return ALLOW


def may_withdraw(viewer: Viewer, entry: Entry) -> Verdict:
    """Take one's consent back, until the order is registered."""
    if viewer.person_id is None or viewer.person_id != entry.person_id:
        return HIDE
    if entry.state == State.AGREED and entry.act in WITH_CONSENT:
        return ALLOW
    return deny("Приказ уже вышел: участие прекращают кнопкой «Выйти из сообщества».")


def may_release(viewer: Viewer, entry: Entry) -> Verdict:
    """Take a line off the list: those who collect, while no order stands behind it."""
    verdict = may_collect(viewer, entry.community)
    if not verdict:
        return verdict
    if entry.act in WITH_CONSENT and entry.state != State.ORDERED:
        return ALLOW
    return deny("Эту строку убрать нельзя: человек уже вышел, приказ следует за этим.")
