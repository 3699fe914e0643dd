"""The search page, the directory of people, invitations from it, names for mentions."""

import json

from django.core.cache import cache
from django.test import Client
import pytest

from staffroom.core import plugs
from staffroom.shared.accounts.models import Category, Person
from staffroom.shared.communities.models import Membership, MembershipState
from staffroom.shared.organizations.models import Affiliation, Organization
from staffroom.shared.search import jobs
from tests.factories import world as made
from tests.factories.kept import kept
from tests.factories.people import person, sign_in
from tests.factories.world import World, make_world
from tests.queries import assert_queries_constant

pytestmark = pytest.mark.django_db

SECRET = "хризантемоведение"  # a word of closed content: nobody else's page may carry it


@kept
def _indexed() -> World:
    small = make_world()
    closed = made.publication(small.anna, small.community, f"Тайное {SECRET}")
    made.comment(small.boris, closed, f"Ответ про {SECRET}")
    for kind in plugs.indexes:
        jobs.reindex(kind=kind)
    return small


@pytest.fixture
def world() -> World:
    """The small district, indexed, with a closed topic that has a word of its own."""
    cache.clear()
    return _indexed()


def page(client: Client, address: str) -> str:
    """The words of a page."""
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def people_on(html: str, world: World) -> list[str]:
    """Which of the cast the directory shows."""
    cast = ("anna", "boris", "vera", "galina", "dmitry", "timur")
    html = html.partition('class="panel people"')[2]  # the menu has one's own card too
    return [name for name in cast if f'href="/people/{getattr(world, name).pid}"' in html]


def test_the_page_helps_before_a_question_and_when_nothing_is_found(world: World) -> None:
    client = sign_in(Client(), world.boris)
    assert "Что ищете?" in page(client, "/search/")
    nothing = page(client, "/search/?q=барометр+анероид")
    assert "Ничего не нашлось" in nothing
    assert "?q=%D0%B0%D0%BD%D0%B5%D1%80%D0%BE%D0%B8%D0%B4" in nothing
    assert "Слова в кавычках" not in nothing


@pytest.mark.clause("PD-2.2.3")
def test_one_search_over_communities_writings_and_people(world: World) -> None:
    client = sign_in(Client(), world.boris)
    found = page(client, "/search/?q=математике")
    assert "<mark>математики</mark>" in found
    assert f"/berezovka/c/{world.community.pid}-{world.community.slug}/" in found
    assert f"/p/{world.open_topic.pid}-{world.open_topic.slug}/" in found
    assert "Орлов <mark>Борис</mark>" in page(client, "/search/?q=Борису&what=person")


def test_the_other_layout_is_told(world: World) -> None:
    found = page(sign_in(Client(), world.boris), "/search/?q=lhj,b")
    assert "По запросу «lhj,b» ничего не нашлось. Показано по запросу «дроби»." in found


@pytest.mark.parametrize("role", ["guest", "stranger", "technician"])
@pytest.mark.parametrize(
    "address",
    [
        "/search/?q={}", "/search/?q={}&what=comment", "/search/?q={}&what=publication", "/search/?q=тайное",
        "/search/?q=тайное&page=2", "/search/?q={}&kind=topic", "/search/?q=ответ", "/people/?q={}",
        "/people/suggest/?q={}",
    ],
)  # fmt: skip
def test_closed_words_leave_through_no_page(world: World, role: str, address: str) -> None:
    """What was typed comes back in the form; nothing else of the closed topic does (G-02)."""
    client, who = Client(), world.who(role)
    if who is not None:
        sign_in(client, who)
    response = client.get(address.format(SECRET[:-2] + "ем"), follow=True)
    text = response.content.decode()
    assert SECRET not in text
    assert "Тайное" not in text


def test_a_colleague_sees_the_same_words(world: World) -> None:
    found = page(sign_in(Client(), world.boris), f"/search/?q={SECRET}")
    assert f"<mark>{SECRET}</mark>" in found


def test_guests_do_not_learn_names(world: World) -> None:
    text = page(Client(), "/search/?q=неделя")
    assert "Участник сообщества" in text
    assert "Соколова" not in text
    assert world.anna.pid not in text


