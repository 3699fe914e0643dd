"""Who may see the inner pages of the design system."""

from django.conf import settings

from staffroom.core.policy import ALLOW, HIDE, Verdict
from staffroom.core.viewer import Viewer


def may_see_living(viewer: Viewer) -> Verdict:
    """The living page is for technicians, and for anybody on a developer's own machine."""
    is_technician = any(bits & settings.LIVING_PAGE_POWER for bits in viewer.powers.values())
    return ALLOW if is_technician or settings.IS_DEVELOPMENT else HIDE
