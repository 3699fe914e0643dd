"""Who prepares an agreement, who says yes for a side, who ends it, who sees it."""

from datetime import date

from django.db.models import Q, QuerySet

from staffroom.core.policy import ALLOW, HIDE, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.features.sharing.models import AFTER, BEFORE, Agreement, AgreementState, Side
from staffroom.features.sharing.policies import places
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.communities.registry import district_ids
from staffroom.shared.documents.policies import kept_districts, may_keep
from staffroom.shared.organizations.models import District
from staffroom.shared.organizations.policies import answers_for
from staffroom.shared.organizations.queries.organizations import speakers

State = AgreementState
OFF = (
    "Правила района не говорят о договорах между организациями. "
    "Это включают в правилах: «Договоры о совместной деятельности»."
)


def visible_agreements(viewer: Viewer) -> QuerySet[Agreement]:
    """What holds or held, for the network; what is prepared, for its sides, its author, keepers of papers."""
    if viewer.is_system:
        return Agreement.objects.all()
    if viewer.person_id is None:
        return Agreement.objects.none()
    mine = Side.objects.filter(
        Q(organization__in=places.own(viewer).values("pk")) | Q(responsible=viewer.person_id)
    )
    reach = Q(state__in=AFTER) | Q(made_by=viewer.person_id)
    reach |= Q(pk__in=mine.values("agreement"))
    here = Q(district__in=district_ids(viewer.tokens))
    return Agreement.objects.filter((here & reach) | Q(district__in=kept_districts(viewer)))


def may_begin(actor: Viewer, district: District) -> Verdict:
    """Prepare one: whoever answers for an organisation or keeps papers, where the regulation knows of it.

    `documents.agreements`, BT-2.2.
    """
    keeps = bool(may_keep(actor, district.pk))
    if not keeps and not places.is_of_network(actor, district.pk):
        return HIDE
    if not keeps and not places.own(actor).filter(district=district).exists():
        return deny("Договор готовит руководитель или представитель организации.")
    return ALLOW if rules_of(district).flag("documents.agreements") else deny(OFF)


def may_change(actor: Viewer, agreement: Agreement) -> Verdict:
    """Change the terms: who prepares it, while it is a draft."""
    if not _prepares(actor, agreement):
        return _beside(actor, agreement, "Договор меняет тот, кто его готовит.")
    if agreement.state != State.DRAFT:
        return deny("Стороны уже получили этот текст: сначала верните договор в работу.")
    return ALLOW


def may_change_side(actor: Viewer, side: Side) -> Verdict:
    """Write what a side gives and receives: who prepares it, and the side itself."""
    if not _prepares(actor, side.agreement) and not _is_own(actor, side):
        return _beside(
            actor, side.agreement, "Это пишет сама сторона или тот, кто готовит договор."
        )
    if side.agreement.state != State.DRAFT:
        return deny("Стороны уже получили этот текст: сначала верните договор в работу.")
    return ALLOW


def may_offer(actor: Viewer, agreement: Agreement) -> Verdict:
    """Put it to the sides: who prepares it."""
    return may_change(actor, agreement)


def may_agree(actor: Viewer, side: Side) -> Verdict:
    """Say yes: whoever answers for the side, nobody in his place."""
    if not _is_own(actor, side):
        return _beside(actor, side.agreement, "За организацию отвечает её представитель.")
    if side.agreement.state != State.OFFERED:
        return deny("Сейчас договор не согласуют.")
    if side.agreed_at is not None:
        return deny("Вы уже согласились.")
    return ALLOW


def may_return(actor: Viewer, side: Side) -> Verdict:
    """Ask for changes: whoever answers for the side, while the others still say their word."""
    if not _is_own(actor, side):
        return _beside(actor, side.agreement, "За организацию отвечает её представитель.")
    if side.agreement.state != State.OFFERED:
        return deny("Сейчас договор не согласуют.")
    return ALLOW


def may_note(actor: Viewer, side: Side) -> Verdict:
    """Note the yes of a side by its signed copy: whoever keeps papers, never for his own organisation."""
    if not may_keep(actor, side.agreement.district_id):
        return _beside(
            actor, side.agreement, "Подписанный экземпляр вносит тот, кто ведёт документы."
        )
    if side.agreement.state != State.OFFERED or side.agreed_at is not None:
        return deny("Согласие этой стороны сейчас не ждут.")
    if _is_own(actor, side):
        return deny("За свою организацию согласитесь сами.")
    return ALLOW


