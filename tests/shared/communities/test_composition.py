"""The table of composition by position, and what else a position decides."""

from django.test import Client
import pytest

from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community, Membership, MembershipState
from staffroom.shared.organizations.models import Affiliation, Organization
from tests.factories import world as made
from tests.factories.people import person, sign_in
from tests.queries import assert_queries_constant
from tests.shared.accounts.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> made.World:
    return made.make_world()


def joined(world: made.World, position: str, community: Community | None = None) -> Person:
    who = person(position=position)
    made.admit(who, world.district)
    Membership.objects.create(
        person=who, community=community or world.community, state=MembershipState.ACTIVE,
        since=made.THEN,
    )  # fmt: skip
    return who


def address(of: Community) -> str:
    return f"/{of.district.slug}/c/{of.pid}-{of.slug}/"


@pytest.mark.clause("BB-4.1.4")
def test_a_position_drives_suggestions_filters_and_the_table(world: made.World) -> None:
    nursery = made.community(
        world.district, "Детские сады района", positions=["preschool_educator"]
    )
    primary = made.community(world.district, "Начальная школа", positions=["primary_teacher"])
    joined(world, "primary_teacher")
    joined(world, "preschool_educator")
    ours = person("Майя Лукина", position="preschool_educator", shown={"position": "members"})
    made.admit(ours, world.district)
    maya = sign_in(Client(), ours)

    fitting = maya.get("/home/").content.decode()
    assert nursery.name in fitting
    assert primary.name not in fitting
    narrowed = text_of(maya.get("/berezovka/c/?position=primary_teacher"))
    assert "Начальная школа" in narrowed
    assert "Детские сады района" not in narrowed
    boris = sign_in(Client(), world.boris)
    assert "Лукина" not in text_of(boris.get("/people/?position=primary_teacher"))
    assert "Лукина" in text_of(boris.get("/people/?position=preschool_educator"))

    page = sign_in(Client(), world.galina).get(f"{address(world.community)}manage/composition/")
    said = text_of(page)
    assert "5 человек" in said
    assert "Учителя 4 80 %" in said
    assert "Учитель-предметник 3 60 %" in said
    assert "Учитель начальных классов 1 20 %" in said
    assert "Педагоги детских садов 1 20 % Воспитатель 1 20 %" in said
    assert 'href="/people/?position=preschool_educator"' in page.content.decode()
    whole = text_of(sign_in(Client(), world.dmitry).get("/berezovka/composition/"))
    assert "Воспитатель 2 " in whole
    assert maya.get(f"{address(world.community)}manage/composition/").status_code == 403
    assert maya.get("/berezovka/composition/").status_code == 404


def test_staff_narrow_the_table_to_schools_with_low_results(world: made.World) -> None:
    weak = made.organization(world.district, "Школа № 9")
    Organization.objects.filter(pk=weak.pk).update(has_low_results=True)
    who = joined(world, "primary_teacher")
    Affiliation.objects.create(person=who, organization=weak, is_confirmed=True)
    dmitry, galina = sign_in(Client(), world.dmitry), sign_in(Client(), world.galina)
    page = f"{address(world.community)}manage/composition/"
    assert "1 человек." in text_of(dmitry.get(f"{page}?low=1"))
    assert "низкими результатами" not in text_of(galina.get(page))
    assert "4 человека." in text_of(galina.get(f"{page}?low=1"))  # the mark is not for moderators


def test_the_table_costs_the_same_with_one_member_and_with_thirty(world: made.World) -> None:
    def join(n: int) -> None:
        for _ in range(n):
            joined(world, "music_leader")

    page = f"{address(world.community)}manage/composition/"
    assert_queries_constant(sign_in(Client(), world.galina), page, join, expected=4)
