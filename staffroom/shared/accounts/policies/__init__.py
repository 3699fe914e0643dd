"""Who may do what with an account; everybody manages only the own one."""

from staffroom.core.policy import ALLOW, HIDE, Verdict
from staffroom.core.viewer import Viewer


def may_manage_account(actor: Viewer) -> Verdict:
    """A person manages the own account; a guest has none."""
    return HIDE if actor.person_id is None else ALLOW
