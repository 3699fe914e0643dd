"""Questions of visitors in the tests."""

from staffroom.core.viewer import GUEST
from staffroom.overviews.site.actions import inquiries
from staffroom.overviews.site.models import Inquiry
from tests.factories.world import THEN, World


def asked(world: World) -> Inquiry:
    """A parent wrote to those who run the community; the same question at every call."""
    standing = Inquiry.objects.filter(community=world.community).order_by("pk").first()
    return standing or inquiries.ask(
        district=world.district,
        community=world.community,
        name="Ольга Родина",
        email="olga@visitor.example",
        words="Можно ли прийти на открытый урок с ребёнком?",
        actor=GUEST,
        at=THEN,
    )
