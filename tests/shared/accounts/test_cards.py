"""The card: one position, any number of subjects and functions, every field hidden until opened."""

from django.test import Client
import pytest

from staffroom.core.sorting import sort_key
from staffroom.shared.accounts.models import Consent
from tests.factories.people import person, sign_in
from tests.factories.world import make_world
from tests.shared.accounts.pages import text_of

pytestmark = pytest.mark.django_db

CARD = {
    "last_name": "Ёлкина",
    "first_name": "Анна",
    "patronymic": "Петровна",
    "position": "subject_teacher",
    "subjects": ["physics", "math"],
    "functions": ["homeroom_teacher", "mentor"],
    "since_year": "2008",
    "category": "highest",
    "about": "Веду кружок робототехники.",
    "phone": "+7 900 000-00-01",
    "contact_email": "anna.work@test.example",
}


def page_of(viewer, owner) -> tuple[int, str]:
    client = sign_in(Client(), viewer) if viewer else Client()
    response = client.get(f"/people/{owner.pid}")
    return response.status_code, text_of(response)


@pytest.mark.clause("TV-A.3")
def test_one_position_and_any_number_of_functions_and_subjects(client):
    anna = person("Анна Соколова")
    sign_in(client, anna)
    form = text_of(client.get("/account/profile/"))
    assert "Основная должность" in form
    answer = client.post("/account/profile/", CARD)
    assert answer["Location"] == f"/people/{anna.pid}?saved=1"
    page = text_of(client.get(answer["Location"]))
    assert "Карточка сохранена" in page
    assert "Учитель-предметник" in page
    assert "Математика, Физика" in page
    assert "Классный руководитель, Наставник" in page
    assert page.count("Должность") == 1
    anna.refresh_from_db()
    assert anna.name == "Анна Ёлкина"
    assert bytes(anna.sort_key) == sort_key("Ёлкина", "Анна", "Петровна")


@pytest.mark.clause("TV-T.2", "TV-A.4", "BB-4.1.4")
def test_the_list_of_positions_is_fine_enough(client):
    sign_in(client, person())
    form = text_of(client.get("/account/profile/"))
    for label in (
        "Учитель-предметник",
        "Учитель начальных классов",
        "Воспитатель",
        "Старший воспитатель",
        "Музыкальный руководитель",
        "Инструктор по физической культуре",
        "Педагог-психолог",
        "Учитель-логопед",
        "Учитель-дефектолог",
        "Социальный педагог",
        "Школьный библиотекарь",
    ):
        assert label in form


def test_a_mistake_keeps_everything_typed(client):
    sign_in(client, person())
    typed = {**CARD, "last_name": "Ёлк1на", "since_year": "2090"}
    answer = client.post("/account/profile/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Только буквы" in page
    assert "ещё не наступил" in page
    assert "Веду кружок робототехники." in page
    assert 'value="Ёлк1на"' in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Ёлкинa", "смешаны русские и латинские буквы"),  # the last letter is a Latin one
        ("Модератор", "не имя человека, а должность"),
        ("Анна Admin", "не имя человека, а должность"),
    ],
)
def test_nobody_is_called_like_a_colleague_or_an_office(client, typed, words):
    anna = person()
    sign_in(client, anna)
    answer = client.post("/account/profile/", {**CARD, "last_name": typed})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    anna.refresh_from_db()
    assert anna.last_name != typed


@pytest.mark.parametrize("name", ["Ньургуяна", "Гөлнара", "О’Нил", "Мюллер-Иванова", "Žižek"])
def test_names_of_every_people_are_names(client, name):
    anna = person()
    sign_in(client, anna)
    client.post("/account/profile/", {**CARD, "last_name": name})
    anna.refresh_from_db()
    assert anna.last_name == name


def test_a_double_press_saves_the_same(client):
    anna = person()
    sign_in(client, anna)
    for _ in range(2):
        client.post("/account/profile/", CARD)
    assert anna.subjects.count() == 2
    assert anna.functions.count() == 2


def test_hidden_by_default_from_colleagues_and_absent_for_guests(client):
    world = make_world()
    sign_in(client, world.anna)
    client.post("/account/profile/", CARD)
    world.anna.workplace = "Школа № 1"
    world.anna.save(update_fields=["workplace"])
    status, page = page_of(world.boris, world.anna)
    assert status == 200
    for seen in ("Анна Ёлкина", "Учитель-предметник", "Школа № 1"):
        assert seen in page
    for hidden in ("робототехники", "+7 900", "Физика", "Наставник", "Высшая", "2008"):
        assert hidden not in page
    assert page_of(None, world.anna)[0] == 404
    assert page_of(world.vera, world.anna)[0] == 404  # another district's network
    assert page_of(world.boris, person())[0] == 404  # belongs to no network yet


