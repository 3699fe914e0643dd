"""How much a person may bring: those who run something keep recordings and collections for others."""

from django.conf import settings

from staffroom.core.files import Quota, quota
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.registry import Power

RUNS = Power.MODERATE | Power.PUBLISH_NEWS | Power.MANAGE_COMMUNITIES


@quota
def space_of(viewer: Viewer) -> Quota:
    """The settings' sizes for everybody, or the larger ones for those who run a community or news."""
    if any(powers & RUNS for powers in viewer.powers.values()):
        return Quota(settings.LARGEST_FILE_OF_STAFF, settings.SPACE_OF_STAFF)
    return Quota(settings.LARGEST_FILE, settings.SPACE_OF_PERSON)
