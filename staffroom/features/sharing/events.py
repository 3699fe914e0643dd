"""Facts about what organisations share."""

from dataclasses import dataclass
from typing import ClassVar

from staffroom.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceFact(Event):
    """Something happened to a resource of an organisation."""

    subject: ClassVar[str] = "resource_id"

    resource_id: int
    organization_id: int  # that gives it


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceOffered(ResourceFact):
    """Организация предложила общий ресурс."""

    code: ClassVar[str] = "sharing.resource.offered"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceChanged(ResourceFact):
    """Изменены сведения об общем ресурсе."""

    code: ClassVar[str] = "sharing.resource.changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceClosed(ResourceFact):
    """Общий ресурс больше не предлагают."""

    code: ClassVar[str] = "sharing.resource.closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceReopened(ResourceFact):
    """Общий ресурс предложен снова."""

    code: ClassVar[str] = "sharing.resource.reopened"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFact(ResourceFact):
    """Something happened between those who give a resource and those who ask for it."""

    subject: ClassVar[str] = "request_id"

    request_id: int
    to_id: int  # the organisation that asks
    person_id: int | None  # who asked


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceAsked(RequestFact):
    """Попросили общий ресурс."""

    code: ClassVar[str] = "sharing.request.asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourcePromised(RequestFact):
    """Об общем ресурсе договорились."""

    code: ClassVar[str] = "sharing.request.promised"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceRefused(RequestFact):
    """В общем ресурсе отказали."""

    code: ClassVar[str] = "sharing.request.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceWithdrawn(RequestFact):
    """Просьба об общем ресурсе снята."""

    code: ClassVar[str] = "sharing.request.withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceUsed(RequestFact):
    """Общим ресурсом воспользовались."""

    code: ClassVar[str] = "sharing.request.used"

    hours: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceNotUsed(RequestFact):
    """Общим ресурсом не воспользовались."""

    code: ClassVar[str] = "sharing.request.not_used"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementFact(Event):
    """Something happened to an agreement between organisations."""

    subject: ClassVar[str] = "agreement_id"

    agreement_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementBegun(AgreementFact):
    """Начат проект договора организаций."""

    code: ClassVar[str] = "sharing.agreement.begun"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementChanged(AgreementFact):
    """Изменён проект договора организаций."""

    code: ClassVar[str] = "sharing.agreement.changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementOffered(AgreementFact):
    """Договор отправлен сторонам на согласование."""

    code: ClassVar[str] = "sharing.agreement.offered"


@dataclass(frozen=True, slots=True, kw_only=True)
class SideAgreed(AgreementFact):
    """Сторона согласилась с договором."""

    code: ClassVar[str] = "sharing.side.agreed"

    organization_id: int
    is_by_paper: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SideReturned(AgreementFact):
    """Сторона вернула договор с замечаниями."""

    code: ClassVar[str] = "sharing.side.returned"

    organization_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementTakenBack(AgreementFact):
    """Договор возвращён в работу."""

    code: ClassVar[str] = "sharing.agreement.taken_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementAgreed(AgreementFact):
    """С договором согласились все стороны."""

    code: ClassVar[str] = "sharing.agreement.agreed"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementDropped(AgreementFact):
    """Договор не состоялся."""

    code: ClassVar[str] = "sharing.agreement.dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementInForce(AgreementFact):
    """Договор зарегистрирован."""

    code: ClassVar[str] = "sharing.agreement.in_force"

    document_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementEndTold(AgreementFact):
    """Сторона предупредила об окончании договора."""

    code: ClassVar[str] = "sharing.agreement.end_told"

    organization_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementLeftToEnd(AgreementFact):
    """Сторона решила не продлевать договор."""

    code: ClassVar[str] = "sharing.agreement.left_to_end"

    organization_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementEnding(AgreementFact):
    """Подходит срок договора организаций."""

    code: ClassVar[str] = "sharing.agreement.ending"

    is_notice: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementSummedUp(AgreementFact):
    """Сторона подвела итог договора."""

    code: ClassVar[str] = "sharing.agreement.summed_up"

    organization_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementEnded(AgreementFact):
    """Договор организаций закончился."""

    code: ClassVar[str] = "sharing.agreement.ended"

    is_extended: bool
    is_early: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerCardChanged(Event):
    """Организация рассказала, с кем хочет сотрудничать."""

    code: ClassVar[str] = "sharing.partner.changed"
    subject: ClassVar[str] = "organization_id"

    organization_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalFact(Event):
    """Something happened between an organisation and one that proposes cooperation to it."""

    subject: ClassVar[str] = "proposal_id"

    proposal_id: int
    organization_id: int  # to which it is made
    proposer_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CooperationProposed(ProposalFact):
    """Предложено сотрудничество."""

    code: ClassVar[str] = "sharing.proposal.made"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalAccepted(ProposalFact):
    """Предложение о сотрудничестве принято."""

    code: ClassVar[str] = "sharing.proposal.accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalDeclined(ProposalFact):
    """Предложение о сотрудничестве отклонено."""

    code: ClassVar[str] = "sharing.proposal.declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalWithdrawn(ProposalFact):
    """Предложение о сотрудничестве снято."""

    code: ClassVar[str] = "sharing.proposal.withdrawn"
