"""A community whose composition an order fixes."""

from staffroom.core.viewer import SYSTEM
from staffroom.features.rosters.actions import collecting
from staffroom.features.rosters.models import Entry
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community, Membership
from staffroom.shared.documents.models import Document
from staffroom.shared.regulations import actions as regulations
from staffroom.shared.regulations.models import Profile
from tests.factories.people import person
from tests.factories.world import THEN, World, acting, admit, community


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


def apart(world: World) -> Community:
    """Another community of the small district, with rules of its own: an order fixes its composition."""
    home = community(world.district, "Урок за стеной класса")
    district = Profile.objects.get(district_profile__district=world.district)
    own = regulations.branch_profile(parent=district, name="Свои правила", actor=SYSTEM, at=THEN)
    changes = {"membership.mode": "roster"}
    home.profile = regulations.change_keys(profile=own, changes=changes, actor=SYSTEM, at=THEN)
    home.save(update_fields=["profile"])
    return home


def drafted_in(home: Community, who: Person, leader: Person) -> Document:
    """Somebody is asked and agrees; the draft of the order."""
    (one,) = collecting.ask(community=home, people=[who], role="", actor=acting(leader), at=THEN)
    collecting.answer(entry=one, agrees=True, conduct_n=home.conduct_n, actor=acting(who), at=THEN)
    return collecting.prepare(community=home, actor=acting(leader), at=THEN)
