"""What stands in the tables: groups, their people and roles, admissions to a district."""

from staffroom.shared.communities.models.admissions import (
    Admission,
    AdmissionState,
    Registration,
)
from staffroom.shared.communities.models.blocks import Block, BlockKind
from staffroom.shared.communities.models.conduct import ConductAcceptance, ConductText
from staffroom.shared.communities.models.groups import (
    Community,
    CommunityKind,
    CommunityState,
    Order,
    Section,
    SectionKind,
    Transition,
)
from staffroom.shared.communities.models.people import (
    Membership,
    MembershipState,
    RoleGrant,
    ScopeKind,
)
from staffroom.shared.communities.models.ties import Participation, Partnership, TieState

__all__ = [
    "Admission",
    "AdmissionState",
    "Block",
    "BlockKind",
    "Community",
    "CommunityKind",
    "CommunityState",
    "ConductAcceptance",
    "ConductText",
    "Membership",
    "MembershipState",
    "Order",
    "Participation",
    "Partnership",
    "Registration",
    "RoleGrant",
    "ScopeKind",
    "Section",
    "SectionKind",
    "TieState",
    "Transition",
]
