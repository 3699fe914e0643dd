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
    """Создана учётная запись."""

    code: ClassVar[str] = "accounts.person.registered"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn(AccountEvent):
    """Вход на сайт."""

    code: ClassVar[str] = "accounts.person.signed_in"

    is_new_device: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionsEnded(AccountEvent):
    """Завершены входы на других устройствах."""

    code: ClassVar[str] = "accounts.sessions.ended"

    ended: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordChanged(AccountEvent):
    """Задан новый пароль; другие входы завершены."""

    code: ClassVar[str] = "accounts.password.changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailChanged(AccountEvent):
    """Подтверждён новый адрес почты."""

    code: ClassVar[str] = "accounts.email.changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactorSet(AccountEvent):
    """Включён вход по коду."""

    code: ClassVar[str] = "accounts.second_factor.set"


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactorRemoved(AccountEvent):
    """Выключен вход по коду."""

    code: ClassVar[str] = "accounts.second_factor.removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileChanged(AccountEvent):
    """Исправлена карточка; списки с именем, должностью и местом работы могут измениться."""

    code: ClassVar[str] = "accounts.profile.changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentGiven(AccountEvent):
    """Дано согласие."""

    code: ClassVar[str] = "accounts.consent.given"

    purpose: str
    detail: str
    text_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentWithdrawn(AccountEvent):
    """Согласие отозвано; то, что на нём держалось, прекращается."""

    code: ClassVar[str] = "accounts.consent.withdrawn"

    purpose: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRequested(AccountEvent):
    """Человек обратился по поводу своих данных."""

    code: ClassVar[str] = "accounts.data.requested"

    request_id: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRequestClosed(AccountEvent):
    """Обращение о данных закрыто."""

    code: ClassVar[str] = "accounts.data.request_closed"

    request_id: int
    kind: str
    is_withdrawn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDataAsked(AccountEvent):
    """Человек попросил архив своих данных."""

    code: ClassVar[str] = "accounts.own_data.asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDataGathered(AccountEvent):
    """Архив данных человека собран."""

    code: ClassVar[str] = "accounts.own_data.gathered"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonErased(AccountEvent):
    """The personal data of an account were erased; what was written stays without a name."""

    code: ClassVar[str] = "accounts.person.erased"
