"""Дмитрий keeps the list of organisations: adds, changes, marks, and nobody else sees the marks."""

from datetime import UTC, date, datetime
from typing import Any

from django.test import Client
import pytest

from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import RoleGrant, ScopeKind
from staffroom.shared.journal.models import JournalRow
from staffroom.shared.organizations.actions.affiliations import affiliate, end_affiliations
from staffroom.shared.organizations.models import Department, District, Organization
from tests.factories import world as factory
from tests.factories.people import person

LIST = "/berezovka/staff/organizations/"
DISTRICT = "/berezovka/staff/district/"
LIST_QUERIES = 4  # session with its person, rights, district, rows
CARD = {
    "name": "Муниципальное общеобразовательное учреждение «Школа № 9»",
    "short_name": "Школа № 9",
    "kind": "school",
    "staff_n": "30",
    "site": "school9.example",
}
FACE = {
    "name": "Берёзовский район",
    "short_name": "Берёзовка",
    "founder_kind": "other",
    "authority": "Управление по социальной работе администрации Берёзовского района",
    "phone": "+7 900 000-00-00",
    "accent": "#ffee00",
    "time_zone": "Asia/Yekaterinburg",
}


@pytest.fixture
def world(db: Any) -> factory.World:
    """The small district."""
    return factory.make_world()


@pytest.fixture
def dmitry(client: Client, world: factory.World) -> Client:
    """The coordinator at his desk."""
    client.force_login(world.dmitry)
    return client


def text(response: Any) -> str:
    """The answer as the person reads it."""
    return str(response.content.decode())


def without_flags(world: factory.World) -> Client:
    """Somebody who keeps the list but may not see the mark of low results."""
    keeper = person("Ольга Рябова")
    factory.admit(keeper, world.district)
    factory.grant(
        keeper, ScopeKind.DISTRICT, world.district.pk, "keeper", Power.MANAGE_ORGANIZATIONS
    )
    client = Client()
    client.force_login(keeper)
    return client


def test_an_organization_is_added_and_stands_in_the_list(
    dmitry: Client, world: factory.World
) -> None:
    answer = dmitry.post(f"{LIST}add/", CARD)
    made = Organization.objects.get(short_name="Школа № 9")
    assert (answer.status_code, answer["Location"]) == (302, f"{LIST}{made.pid}/")
    assert (made.district, made.staff_n, made.site) == (
        world.district,
        30,
        "https://school9.example",
    )
    assert "Школа № 9" in text(dmitry.get(LIST))
    assert "Муниципальное общеобразовательное" in text(dmitry.get(f"{LIST}{made.pid}/"))
    fact = JournalRow.objects.get(event="organizations.organization.added")
    assert (fact.actor_id, fact.subject_id, fact.district_id) == (
        world.dmitry.pk,
        made.pk,
        world.district.pk,
    )


def test_a_name_in_use_is_refused_and_what_was_typed_stays(
    dmitry: Client, world: factory.World
) -> None:
    answer = dmitry.post(f"{LIST}add/", {**CARD, "short_name": "Школа № 1"})
    assert answer.status_code == 422
    assert "коротким названием в районе уже есть" in text(answer)
    assert "school9.example" in text(answer)
    assert Organization.objects.filter(district=world.district).count() == 1


def test_a_new_short_name_reaches_the_cards_of_its_people(
    dmitry: Client, world: factory.World
) -> None:
    dmitry.post(f"{LIST}{world.organization.pid}/change/", {**CARD, "short_name": "Гимназия"})
    world.anna.refresh_from_db()
    world.vera.refresh_from_db()
    assert (world.anna.workplace, world.vera.workplace) == ("Гимназия", "")


