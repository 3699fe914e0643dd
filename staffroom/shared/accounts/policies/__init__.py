"""Who may do what with an account and a card; everybody manages only the own ones."""

from staffroom.core.policy import ALLOW, HIDE, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts import registry
from staffroom.shared.accounts.models import DataRequest, Person
from staffroom.shared.accounts.policies.space import space_of as space_of
from staffroom.shared.accounts.registry import Power


def may_manage_account(actor: Viewer) -> Verdict:
    """A person manages the own account; a guest has none."""
    return HIDE if actor.person_id is None else ALLOW


def may_change(actor: Viewer, person: Person) -> Verdict:
    """Only the owner changes the credentials, the card and the consents."""
    return ALLOW if actor.is_system or actor.person_id == person.pk else HIDE


def may_see_letters(actor: Viewer) -> Verdict:
    """The technician of any district looks after the one post of the installation."""
    return ALLOW if actor.has(Power.TECHNICAL, *actor.powers) else HIDE


def may_erase(actor: Viewer, request: DataRequest) -> Verdict:
    """Fulfil a request to be erased: those who answer for the person's data, never the person."""
    if actor.is_system:
        return ALLOW
    if actor.person_id == request.person_id:
        return deny("Свой аккаунт удаляет другой человек: вы уже попросили об этом.")
    answers = any(answers(actor, request.person_id) for answers in registry.keepers)
    return ALLOW if answers else HIDE
