"""Facts about accounts; none belongs to a district."""

from dataclasses import dataclass
from typing import ClassVar

from staffroom.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountEvent(Event):
    """A fact about one person's account."""

    subject: ClassVar[str] = "person_id"

    person_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRegistered(AccountEvent):
    """A person confirmed the e-mail and has an account."""

    code: ClassVar[str] = "accounts.person.registered"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn(AccountEvent):
    """A person signed in."""

    code: ClassVar[str] = "accounts.person.signed_in"

    is_new_device: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionsEnded(AccountEvent):
    """A person ended sessions of the own account."""

    code: ClassVar[str] = "accounts.sessions.ended"

    ended: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordChanged(AccountEvent):
    """A password was set anew; every other session has ended."""

    code: ClassVar[str] = "accounts.password.changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailChanged(AccountEvent):
    """A person confirmed a new address."""

    code: ClassVar[str] = "accounts.email.changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactorSet(AccountEvent):
    """The second factor was switched on."""

    code: ClassVar[str] = "accounts.second_factor.set"


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactorRemoved(AccountEvent):
    """The second factor was switched off."""

    code: ClassVar[str] = "accounts.second_factor.removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileChanged(AccountEvent):
    """The card was edited; lists that show the name, position or workplace may follow."""

    code: ClassVar[str] = "accounts.profile.changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentGiven(AccountEvent):
    """A consent was given."""

    code: ClassVar[str] = "accounts.consent.given"

    purpose: str
    detail: str
    text_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentWithdrawn(AccountEvent):
    """A consent was withdrawn; what stood on it must stop."""

    code: ClassVar[str] = "accounts.consent.withdrawn"

    purpose: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRequested(AccountEvent):
    """A person asked the operator to do something with the data by a day."""

    code: ClassVar[str] = "accounts.data.requested"

    request_id: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRequestClosed(AccountEvent):
    """The operator fulfilled a request, or the person took it back."""

    code: ClassVar[str] = "accounts.data.request_closed"

    request_id: int
    kind: str
    is_withdrawn: bool