@pytest.mark.clause("BB-4.1.3")
def test_a_base_organization_has_a_named_representative(
    dmitry: Client, world: factory.World
) -> None:
    """The mark needs a name; the page, the list and the facts in the journal carry the mark."""
    there = f"{LIST}{world.organization.pid}/"
    card = {**CARD, "is_base": "on"}
    refused = dmitry.post(f"{there}change/", card)
    assert refused.status_code == 422
    assert "У базовой организации есть представитель" in text(refused)
    assert (
        dmitry.post(f"{there}change/", {**card, "representative": "Вера Нечаева"}).status_code
        == 422
    )
    assert (
        dmitry.post(f"{there}change/", {**card, "representative": "соколова  Анна"}).status_code
        == 302
    )
    world.organization.refresh_from_db()
    assert (world.organization.is_base, world.organization.representative) == (True, world.anna)
    page = text(dmitry.get(there))
    assert "Базовая организация" in page
    assert "<dt>Представитель</dt><dd>Анна Соколова</dd>" in page
    factory.organization(world.district, "Школа № 2")
    narrowed = text(dmitry.get(LIST, {"is_base": "on"}))
    assert "Школа № 9" in narrowed
    assert "Школа № 2" not in narrowed
    fact = JournalRow.objects.get(event="organizations.organization.changed")
    assert fact.data["is_base"] is True
    dmitry.post(f"{there}departments/", {"name": "Кафедра математики"})
    assert JournalRow.objects.get(event="organizations.department.added").data["is_base"] is True


@pytest.mark.clause("TV-1.1.e")
def test_low_results_are_a_mark_for_those_who_may_see_it(
    dmitry: Client, world: factory.World
) -> None:
    """Дмитрий marks and narrows; a keeper without the power neither sees, filters nor changes it."""
    there = f"{LIST}{world.organization.pid}/"
    other = factory.organization(world.district, "Школа № 2")
    card = {**CARD, "short_name": "Школа № 1", "has_low_results": "on"}
    dmitry.post(f"{there}change/", card)
    world.organization.refresh_from_db()
    assert world.organization.has_low_results is True
    narrowed = text(dmitry.get(LIST, {"has_low_results": "on"}))
    assert "Школа № 1" in narrowed
    assert other.short_name not in narrowed
    assert "низкие результаты" in narrowed

    keeper = without_flags(world)
    for address in (LIST, there, f"{there}change/", f"{LIST}add/"):
        page = text(keeper.get(address)).lower()
        assert "низкие" not in page
        assert "низкими" not in page
        assert "low_results" not in page
    seen = text(keeper.get(LIST, {"has_low_results": "on"}))
    assert other.short_name in seen, "the filter narrows nothing: it would tell the mark"
    keeper.post(
        f"{there}change/", {key: val for key, val in card.items() if key != "has_low_results"}
    )
    world.organization.refresh_from_db()
    assert world.organization.has_low_results is True, "what is not seen is not changed"


@pytest.mark.clause("TV-1.1.e")
def test_a_member_meets_the_mark_nowhere(client: Client, world: factory.World) -> None:
    """Pages where a member sees organisations and people do not contain it, by any filter."""
    Organization.objects.filter(pk=world.organization.pk).update(has_low_results=True)
    client.force_login(world.boris)
    assert client.get(LIST, {"has_low_results": "on"}).status_code == 404
    for address in (
        "/",
        "/home/",
        "/people/?has_low_results=on",
        f"/people/{world.anna.pid}",
        f"/people/{world.anna.pid}/",
        "/search/?q=школа&has_low_results=on",
        "/berezovka/c/",
        "/berezovka/",
    ):
        page = text(client.get(address, follow=True)).lower()
        assert "низкие образовательные" not in page
        assert "низкие результаты" not in page
        assert 'name="has_low_results"' not in page


@pytest.mark.clause("BB-O.3")
def test_the_founder_may_be_any_body_and_its_full_name_is_carried(
    dmitry: Client, world: factory.World
) -> None:
    """«Иной орган» with its full name: the district's public page says it, guests read it."""
    assert dmitry.post(DISTRICT, FACE).status_code == 302
    world.district.refresh_from_db()
    assert (world.district.founder_kind, world.district.authority) == ("other", FACE["authority"])
    assert str(FACE["authority"]) in text(Client().get("/berezovka/"))
    assert world.district.contacts == {"address": "", "phone": "+7 900 000-00-00", "email": ""}
    fact = JournalRow.objects.get(event="organizations.district.changed")
    assert "authority" in fact.data["fields"]