def may_take_back(actor: Viewer, agreement: Agreement) -> Verdict:
    """Take it back to be changed: who prepares it; what was agreed is agreed anew."""
    if not _prepares(actor, agreement):
        return _beside(actor, agreement, "Договор возвращает тот, кто его готовит.")
    if agreement.state not in {State.OFFERED, State.AGREED}:
        return deny("Вернуть в работу можно то, что согласуют.")
    return ALLOW


def may_drop(actor: Viewer, agreement: Agreement) -> Verdict:
    """Give it up: who prepares it, until it is registered."""
    if not _prepares(actor, agreement):
        return _beside(actor, agreement, "Договор снимает тот, кто его готовит.")
    if agreement.state not in BEFORE:
        return deny("Этот договор уже не проект.")
    return ALLOW


def may_tell_end(actor: Viewer, side: Side) -> Verdict:
    """Tell that the side ends it early: whoever speaks for the side."""
    if not _speaks(actor, side):
        return _beside(actor, side.agreement, "Предупреждает тот, кто отвечает за организацию.")
    if side.agreement.state != State.IN_FORCE or side.agreement.ending_on is not None:
        return deny("Закончить можно действующий договор, о конце которого ещё не предупредили.")
    return ALLOW


def may_let_end(actor: Viewer, side: Side) -> Verdict:
    """Say that the side lets it end with its term."""
    if not _speaks(actor, side):
        return _beside(actor, side.agreement, "Решает тот, кто отвечает за организацию.")
    if side.agreement.state != State.IN_FORCE or side.agreement.ending_on is not None:
        return deny("Решать можно о действующем договоре.")
    return ALLOW


def may_extend(actor: Viewer, agreement: Agreement) -> Verdict:
    """Begin an extension: any side, or whoever keeps papers; every side agrees anew."""
    sides = list(agreement.sides.select_related("organization", "agreement").order_by("pk"))
    keeps = bool(may_keep(actor, agreement.district_id))
    if not keeps and not any(_speaks(actor, one) for one in sides):
        return _beside(actor, agreement, "Продлевает одна из сторон.")
    if agreement.state != State.IN_FORCE or agreement.ending_on is not None:
        return deny("Продлить можно действующий договор.")
    if agreement.extensions.exclude(state=State.DROPPED).exists():
        return deny("Продление уже готовят.")
    return ALLOW


def may_sum_up(actor: Viewer, side: Side, today: date) -> Verdict:
    """Say what came of it: whoever speaks for the side, from the first day on."""
    if not _speaks(actor, side):
        return _beside(actor, side.agreement, "Итог подводит тот, кто отвечает за организацию.")
    if side.agreement.state not in AFTER or today < side.agreement.starts_on:
        return deny("Итог подводят, когда договор начал действовать.")
    return ALLOW


def _prepares(actor: Viewer, agreement: Agreement) -> bool:
    if actor.is_system or may_keep(actor, agreement.district_id):
        return True
    is_his = actor.person_id is not None and actor.person_id == agreement.made_by_id
    return is_his and places.is_of_network(actor, agreement.district_id)


def _is_own(actor: Viewer, side: Side) -> bool:
    here = places.is_of_network(actor, side.agreement.district_id)
    return here and answers_for(actor, side.organization_id)


def _speaks(actor: Viewer, side: Side) -> bool:
    """The side itself, its responsible person; for a side that nobody answers for, keepers of papers."""
    here = places.is_of_network(actor, side.agreement.district_id)
    is_named = actor.person_id is not None and actor.person_id == side.responsible_id
    if here and (is_named or answers_for(actor, side.organization_id)):
        return True
    keeps = bool(may_keep(actor, side.agreement.district_id))
    return keeps and not speakers([side.organization])


def _beside(actor: Viewer, agreement: Agreement, reason: str) -> Verdict:
    seen = visible_agreements(actor).filter(pk=agreement.pk).exists()
    return deny(reason) if seen else HIDE
