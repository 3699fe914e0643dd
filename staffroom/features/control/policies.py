"""Who puts items of an order under control, who reports, who judges, who sees them."""

from django.db.models import Q, QuerySet

from staffroom.core.policy import ALLOW, HIDE, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.features.control.models import OPEN, ItemState, OrderItem
from staffroom.features.control.registry import KIND
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.communities.registry import district_ids
from staffroom.shared.documents.models import Document, DocumentState
from staffroom.shared.documents.policies import may_keep
from staffroom.shared.organizations.models import District

State = ItemState
OFF = (
    "Правила района не просят называть, кто контролирует приказ. "
    "Это включают в правилах: «Есть ли у приказа контролёр»."
)


def visible_items(viewer: Viewer) -> QuerySet[OrderItem]:
    """One's own and those under one's control, once they are given; all where one keeps the papers."""
    if viewer.is_system:
        return OrderItem.objects.all()
    if viewer.person_id is None:
        return OrderItem.objects.none()
    me = viewer.person_id
    mine = (Q(responsible=me) | Q(controller=me)) & ~Q(state=State.DRAFT)
    here = Q(document__district__in=district_ids(viewer.tokens))
    return OrderItem.objects.filter((mine & here) | Q(document__district__in=_kept(viewer)))


def _kept(viewer: Viewer) -> list[int]:
    return [
        key
        for (kind, key), bits in viewer.powers.items()
        if kind == "district" and bits & Power.KEEP_DOCUMENTS
    ]


def sees_all(viewer: Viewer, district_id: int) -> bool:
    """True for those who keep the papers of the district."""
    return viewer.has(Power.KEEP_DOCUMENTS, ("district", district_id))


def may_see_list(viewer: Viewer, district: District) -> Verdict:
    """The page of items: everybody in the network has his own part of it."""
    is_here = viewer.is_system or district.pk in district_ids(viewer.tokens)
    return ALLOW if is_here or sees_all(viewer, district.pk) else HIDE


def may_add(actor: Viewer, document: Document) -> Verdict:
    """Put an item under control: whoever keeps papers, where the regulation asks (`documents.control`)."""
    if not may_keep(actor, document.district_id) or document.kind != KIND:
        return HIDE
    if not rules_of(document.community or document.district).flag("documents.control"):
        return deny(OFF)
    if document.state == DocumentState.CANCELLED:
        return deny("Приказ отменён.")
    return ALLOW


def may_change(actor: Viewer, item: OrderItem) -> Verdict:
    """Change or drop: whoever keeps papers, never what he himself is to do."""
    if not may_keep(actor, item.document.district_id):
        if not visible_items(actor).filter(pk=item.pk).exists():
            return HIDE
        return deny("Пункт меняет тот, кто ведёт документы.")
    if item.state not in {State.DRAFT, State.GIVEN}:
        return deny("О пункте уже доложено: его принимают или возвращают.")
    if item.state == State.GIVEN and _is(actor, item.responsible_id):
        return deny("Своё поручение меняет и снимает другой сотрудник.")
    return ALLOW


def may_report(actor: Viewer, item: OrderItem) -> Verdict:
    """Say that it is done: the responsible person alone."""
    if not _is(actor, item.responsible_id):
        return _beside(actor, item, "Об исполнении докладывает ответственный.")
    if item.state != State.GIVEN:
        return deny("Сейчас докладывать не о чем.")
    return ALLOW


def may_judge(actor: Viewer, item: OrderItem) -> Verdict:
    """Accept or return: the controller alone, and nothing is accepted by silence."""
    if not _is(actor, item.controller_id):
        return _beside(actor, item, "Принимает или возвращает тот, кто контролирует.")
    if item.state != State.REPORTED:
        return deny("Об исполнении ещё не доложено.")
    if _is(actor, item.responsible_id):
        return deny("Своё исполнение не принимают.")
    return ALLOW


def may_replace_controller(actor: Viewer, item: OrderItem) -> Verdict:
    """Name another controller, also when a report waits: whoever keeps papers, never of his own item."""
    if not may_keep(actor, item.document.district_id):
        return HIDE
    if item.state not in {State.DRAFT, *OPEN}:
        return deny("Пункт уже закрыт.")
    if _is(actor, item.responsible_id):
        return deny("Контролёра своему поручению называет другой сотрудник.")
    return ALLOW


def _is(actor: Viewer, person_id: int | None) -> bool:
    return actor.person_id is not None and actor.person_id == person_id


def _beside(actor: Viewer, item: OrderItem, reason: str) -> Verdict:
    seen = visible_items(actor).filter(pk=item.pk).exists()
    return deny(reason) if seen else HIDE