def test_a_colour_too_light_to_read_is_kept_and_made_safe(dmitry: Client) -> None:
    dmitry.post(DISTRICT, FACE)
    page = text(dmitry.get(f"{DISTRICT}?saved=1"))
    assert "Сохранено." in page
    assert "Сейчас цвет #ffee00, его контраст с бумагой 1,1 : 1" in page
    assert "На светлых страницах вместо него #" in page
    assert "/ui/accent" in page
    assert dmitry.post(DISTRICT, {**FACE, "accent": "red;}"}).status_code == 422


def test_departments_come_and_go(dmitry: Client, world: factory.World) -> None:
    there = f"{LIST}{world.organization.pid}/"
    assert dmitry.post(f"{there}departments/", {"name": "Кафедра"}).status_code == 302
    twice = dmitry.post(f"{there}departments/", {"name": "Кафедра"})
    assert twice.status_code == 422
    assert "Такое подразделение уже есть" in text(twice)
    part = Department.objects.get()
    assert "Кафедра" in text(dmitry.get(there))
    assert dmitry.post(f"{there}departments/{part.pid}/remove/").status_code == 302
    assert Department.objects.count() == 0


def test_another_district_s_organization_is_not_reached(
    dmitry: Client, world: factory.World
) -> None:
    theirs = Organization.objects.get(district=world.other_district)
    assert dmitry.get(f"{LIST}{theirs.pid}/").status_code == 404
    assert dmitry.get("/zarechye/staff/organizations/").status_code == 404


def test_a_closed_organization_leaves_the_list_for_the_closed(
    dmitry: Client, world: factory.World
) -> None:
    there = f"{LIST}{world.organization.pid}/change/"
    dmitry.post(there, {**CARD, "short_name": "Школа № 1", "closed_on": "2026-08-31"})
    assert "Школа № 1" not in text(dmitry.get(LIST))
    assert "Школа № 1" in text(dmitry.get(LIST, {"is_closed": "on"}))


def test_the_list_is_paged_and_costs_the_same_for_many(
    dmitry: Client, world: factory.World, django_assert_num_queries: Any
) -> None:
    for number in range(2, 60):
        factory.organization(world.district, f"Школа № {number}")
    with django_assert_num_queries(LIST_QUERIES):
        page = text(dmitry.get(LIST))
    assert page.count("/staff/organizations/") >= 40
    assert page.count('<td data-label="Название"') == 40
    assert text(dmitry.get(LIST, {"page": "2"})).count('<td data-label="Название"') == 19


def test_the_menu_offers_the_list_to_its_keeper_alone(dmitry: Client, world: factory.World) -> None:
    assert f'href="{LIST}"' in text(dmitry.get(LIST))
    assert RoleGrant.objects.filter(person=world.boris).count() == 0
    other = Client()
    other.force_login(world.boris)
    assert LIST not in text(other.get("/berezovka/c/"))


def test_work_begins_and_ends_on_the_day_of_the_district(world: factory.World) -> None:
    """Half past eight in Олёкминск on the 15th is still the evening of the 14th elsewhere."""
    District.objects.filter(pk=world.district.pk).update(time_zone="Asia/Yakutsk")
    school, at = (
        Organization.objects.get(pk=world.organization.pk),
        datetime(2026, 9, 14, 23, 30, tzinfo=UTC),
    )
    newcomer = person("Ольга Рябова")
    work = affiliate(
        person=newcomer, organization=school, position="Учитель", is_confirmed=True, at=at
    )
    assert work.from_on == date(2026, 9, 15)
    end_affiliations(person=newcomer, at=at)
    work.refresh_from_db()
    assert work.to_on == date(2026, 9, 15)
