"""What two organisations of the small district share: Анна answers for the school, Юлия for the lyceum."""

from dataclasses import dataclass
from datetime import date, timedelta

from staffroom.core.viewer import Viewer
from staffroom.features.sharing.actions import (
    agreements,
    consents,
    owed,
    partners,
    requests,
    resources,
)
from staffroom.features.sharing.models import Agreement, Proposal, Resource, ResourceRequest, Side
from staffroom.shared.accounts.models import Person
from staffroom.shared.documents.actions import issuing
from staffroom.shared.documents.models import Document
from staffroom.shared.organizations.models import Organization
from tests.factories import world as made
from tests.factories.adoption import allow, represent
from tests.factories.people import person
from tests.factories.world import THEN, World, acting

DAY = date(2026, 9, 21)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lyceum:
    """The other organisation and who answers for it."""

    organization: Organization
    julia: Person


def lyceum(world: World, name: str = "Лицей № 5") -> Lyceum:
    """Another organisation of the small district; the same one when it stands already."""
    known = Organization.objects.filter(district=world.district, short_name=name).first()
    if known is not None and known.representative is not None:
        return Lyceum(organization=known, julia=known.representative)
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


BEGUN, LONG = date(2020, 9, 21), timedelta(days=12000)  # holds whatever the clock says


def drafted(world: World, subject: str = "Общая лаборатория") -> Agreement:
    """Анна prepares an agreement of the school with the lyceum; both have said what they give."""
    allow(world, "documents.agreements")
    represent(world.anna, world.organization)
    other = lyceum(world)
    terms = agreements.Terms(
        sort="cooperation", subject=subject, starts_on=BEGUN, ends_on=BEGUN + LONG, notice_days=30
    )
    one = agreements.begin(
        district=world.district, terms=terms, organizations=[world.organization, other.organization],
        actor=acting(world.anna), at=THEN,
    )  # fmt: skip
    for side in owed.sides_of(one):
        share = agreements.Share(
            gives="Кабинет", signer_position="Директор", signer_name="А. С. Петрова"
        )
        agreements.change_side(side=side, share=share, actor=acting(world.anna), at=THEN)
    return one


def put_to_sides(world: World) -> Agreement:
    """The same, put to the sides."""
    return agreements.offer(agreement=drafted(world), actor=acting(world.anna), at=THEN)


def side_of(one: Agreement, organization: Organization) -> Side:
    """A side of it."""
    return next(side for side in owed.sides_of(one) if side.organization_id == organization.pk)


def agreed(world: World, subject: str = "Общая лаборатория") -> Agreement:
    """Both sides have agreed; the paper waits for its number."""
    one = agreements.offer(agreement=drafted(world, subject), actor=acting(world.anna), at=THEN)
    represented = {world.organization.pk: world.anna}
    for side in owed.sides_of(one):
        who = represented.get(side.organization_id) or side.organization.representative
        actor = Viewer(
            person_id=who.pk if who else None, tokens=frozenset({world.district.pk << 12 | 1})
        )
        consents.agree(side=side, actor=actor, at=THEN)
    return Agreement.objects.select_related("district", "document").get(pk=one.pk)


def in_force(world: World, subject: str = "Общая лаборатория") -> Agreement:
    """The paper is registered."""
    one = agreed(world, subject)
    paper = Document.objects.get(pk=one.document_id or 0)
    issuing.issue(document=paper, dated_on=THEN.date(), actor=acting(world.dmitry), at=THEN)
    return Agreement.objects.select_related("district", "document").get(pk=one.pk)


def proposal(world: World, words: str = "Общая смена для восьмиклассников") -> Proposal:
    """Юлия proposes cooperation to the school, for which Анна answers."""
    represent(world.anna, world.organization)
    other = lyceum(world)
    return partners.propose(
        organization=world.organization, proposer=other.organization, words=words, themes=("робототехника",),
        actor=acting(other.julia), at=THEN,
    )  # fmt: skip
