"""A request about the end of the community of the small district."""

from staffroom.features.lifecycle.actions import asking
from staffroom.features.lifecycle.models import EndingRequest
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries.viewers import viewer_of
from tests.factories.world import THEN, World


def closing_asked(world: World) -> EndingRequest:
    """Галина asks to end the work."""
    home = Community.objects.select_related("district", "profile").get(pk=world.community.pk)
    galina, _home = viewer_of(world.galina, at=THEN)
    return asking.ask_closing(community=home, words="Все темы разобраны", actor=galina, at=THEN)
