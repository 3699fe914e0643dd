"""Names of people are told to the network; to everybody else only by consent (152-ФЗ, design 23)."""

from django.test import Client
import pytest

from staffroom.core.viewer import SYSTEM
from staffroom.shared.communities.models import AdmissionState
from staffroom.shared.regulations import actions as regulations
from staffroom.shared.regulations.models import DistrictProfile
from tests.factories import world as made
from tests.factories.people import person, sign_in
from tests.shared.accounts.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> made.World:
    whole = made.make_world()
    whole.community.is_public = True
    whole.community.save(update_fields=["is_public"])
    return whole


def address(world: made.World, part: str) -> str:
    return f"/berezovka/c/{world.community.pid}-{world.community.slug}/{part}/"


def newcomer(world: made.World) -> Client:
    """Somebody who has registered and is not admitted anywhere yet."""
    who = person("Нина Новая")
    asked = made.admit(who, world.district, world.organization)
    asked.state, asked.decided_at = AdmissionState.WAITING, None
    asked.save(update_fields=["state", "decided_at"])
    return sign_in(Client(), who)


@pytest.mark.parametrize("who", ["guest", "newcomer", "stranger"])
def test_an_open_community_names_only_those_who_agreed(world: made.World, who: str) -> None:
    client = {
        "guest": Client,
        "newcomer": lambda: newcomer(world),
        "stranger": lambda: sign_in(Client(), world.vera),
    }[who]()
    page = text_of(client.get(address(world, "people")))
    assert "3 человека" in page
    assert "Имена видят участники сети района." in page
    probed = text_of(client.get(address(world, "people") + "?words=Соколова"))
    assert "3 человека" in probed
    for surname in ("Соколова", "Орлов", "Ветрова"):
        assert surname not in page
        assert surname not in probed
    assert "Ветрова" not in text_of(client.get(address(world, "about")))

    world.galina.is_public_name, world.galina.shown = True, {"name": "all"}
    world.galina.save(update_fields=["is_public_name", "shown"])
    page = text_of(client.get(address(world, "people")))
    assert "Галина Ветрова" in page
    assert "Остальные имена видят участники сети района." in page
    assert "Школа № 1" not in page
    assert "Галина Ветрова" in text_of(client.get(address(world, "about")))
    assert client.get(f"/people/{world.galina.pid}").status_code == 200


def test_a_colleague_sees_all_names_and_may_look_for_one(world: made.World) -> None:
    page = text_of(
        sign_in(Client(), world.dmitry).get(address(world, "people") + "?words=соколова")
    )
    assert "Анна Соколова" in page
    assert "Имена видят" not in page


def test_another_district_reads_names_where_it_may_open_the_cards(world: made.World) -> None:
    """One rule for the name and the card: by consent, as guests (design README 23)."""
    vera = sign_in(Client(), world.vera)
    made.comment(world.boris, world.open_topic, "Делим лист на четыре поля.")
    topic = f"/p/{world.open_topic.pid}/"
    places = (topic, address(world, "topics"), "/search/?q=поля")
    assert text_of(vera.get(topic, follow=True)).count("Участник сообщества") >= 2
    for place in places:
        page = text_of(vera.get(place, follow=True))
        assert "Соколова" not in page, place
        assert "Орлов" not in page, place
    for colleague in (world.anna, world.boris):
        assert vera.get(f"/people/{colleague.pid}").status_code == 404

    for colleague in (world.anna, world.boris):
        colleague.is_public_name, colleague.shown = True, {"name": "all"}
        colleague.save(update_fields=["is_public_name", "shown"])
        assert vera.get(f"/people/{colleague.pid}").status_code == 200
    for name in ("Анна Соколова", "Борис Орлов"):
        assert name in text_of(vera.get(topic, follow=True))
    own = text_of(sign_in(Client(), world.dmitry).get(topic, follow=True))
    assert "Участник сообщества" not in own


def test_who_waits_to_be_admitted_reads_like_a_guest(world: made.World) -> None:
    client = newcomer(world)
    for page in (
        client.get(f"/p/{world.open_topic.pid}/", follow=True),
        client.get("/berezovka/news/"),
    ):
        assert page.status_code == 200
        assert "Соколова" not in text_of(page)
    assert "Участник сообщества" in text_of(client.get(f"/p/{world.open_topic.pid}/", follow=True))


def test_who_waits_is_told_so_at_home_and_among_people(world: made.World) -> None:
    client = newcomer(world)
    page = client.get("/home/").content.decode()
    assert "Ваша заявка рассматривается" in page
    assert 'href="/registration/berezovka/mine/"' in page
    assert "Здесь будут записи ваших сообществ" in page
    assert "Коллег видят участники сети" in text_of(client.get("/people/"))
    assert "Ваша заявка" not in text_of(sign_in(Client(), world.boris).get("/home/"))


def test_the_menu_offers_only_what_opens(world: made.World) -> None:
    world.community.is_public = False
    world.community.save(update_fields=["is_public"])
    tab = f'href="{address(world, "people")}"'
    assert tab not in Client().get(address(world, "about")).content.decode()
    assert Client().get(address(world, "people")).status_code == 403
    assert tab in sign_in(Client(), world.boris).get(address(world, "about")).content.decode()


def test_the_menu_leaves_out_what_is_inside_where_nothing_may_stand_inside(
    world: made.World,
) -> None:
    tab = f'href="{address(world, "children")}"'
    assert tab in Client().get(address(world, "about")).content.decode()
    regulations.change_keys(
        profile=DistrictProfile.objects.get(district=world.district).profile,
        changes={"structure.nesting": "flat"}, actor=SYSTEM, at=made.THEN,
    )  # fmt: skip
    assert tab not in Client().get(address(world, "about")).content.decode()
    assert Client().get(address(world, "children")).status_code == 200


def test_a_guest_stands_in_the_district_he_reads(world: made.World) -> None:
    """The top of the page, its colours and its title say whose words these are."""
    world.district.short_name, world.district.accent = "Берёзовка", "#1c6447"
    world.district.save(update_fields=["short_name", "accent"])
    for one in (
        f"/p/{world.open_topic.pid}/",
        address(world, "about"),
        "/berezovka/c/",
        "/berezovka/documents/",
    ):
        page = Client().get(one, follow=True).content.decode()
        assert " · Берёзовка</title>" in page
        assert "ui/accent/1c6447" in page
    assert "Только мои" not in Client().get("/berezovka/c/").content.decode()
