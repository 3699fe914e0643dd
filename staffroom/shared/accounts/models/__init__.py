"""What stands in the tables: persons, their credentials, sessions, consents and letters."""

from staffroom.shared.accounts.models.consents import (
    Consent,
    DataRequest,
    OwnArchive,
    RequestKind,
)
from staffroom.shared.accounts.models.credentials import Attempt, RecoveryCode, SecondFactor
from staffroom.shared.accounts.models.letters import Letter, LetterState
from staffroom.shared.accounts.models.person import (
    Category,
    FunctionHeld,
    Person,
    PersonManager,
    SubjectTaught,
)
from staffroom.shared.accounts.models.sessions import Session

__all__ = [
    "Attempt",
    "Category",
    "Consent",
    "DataRequest",
    "FunctionHeld",
    "Letter",
    "LetterState",
    "OwnArchive",
    "Person",
    "PersonManager",
    "RecoveryCode",
    "RequestKind",
    "SecondFactor",
    "Session",
    "SubjectTaught",
]
