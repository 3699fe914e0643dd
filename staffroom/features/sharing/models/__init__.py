"""What organisations offer one another and agree upon."""

from staffroom.features.sharing.models.agreements import (
    AFTER,
    BEFORE,
    Agreement,
    AgreementSort,
    AgreementState,
    Side,
)
from staffroom.features.sharing.models.partners import PartnerCard, Proposal, ProposalState
from staffroom.features.sharing.models.resources import (
    OPEN,
    RequestState,
    Resource,
    ResourceKind,
    ResourceRequest,
)

__all__ = [
    "AFTER",
    "BEFORE",
    "OPEN",
    "Agreement",
    "AgreementSort",
    "AgreementState",
    "PartnerCard",
    "Proposal",
    "ProposalState",
    "RequestState",
    "Resource",
    "ResourceKind",
    "ResourceRequest",
    "Side",
]
