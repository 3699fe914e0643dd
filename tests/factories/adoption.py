"""A paper that the small district's school is asked to adopt."""

from datetime import date

from staffroom.core.viewer import SYSTEM
from staffroom.features.adoption import actions
from staffroom.features.adoption.models import Adoption, LocalAct
from staffroom.shared.accounts.models import Person
from staffroom.shared.organizations.models import Organization
from staffroom.shared.regulations import actions as regulations
from staffroom.shared.regulations.models import Profile
from tests.factories.documents import registered
from tests.factories.world import THEN, World, acting

DUE_ON = date(2026, 10, 15)


def allow(world: World, *keys: str) -> None:
    """The rules of the small district ask for it."""
    profile = Profile.objects.get(district_profile__district=world.district)
    changes = dict.fromkeys(keys, True)
    regulations.change_keys(profile=profile, changes=changes, actor=SYSTEM, at=THEN)


def represent(who: Person, organization: Organization) -> None:
    """The person answers for the organisation."""
    organization.representative = who
    organization.save(update_fields=["representative"])


def asked(world: World, *, words: str = "", heading: str = "О порядке взаимодействия") -> Adoption:
    """Дмитрий has sent a paper to the school, for which Анна answers."""
    allow(world, "documents.adoption")
    represent(world.anna, world.organization)
    return actions.send(
        district=world.district, document=registered(world, heading, text=""),
        organizations=[world.organization], due_on=DUE_ON, words=words, actor=acting(world.dmitry),
        at=THEN,
    )  # fmt: skip


def adopted(world: World, *, number: str = "41") -> Adoption:
    """The same, with the school's order entered by Анна."""
    made = asked(world)
    rows = LocalAct.objects.select_related("adoption__district", "adoption__document")
    act = rows.get(adoption=made)
    actions.adopt(act=act, number=number, dated_on=THEN.date(), actor=acting(world.anna), at=THEN)
    return made
