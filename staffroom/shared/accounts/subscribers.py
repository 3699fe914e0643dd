"""What follows from a fact about an account: a letter to its owner."""

from staffroom.core.events import on
from staffroom.shared.accounts.actions.own_data import forget_archive
from staffroom.shared.accounts.events import (
    OwnDataAsked,
    OwnDataGathered,
    PasswordChanged,
    PersonErased,
    SecondFactorRemoved,
    SecondFactorSet,
    SignedIn,
)
from staffroom.shared.accounts.jobs import (
    gather_own_data,
    send_own_data_letter,
    send_security_letter,
)


@on(SignedIn)
def warn_of_new_device(event: SignedIn) -> None:
    """A sign-in from a device not seen before is told to the owner."""
    if event.is_new_device:
        send_security_letter.enqueue(person_id=event.person_id, kind="new_device")


@on(PasswordChanged)
def warn_of_password(event: PasswordChanged) -> None:
    """A changed password is told to the owner."""
    send_security_letter.enqueue(person_id=event.person_id, kind="password_changed")


@on(SecondFactorSet)
def warn_of_second_factor(event: SecondFactorSet) -> None:
    """A second factor switched on is told to the owner."""
    send_security_letter.enqueue(person_id=event.person_id, kind="second_factor_set")


@on(SecondFactorRemoved)
def warn_of_removed_factor(event: SecondFactorRemoved) -> None:
    """A second factor switched off is told to the owner."""
    send_security_letter.enqueue(person_id=event.person_id, kind="second_factor_removed")


@on(OwnDataAsked)
def gather(event: OwnDataAsked) -> None:
    """The copy of the own data is gathered by a job."""
    gather_own_data.enqueue(person_id=event.person_id)


@on(OwnDataGathered)
def tell_of_own_data(event: OwnDataGathered) -> None:
    """The owner is told that the copy is ready."""
    send_own_data_letter.enqueue(person_id=event.person_id)


@on(PersonErased)
def forget_own_data(event: PersonErased) -> None:
    """The copy of an erased person goes with the person."""
    forget_archive(person_id=event.person_id)
