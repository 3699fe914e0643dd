"""What stands in the tables: applications, topics of the department, initiatives."""

from staffroom.features.governance.models.applications import (
    Application,
    ApplicationState,
    Founder,
    FounderAnswer,
    InitiatorKind,
    Question,
    Way,
)
from staffroom.features.governance.models.initiatives import Initiative, InitiativeState, Supporter
from staffroom.features.governance.models.standing import Listed
from staffroom.features.governance.models.topics import Interest, Topic, TopicState

__all__ = [
    "Application",
    "ApplicationState",
    "Founder",
    "FounderAnswer",
    "Initiative",
    "InitiativeState",
    "InitiatorKind",
    "Interest",
    "Listed",
    "Question",
    "Supporter",
    "Topic",
    "TopicState",
    "Way",
]
