"""What two organisations of the small district share: Анна answers for the school, Юлия for the lyceum."""

from dataclasses import dataclass
from datetime import date

from staffroom.features.sharing.actions import requests, resources
from staffroom.features.sharing.models import Resource, ResourceRequest
from staffroom.shared.accounts.models import Person
from staffroom.shared.organizations.models import Organization
from tests.factories import world as made
from tests.factories.adoption import represent
from tests.factories.people import person
from tests.factories.world import THEN, World, acting

DAY = date(2026, 9, 21)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lyceum:
    """The other organisation and who answers for it."""

    organization: Organization
    julia: Person


def lyceum(world: World, name: str = "Лицей № 5") -> Lyceum:
    """Another organisation of the small district."""
    place, julia = made.organization(world.district, name), person("Юлия Седова")
    made.admit(julia, world.district, place)
    represent(julia, place)
    return Lyceum(organization=place, julia=julia)


def resource(world: World, title: str = "Кабинет робототехники", text: str = "") -> Resource:
    """The school offers a room; Анна answers for it."""
    represent(world.anna, world.organization)
    content = resources.Content(
        kind="room", title=title, text=text, times="вторник, 15:00", responsible=world.anna
    )
    return resources.offer(
        organization=world.organization, content=content, actor=acting(world.anna), at=THEN
    )


def asked(world: World) -> ResourceRequest:
    """Юлия asks for the room."""
    return resource_asked(world, "Кабинет робототехники", "Занятие кружка")


def resource_asked(world: World, title: str, purpose: str) -> ResourceRequest:
    """The same of another room, for something else."""
    other, offered = lyceum(world), resource(world, title)
    wanted = requests.Asked(purpose=purpose, starts_on=DAY, hours=2)
    return requests.ask(
        resource=offered, organization=other.organization, asked=wanted, actor=acting(other.julia),
        at=THEN,
    )  # fmt: skip


def promised(world: World) -> ResourceRequest:
    """Анна has agreed."""
    one = asked(world)
    requests.promise(request=one, words="Ждём вас", actor=acting(world.anna), at=THEN)
    return one


def used_up(world: World) -> ResourceRequest:
    """Its day has passed, whatever the clock says."""
    one, past = promised(world), date(2020, 9, 21)
    ResourceRequest.objects.filter(pk=one.pk).update(starts_on=past, ends_on=past)
    return one


def closed(world: World) -> Resource:
    """The school offers the room no longer."""
    one = resource(world)
    resources.close(resource=one, words="Ремонт", actor=acting(world.anna), at=THEN)
    return one


def foreign(world: World) -> Resource:
    """The lyceum offers a specialist: everybody of the school may ask."""
    other = lyceum(world)
    content = resources.Content(kind="specialist", title="Логопед", responsible=other.julia)
    return resources.offer(
        organization=other.organization, content=content, actor=acting(other.julia), at=THEN
    )