def test_a_part_for_htmx_is_rows_alone(world: World) -> None:
    client = sign_in(Client(), world.boris)
    part = client.get("/search/?q=дроби", headers={"HX-Request": "true"}).content.decode()
    assert "<mark>дроби</mark>" in part
    assert "<html" not in part


def test_broken_parameters_are_no_error(world: World) -> None:
    client = sign_in(Client(), world.boris)
    for address in ("?q=дроби&page=x", "?q=дроби&page=-1", "?q=дроби&page=999", "?q=дроби&kind=%27",
                    "?q=дроби&author=zzzzzzzzzz", "?q=дроби&district=no"):  # fmt: skip
        assert client.get(f"/search/{address}").status_code == 200, address
    for address in ("?q=дроби&period=%00", "?q=%00"):
        assert client.get(f"/search/{address}").status_code == 400, address


@pytest.mark.clause("BB-5.1.4")
def test_colleagues_are_found_by_name_subject_organisation_and_position(world: World) -> None:
    chemist = _colleague(world, "Фаина Реброва", subjects=("chemistry",), position="methodologist")
    chemist.affiliations.update(position="methodologist")
    client = sign_in(Client(), world.boris)
    link = f'href="/people/{chemist.pid}"'
    assert link in page(client, "/people/?q=ребр")
    assert link in page(client, "/people/?position=methodologist")
    assert link in page(client, f"/people/?organization={world.organization.pid}")
    assert link not in page(client, "/people/?subject=chemistry")
    _let_see(chemist, "subjects")
    found = page(client, "/people/?subject=chemistry")
    assert link in found
    assert people_on(found, world) == []
    assert "Химия" in found


@pytest.mark.clause("TV-1.1.e")
def test_staff_narrow_the_directory_to_schools_with_low_results(world: World) -> None:
    """Дмитрий narrows by the mark of a school; for Борис the filter neither stands nor narrows."""
    weak = made.organization(world.district, "Школа № 9")
    Organization.objects.filter(pk=weak.pk).update(has_low_results=True)
    Affiliation.objects.create(person=world.anna, organization=weak, is_main=False)
    dmitry, boris = sign_in(Client(), world.dmitry), sign_in(Client(), world.boris)

    whole, narrowed = page(dmitry, "/people/"), page(dmitry, "/people/?has_low_results=on")
    assert "Из школ с низкими результатами" in whole
    assert {"anna", "boris"} <= set(people_on(whole, world))
    assert people_on(narrowed, world) == ["anna"]
    seen = page(boris, "/people/?has_low_results=on")
    assert people_on(seen, world) == people_on(page(boris, "/people/"), world)
    assert "низкими" not in seen


def test_strangers_of_another_district_are_not_in_the_directory(world: World) -> None:
    assert people_on(page(sign_in(Client(), world.vera), "/people/"), world) == ["vera"]
    everyone = ["anna", "boris", "galina", "dmitry", "timur"]
    assert people_on(page(sign_in(Client(), world.boris), "/people/"), world) == everyone


@pytest.mark.clause("BT-O.1.4")
def test_a_leader_gathers_a_mixed_team_by_category_and_experience(world: World) -> None:
    young = _colleague(world, "Юлия Первая", category=Category.NONE, since_year=2025)
    master = _colleague(world, "Инна Опытная", category=Category.HIGHEST, since_year=2000)
    _let_see(young, "since_year")
    _let_see(master, "category")
    client = sign_in(Client(), world.galina)
    found = page(client, f"/people/?category=highest&community={world.community.pid}")
    assert f'value="{master.pid}"' in found
    assert "Высшая" in found
    assert f'href="/people/{young.pid}"' not in found
    assert f'href="/people/{young.pid}"' in page(client, "/people/?experience=0-3")
    form = {"community": world.community.pid, "people": [young.pid, master.pid, world.boris.pid]}
    response = client.post("/people/invite/", form)
    assert (response.status_code, response["Location"]) == (
        302, f"/people/?community={world.community.pid}"
    )  # fmt: skip
    invited = Membership.objects.filter(community=world.community, state=MembershipState.INVITED)
    assert {row.person_id for row in invited} == {young.pk, master.pk}
    assert "Приглашён" in page(client, f"/people/?community={world.community.pid}")
    assert world.community.memberships.get(person=world.boris).state == MembershipState.ACTIVE


