"""What stands on the public face in the tests: a visitor's question, a shelf."""

from staffroom.core.viewer import GUEST, SYSTEM
from staffroom.overviews.site.actions import cabinet, inquiries
from staffroom.overviews.site.models import Inquiry, Shelf
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


def shelf(world: World) -> Shelf:
    """An empty shelf of the cabinet; the same one at every call."""
    standing = Shelf.objects.filter(district=world.district).order_by("pk").first()
    return standing or cabinet.open_shelf(
        district=world.district, title="Нормы", actor=SYSTEM, at=THEN
    )
