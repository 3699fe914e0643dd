"""Facts about communities, their people and their roles."""

from dataclasses import dataclass
from typing import ClassVar

from staffroom.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityFact(Event):
    """Something happened to a community."""

    subject: ClassVar[str] = "community_id"

    community_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityOpened(CommunityFact):
    """Сообщество открыто."""

    code: ClassVar[str] = "communities.community.opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityChanged(CommunityFact):
    """Изменены сведения о сообществе."""

    code: ClassVar[str] = "communities.community.changed"

    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityMoved(CommunityFact):
    """Сообщество перенесено в другое место дерева."""

    code: ClassVar[str] = "communities.community.moved"

    parent_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityArchived(CommunityFact):
    """Сообщество закрыто и хранится в архиве."""

    code: ClassVar[str] = "communities.community.archived"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityStarted(CommunityFact):
    """Сообщество начало работу."""

    code: ClassVar[str] = "communities.community.started"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunitySuspended(CommunityFact):
    """Работа сообщества приостановлена."""

    code: ClassVar[str] = "communities.community.suspended"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityResumed(CommunityFact):
    """Работа сообщества возобновлена."""

    code: ClassVar[str] = "communities.community.resumed"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityClosed(CommunityFact):
    """Сообщество закончило работу."""

    code: ClassVar[str] = "communities.community.closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityReopened(CommunityFact):
    """Сообщество снова работает."""

    code: ClassVar[str] = "communities.community.reopened"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityMerged(CommunityFact):
    """Сообщество влилось в другое."""

    code: ClassVar[str] = "communities.community.merged"

    into_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuChanged(CommunityFact):
    """Изменено меню сообщества."""

    code: ClassVar[str] = "communities.menu.changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePublished(CommunityFact):
    """Опубликована страница сообщества."""

    code: ClassVar[str] = "communities.page.published"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConductChanged(CommunityFact):
    """Новая редакция правил сообщества."""

    code: ClassVar[str] = "communities.conduct.changed"

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipFact(Event):
    """Something happened to a membership."""

    subject: ClassVar[str] = "community_id"

    community_id: int
    person_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberJoined(MembershipFact):
    """Вступил в сообщество."""

    code: ClassVar[str] = "communities.member.joined"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberCameOver(MemberJoined):
    """Перешёл из другого сообщества вместе с ним."""

    code: ClassVar[str] = "communities.member.came_over"


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipAsked(MembershipFact):
    """Просит принять в сообщество."""

    code: ClassVar[str] = "communities.member.asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberInvited(MembershipFact):
    """Приглашён в сообщество."""

    code: ClassVar[str] = "communities.member.invited"


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipRefused(MembershipFact):
    """Не принят в сообщество."""

    code: ClassVar[str] = "communities.member.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationDeclined(MembershipFact):
    """Отклонил приглашение."""

    code: ClassVar[str] = "communities.member.declined"
    is_written: ClassVar[bool] = False  # declining leaves no mark (BT-4.3.1)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLeft(MembershipFact):
    """Вышел из сообщества."""

    code: ClassVar[str] = "communities.member.left"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRemoved(MembershipFact):
    """Исключён из сообщества."""

    code: ClassVar[str] = "communities.member.removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConductAccepted(MembershipFact):
    """Принял правила сообщества."""

    code: ClassVar[str] = "communities.conduct.accepted"

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipationFact(Event):
    """Something happened between an organisation and a community."""

    subject: ClassVar[str] = "community_id"

    community_id: int
    organization_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationInvited(ParticipationFact):
    """Организация приглашена в сообщество."""

    code: ClassVar[str] = "communities.organization.invited"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationJoined(ParticipationFact):
    """Организация участвует в сообществе."""

    code: ClassVar[str] = "communities.organization.joined"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationLeft(ParticipationFact):
    """Организация больше не участвует в сообществе."""

    code: ClassVar[str] = "communities.organization.left"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnershipFact(Event):
    """Something happened between two communities."""

    subject: ClassVar[str] = "community_id"

    community_id: int
    partner_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnershipProposed(PartnershipFact):
    """Сообществу предложено партнёрство."""

    code: ClassVar[str] = "communities.partnership.proposed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnershipAgreed(PartnershipFact):
    """Сообщества стали партнёрами."""

    code: ClassVar[str] = "communities.partnership.agreed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnershipEnded(PartnershipFact):
    """Сообщества больше не партнёры."""

    code: ClassVar[str] = "communities.partnership.ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleFact(Event):
    """Something happened to a role of a person."""

    subject: ClassVar[str] = "grant_id"

    grant_id: int
    person_id: int
    scope_kind: str
    scope_id: int
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleGranted(RoleFact):
    """Назначена роль."""

    code: ClassVar[str] = "communities.role.granted"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleEnded(RoleFact):
    """Роль окончена."""

    code: ClassVar[str] = "communities.role.ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationSent(Event):
    """Отправлена форма регистрации; письмо ещё не подтверждено."""

    code: ClassVar[str] = "communities.registration.sent"
    subject: ClassVar[str] = "registration_id"

    registration_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionFact(Event):
    """Something happened to a person's admission to a district's network."""

    subject: ClassVar[str] = "admission_id"

    admission_id: int
    person_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionAsked(AdmissionFact):
    """Подана заявка на участие в сети района."""

    code: ClassVar[str] = "communities.admission.asked"

    is_at_once: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionQuestioned(AdmissionFact):
    """По заявке задан вопрос."""

    code: ClassVar[str] = "communities.admission.questioned"


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionAnswered(AdmissionFact):
    """Заявитель ответил на вопрос."""

    code: ClassVar[str] = "communities.admission.answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionDecided(AdmissionFact):
    """По заявке принято решение."""

    code: ClassVar[str] = "communities.admission.decided"

    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionWithdrawn(AdmissionFact):
    """Заявитель забрал заявку."""

    code: ClassVar[str] = "communities.admission.withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkplaceConfirmed(AdmissionFact):
    """Место работы подтверждено."""

    code: ClassVar[str] = "communities.admission.workplace_confirmed"