def test_a_field_that_is_not_shown_is_neither_shown_nor_searched(world: World) -> None:
    shy = _colleague(world, "Роза Скромная", category=Category.HIGHEST, since_year=1990)
    client = sign_in(Client(), world.galina)
    link = f'href="/people/{shy.pid}"'
    assert link not in page(client, "/people/?category=highest")
    assert link not in page(client, "/people/?experience=20-")
    whole = page(client, "/people/?q=Скромная")
    assert link in whole
    assert '<span class="badge badge-muted">Высшая' not in whole
    assert "Стаж" not in whole.partition('class="panel people"')[2]
    own = page(sign_in(Client(), shy), "/people/?category=highest")
    assert link in own


def test_a_moderator_invites_only_where_he_gathers_and_only_his_district(world: World) -> None:
    other = made.community(world.district, "Учителя физики")
    client = sign_in(Client(), world.galina)
    assert f'value="{other.pid}"' not in page(client, "/people/")
    refused = client.post("/people/invite/", {"community": other.pid, "people": [world.timur.pid]})
    assert refused.status_code == 404
    client.post("/people/invite/", {"community": world.community.pid, "people": [world.vera.pid]})
    assert not world.community.memberships.filter(person=world.vera).exists()


def test_the_directory_costs_the_same_for_one_and_thirty_people(world: World) -> None:
    client = sign_in(Client(), world.galina)

    def more(n: int) -> None:
        for k in range(n):
            _colleague(world, f"Ника Новая{k}", subjects=("math",))

    assert_queries_constant(client, "/people/?q=Нов", more, expected=7)


def test_names_for_a_mention(world: World) -> None:
    client = sign_in(Client(), world.boris)
    found = json.loads(page(client, "/people/suggest/?q=соко"))
    assert found == [{"pid": world.anna.pid, "name": "Анна Соколова", "note": ""}]
    assert json.loads(page(client, "/people/suggest/?q=нечаева")) == []
    assert json.loads(page(client, "/people/suggest/?q=")) == []
    assert json.loads(page(sign_in(Client(), world.vera), "/people/suggest/?q=анна")) == []


def test_names_for_a_mention_are_eight_at_most(world: World) -> None:
    for n in range(12):
        _colleague(world, f"Ксения Белая{n}")
    found = json.loads(page(sign_in(Client(), world.boris), "/people/suggest/?q=ксен"))
    assert len(found) == 8


@pytest.mark.usefixtures("frozen")
def test_a_school_is_found_as_soon_as_it_stands_and_by_its_new_name(world: World) -> None:
    dmitry, boris = (sign_in(Client(), one) for one in (world.dmitry, world.boris))
    staff = f"/{world.district.slug}/staff/organizations/"
    typed = {"kind": "school", "name": "Гимназия имени Ломоносова", "short_name": "Гимназия № 7"}
    assert dmitry.post(f"{staff}add/", typed).status_code == 302
    school = Organization.objects.get(short_name="Гимназия № 7")
    link = f"/people/?organization={school.pid}"
    assert link in page(boris, "/search/?q=ломоносова")
    renamed = {**typed, "name": "Гимназия имени Королёва"}
    assert dmitry.post(f"{staff}{school.pid}/change/", renamed).status_code == 302
    assert link not in page(boris, "/search/?q=ломоносова")
    assert link in page(boris, "/search/?q=королева")


@pytest.mark.usefixtures("frozen")
def test_who_asks_too_often_is_told_to_wait(world: World) -> None:
    client = sign_in(Client(), world.boris)
    answers = [client.get("/people/suggest/?q=анна").status_code for _ in range(121)]
    assert answers == [200] * 120 + [429]
    assert sign_in(Client(), world.anna).get("/people/suggest/?q=анна").status_code == 200


def _colleague(world: World, name: str, **fields: object) -> Person:
    one = person(name, **fields)
    made.admit(one, world.district, world.organization)
    return one


def _let_see(who: Person, field: str) -> None:
    who.shown = {**who.shown, field: "members"}
    who.save(update_fields=["shown"])
