"""Who sends papers to be adopted, who sees the board, who enters an organisation's order."""

from django.db.models import Q, QuerySet

from staffroom.core.policy import ALLOW, HIDE, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.features.adoption.models import Adoption, LocalAct
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.communities.registry import district_ids
from staffroom.shared.documents.policies import may_keep
from staffroom.shared.organizations.models import District
from staffroom.shared.organizations.policies import answered_by, answers_for

SEES = Power.KEEP_DOCUMENTS | Power.SEE_STATISTICS | Power.MANAGE_ORGANIZATIONS
OFF = (
    "Правила района не просят организации принимать документы своим приказом. "
    "Это включают в правилах: «Принимают ли документ организации»."
)


def sees_board(viewer: Viewer, district_id: int) -> bool:
    """True for the department: it sees who has adopted and who has not."""
    return viewer.has(SEES, ("district", district_id))


def visible_adoptions(viewer: Viewer) -> QuerySet[Adoption]:
    """All of the districts whose board one sees, and what one's own organisations are asked for."""
    if viewer.is_system:
        return Adoption.objects.all()
    if viewer.person_id is None:
        return Adoption.objects.none()
    mine = LocalAct.objects.filter(organization__in=answered_by(viewer)).values("adoption")
    reach = Q(pk__in=mine, district__in=district_ids(viewer.tokens))
    return Adoption.objects.filter(reach | Q(district__in=_seen(viewer)))


def _seen(viewer: Viewer) -> list[int]:
    return [
        key for (kind, key), bits in viewer.powers.items() if kind == "district" and bits & SEES
    ]


def visible_acts(viewer: Viewer) -> QuerySet[LocalAct]:
    """The lines of the boards one sees, and those of one's own organisations."""
    if viewer.is_system:
        return LocalAct.objects.all()
    if viewer.person_id is None:
        return LocalAct.objects.none()
    mine = Q(
        organization__in=answered_by(viewer),
        adoption__district__in=district_ids(viewer.tokens),
    )
    return LocalAct.objects.filter(mine | Q(adoption__district__in=_seen(viewer)))


def may_see_list(viewer: Viewer, district: District) -> Verdict:
    """The page of all adoptions: the department, and those who answer for an organisation here."""
    if sees_board(viewer, district.pk):
        return ALLOW
    is_member = district.pk in district_ids(viewer.tokens)
    return ALLOW if is_member and answered_by(viewer).filter(district=district).exists() else HIDE


def may_send(actor: Viewer, district: District) -> Verdict:
    """Send a paper: whoever keeps papers, where the regulation wants it adopted (`documents.adoption`)."""
    if not may_keep(actor, district.pk):
        return HIDE
    return ALLOW if rules_of(district).flag("documents.adoption") else deny(OFF)


def may_adopt(actor: Viewer, act: LocalAct) -> Verdict:
    """Enter the order: the representative or the head of the organisation."""
    is_member = act.adoption.district_id in district_ids(actor.tokens)
    if not actor.is_system and not (is_member and answers_for(actor, act.organization_id)):
        return HIDE
    if act.adopted_at is not None:
        return deny("Приказ уже записан. Ошиблись? Попросите управление вернуть запись.")
    if act.adoption.closed_at is not None:
        return deny("Принимать этот документ больше не нужно.")
    return ALLOW


def may_return(actor: Viewer, act: LocalAct) -> Verdict:
    """Give an entry back to be put right: whoever keeps papers, never his own entry."""
    if not may_keep(actor, act.adoption.district_id):
        return HIDE
    if act.adopted_at is None or act.adoption.closed_at is not None:
        return deny("Вернуть можно записанный приказ, пока документ принимают.")
    if actor.person_id is not None and actor.person_id == act.adopted_by_id:
        return deny("Свою запись возвращает другой сотрудник.")
    return ALLOW


def may_close(actor: Viewer, adoption: Adoption) -> Verdict:
    """Take a paper back: whoever keeps papers."""
    if not may_keep(actor, adoption.district_id):
        return HIDE
    return ALLOW if adoption.closed_at is None else deny("Этот документ принимать уже не просят.")
