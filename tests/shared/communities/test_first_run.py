"""An empty installation leads its first person to a district, a regulation and an account."""

import io

from django.core.management import CommandError, call_command
from django.test import Client
import pytest

from staffroom.core.viewer import SYSTEM
from staffroom.shared.accounts.models import Person
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import Admission, RoleGrant
from staffroom.shared.communities.queries.viewers import viewer_for
from staffroom.shared.organizations.models import District
from staffroom.shared.regulations import actions as regulations
from tests.factories.people import person
from tests.shared.accounts.pages import text_of

pytestmark = pytest.mark.django_db

FORM = {
    "district_name": "Заречный муниципальный округ",
    "short_name": "Заречный округ",
    "slug": "zarechny",
    "region": "",
    "authority": "Отдел образования Заречного округа",
    "time_zone": "Asia/Yakutsk",
    "profile": "olekminsk",
    "last_name": "Лаптев",
    "first_name": "Дмитрий",
    "patronymic": "",
    "email": "dmitry@test.example",
    "password": "ель у школьного крыльца",
    "agrees": "on",
}
PROFILES = ("basic", "berezniki", "baltasi", "tula", "petrodvorets", "olekminsk")


@pytest.fixture(autouse=True)
def _shipped(at):
    regulations.install_shipped(at=at)


def powers_of(who: Person, district: District, at) -> int:
    return viewer_for(who, at=at).powers.get(("district", district.pk), 0)


def test_the_first_person_opens_the_site_with_one_form(client, at):
    assert client.get("/registration/")["Location"] == "/registration/first/"
    page = client.get("/registration/first/")
    assert page.content.decode().count('name="profile"') == 6
    answer = client.post("/registration/first/", FORM)
    assert answer["Location"] == "/zarechny/"
    district = District.objects.get()
    assert (district.name, district.time_zone) == ("Заречный муниципальный округ", "Asia/Yakutsk")
    assert "Лаптев Дмитрий" not in text_of(client.get("/zarechny/staff/admissions/"))
    assert client.get("/zarechny/staff/admissions/").status_code == 200  # signed in, with the right
    assert Client().get("/registration/first/").status_code == 404  # over for everybody
    assert Client().post("/registration/first/", FORM).status_code == 404


@pytest.mark.parametrize("profile", PROFILES)
def test_the_coordinator_can_run_the_district_under_every_regulation(client, profile, at):
    client.post("/registration/first/", {**FORM, "profile": profile})
    dmitry, district = Person.objects.get(), District.objects.get()
    held = powers_of(dmitry, district, at.replace(year=2030))
    for power in (Power.ADMIT, Power.GRANT_ROLES, Power.CHANGE_REGULATION):
        assert held & power


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"password": "восемь88"}, "не меньше 12 знаков"),
        ({"slug": "registration"}, "Этот адрес занят"),
        ({"slug": "Заречный"}, "состоять только из латинских букв"),
        ({"agrees": ""}, "Обязательное поле"),
        ({"profile": ""}, "Обязательное поле"),
    ],
)
def test_a_mistake_makes_nothing_and_keeps_the_words(client, typed, words):
    answer = client.post("/registration/first/", {**FORM, **typed})
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert "Отдел образования Заречного округа" in answer.content.decode()
    assert (District.objects.count(), Person.objects.count()) == (0, 0)


def test_the_page_is_absent_once_anybody_is_registered(client):
    person()
    assert client.get("/registration/first/").status_code == 404


def run(monkeypatch, *args: str, password: str = FORM["password"]) -> str:
    out = io.StringIO()
    monkeypatch.setattr("builtins.input", lambda *_: password)
    call_command("createcoordinator", *args, "--password-stdin", stdout=out)
    return out.getvalue()


ARGUMENTS = (
    "zarechny", "--last-name=Лаптев", "--first-name=Дмитрий", "--email=dmitry@test.example",
    "--district-name=Заречный округ", "--short-name=Заречный", "--authority=Отдел",
    "--profile=tula",
)  # fmt: skip


def test_the_command_does_the_same(monkeypatch, at):
    assert "Готово: координатор dmitry@test.example" in run(monkeypatch, *ARGUMENTS)
    dmitry, district = Person.objects.get(), District.objects.get()
    assert dmitry.check_password(FORM["password"])
    assert powers_of(dmitry, district, at.replace(year=2030)) & Power.ADMIT
    assert dmitry.consents.get().channel == "shell"


def test_the_command_adds_a_coordinator_to_a_standing_district(monkeypatch, at):
    run(monkeypatch, *ARGUMENTS)
    run(
        monkeypatch,
        "zarechny",
        "--last-name=Ветрова",
        "--first-name=Галина",
        "--email=g@test.example",
    )
    assert District.objects.count() == 1
    assert Admission.objects.filter(state="admitted").count() == 2


def test_the_command_says_what_is_wrong_and_makes_nothing(monkeypatch):
    with pytest.raises(CommandError, match="не меньше 12"):
        run(monkeypatch, *ARGUMENTS, password="коротко")
    assert (District.objects.count(), Person.objects.count()) == (0, 0)
    assert RoleGrant.objects.count() == 0
    assert SYSTEM.is_system
