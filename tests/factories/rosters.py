"""A community whose composition an order fixes."""

from staffroom.core.viewer import SYSTEM
from staffroom.features.rosters.actions import collecting
from staffroom.features.rosters.models import Entry
from staffroom.shared.communities.models import Membership
from staffroom.shared.regulations import actions as regulations
from staffroom.shared.regulations.models import Profile
from tests.factories.people import person
from tests.factories.world import THEN, World, acting, admit


def by_order(world: World) -> World:
    """The small district lives by the regulation of Петродворец from now on."""
    regulations.adopt_profile(district=world.district, code="petrodvorets", actor=SYSTEM, at=THEN)
    profile = Profile.objects.get(district_profile__district=world.district)
    world.community.profile = profile
    world.community.save(update_fields=["profile"])
    return world


def asked(world: World) -> Entry:
    """Борис is out of the community and is asked to come in by order."""
    by_order(world)
    Membership.objects.filter(community=world.community, person=world.boris).delete()
    return collecting.ask(
        community=world.community,
        people=[world.boris],
        role="",
        actor=acting(world.galina),
        at=THEN,
    )[0]


def drafted(world: World) -> Entry:
    """Борис has agreed, the draft of the order names him."""
    one = asked(world)
    number = world.community.conduct_n
    collecting.answer(entry=one, agrees=True, conduct_n=number, actor=acting(world.boris), at=THEN)
    collecting.prepare(community=world.community, actor=acting(world.galina), at=THEN)
    return one


def newcomer(world: World) -> str:
    """Somebody of the network who asks to be admitted; his public id."""
    by_order(world)
    who = person("Нина Соседова", position="subject_teacher")
    admit(who, world.district, world.organization)
    Membership.objects.create(
        community=world.community, person=who, state="asked", since=THEN, conduct_n=1
    )
    return who.pid