def test_a_field_is_opened_to_members_without_a_consent(client):
    world = make_world()
    sign_in(client, world.anna)
    client.post("/account/profile/", CARD)
    answer = client.post("/account/visibility/", {"subjects": "members", "phone": ""})
    assert answer["Location"] == f"/people/{world.anna.pid}?saved=1"
    page = page_of(world.boris, world.anna)[1]
    assert "Математика, Физика" in page
    assert "+7 900" not in page
    assert Consent.objects.count() == 0


def test_showing_a_field_to_all_needs_its_own_consent_and_withdrawal_hides_at_once(client):
    world = make_world()
    sign_in(client, world.anna)
    client.post("/account/profile/", CARD)
    answer = client.post("/account/visibility/", {"name": "all", "about": "all"})
    assert answer["Location"] == "/account/visibility/name/?then=about"
    screen = client.get(answer["Location"])
    assert "одно поле моей карточки: «Имя и фамилия»" in text_of(screen)
    assert 'type="checkbox"' not in screen.content.decode()
    assert page_of(None, world.anna)[0] == 404  # nothing is published before the answer
    answer = client.post(answer["Location"], {"answer": "yes"})
    assert answer["Location"] == "/account/visibility/about/"
    client.post(answer["Location"], {"answer": "no"})
    status, page = page_of(None, world.anna)
    assert (status, "Анна Ёлкина" in page, "робототехники" in page) == (200, True, False)
    world.anna.refresh_from_db()
    assert world.anna.is_public_name
    row = Consent.objects.get()
    assert (row.purpose, row.detail, row.text_version, row.channel) == (
        "publication",
        "name",
        1,
        "site",
    )
    assert row.address == "127.0.0.1"
    client.post(f"/account/consents/{row.pid}/withdraw/")
    assert page_of(None, world.anna)[0] == 404
    row.refresh_from_db()
    assert row.withdrawn_at is not None
    world.anna.refresh_from_db()
    assert not world.anna.is_public_name


def test_taking_a_field_back_withdraws_its_consent(client):
    world = make_world()
    sign_in(client, world.anna)
    client.post("/account/visibility/name/", {"answer": "yes"})
    client.post("/account/visibility/", {"name": "members"})
    assert Consent.objects.get().withdrawn_at is not None
    assert page_of(None, world.anna)[0] == 404


def test_a_published_card_without_the_name_names_nobody(client):
    world = make_world()
    sign_in(client, world.anna)
    client.post("/account/profile/", CARD)
    client.post("/account/visibility/about/", {"answer": "yes"})
    status, page = page_of(None, world.anna)
    assert status == 200
    assert "Участник сообщества" in page
    assert "Ёлкина" not in page


def test_a_page_of_a_person_costs_the_same_for_few_and_many_subjects(
    client, django_assert_num_queries
):
    world = make_world()
    world.anna.shown = {"subjects": "members", "functions": "members"}
    world.anna.save(update_fields=["shown"])
    for codes in (["math"], list(CARD["subjects"]) * 1 + ["chemistry", "biology", "music"]):
        own = sign_in(Client(), world.anna)
        own.post("/account/profile/", {**CARD, "subjects": codes})
        colleague = sign_in(Client(), world.boris)
        with django_assert_num_queries(PAGE_QUERIES):
            assert colleague.get(f"/people/{world.anna.pid}").status_code == 200


PAGE_QUERIES = 8  # whether the person shows a page of experience among them


def test_a_form_writes_only_its_own_fields(client):
    """G-05: fields that the form does not name are not written, whatever is posted."""
    anna = person("Анна Соколова", email="anna@test.example")
    before = (anna.email, anna.password, anna.workplace)
    sign_in(client, anna)
    foreign = {
        "email": "evil@test.example", "password": "x", "is_active": "", "is_demo": "on",
        "is_public_name": "on", "pid": "0000000000", "workplace": "Чужая школа", "unread_n": "9",
        "rights_version": "9", "shown": '{"phone": "all"}', "id": "1",
    }  # fmt: skip
    client.post("/account/profile/", {**CARD, **foreign})
    client.post("/account/visibility/", {"email": "all", "password": "all", "name": "members"})
    anna.refresh_from_db()
    assert (anna.email, anna.password, anna.workplace) == before
    assert (anna.is_active, anna.is_demo, anna.is_public_name) == (True, False, False)
    assert set(anna.shown) <= {"name"}
    assert (anna.unread_n, anna.rights_version) == (0, 0)
