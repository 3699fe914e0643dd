"""Who holds strong powers proves himself better where strangers can come (G-16, G-19, G-20)."""

from datetime import timedelta
import time

from django.test import Client
import pytest

from staffroom.shared.accounts.models import Session
from staffroom.shared.accounts.queries.credentials import one_time_code
from tests.factories.people import person, sign_in
from tests.factories.world import make_world
from tests.shared.accounts.test_sign_in import secret_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def production(settings):
    settings.IS_PRODUCTION = settings.SECOND_FACTOR_REQUIRED = True


def test_a_coordinator_without_the_second_factor_is_led_to_it(production, frozen):
    world = make_world()
    client = sign_in(Client(), world.dmitry)
    desk = f"/{world.district.slug}/staff/admissions/"
    assert client.get(desk)["Location"] == "/account/second-factor/?needed=1"
    page = client.get("/account/second-factor/?needed=1").content.decode()
    assert "одного пароля мало" in page
    secret = secret_on(client.get("/account/second-factor/set-up/"))
    code = one_time_code(secret, int(time.time() // 30))
    client.post("/account/second-factor/set-up/", {"code": code})
    assert client.get(desk).status_code == 200


def test_a_member_needs_no_second_factor(production):
    world = make_world()
    client = sign_in(Client(), world.anna)
    assert client.get(f"/people/{world.boris.pid}").status_code == 200


def test_it_is_only_offered_on_a_machine_of_ones_own():
    world = make_world()
    client = sign_in(Client(), world.dmitry)
    assert client.get(f"/{world.district.slug}/staff/admissions/").status_code == 200


def strong(who) -> Client:
    client = sign_in(Client(), who)
    session = client.session
    session["_strong"] = True
    session.save()
    return client


def test_half_an_hour_of_silence_ends_the_stay(production, frozen):
    world = make_world()
    client = strong(world.dmitry)
    desk = f"/{world.district.slug}/staff/admissions/"
    frozen.shift(timedelta(minutes=29))
    assert client.get(desk).status_code == 200
    frozen.shift(timedelta(minutes=31))
    assert client.get(desk)["Location"] == f"/account/sign-in/?next={desk}"
    assert Session.objects.count() == 0


def test_twelve_hours_end_it_however_busy(production, frozen):
    world = make_world()
    client = strong(world.dmitry)
    desk = f"/{world.district.slug}/staff/admissions/"
    for _ in range(25):
        frozen.shift(timedelta(minutes=28))
        assert client.get(desk).status_code == 200
    frozen.shift(timedelta(minutes=28))
    assert client.get(desk).status_code == 302


def test_a_members_stay_is_not_cut(production, frozen):
    world = make_world()
    client = sign_in(Client(), world.anna)
    frozen.shift(timedelta(days=2))
    assert client.get(f"/people/{world.boris.pid}").status_code == 200


def test_a_short_password_must_be_replaced_and_the_new_one_be_long(production):
    world = make_world()
    short = "ёлка-11!"
    world.dmitry.set_password(short)
    world.dmitry.save(update_fields=["password"])
    client = Client()
    client.post("/account/sign-in/", {"email": world.dmitry.email, "password": short})
    session = client.session
    session["_strong"] = True
    session.save()
    desk = f"/{world.district.slug}/staff/admissions/"
    assert client.get(desk)["Location"] == "/account/password/?needed=1"
    asked = client.get("/account/password/").content.decode()
    assert "Не меньше 12 знаков" in asked
    assert "Не меньше 8 знаков" not in asked
    refused = client.post("/account/password/", {"current": short, "password": "десять зна"})
    assert "не меньше 12 знаков" in refused.content.decode()
    client.post("/account/password/", {"current": short, "password": "ель у школьного крыльца"})
    assert client.get(desk).status_code == 200


def test_it_costs_no_query(production, django_assert_num_queries):
    world = make_world()
    client = sign_in(Client(), world.dmitry)
    with django_assert_num_queries(2):  # the session with its person, the viewer
        client.get("/registration/sent/")


def test_a_person_without_powers_is_not_held_up(production):
    client = sign_in(Client(), person())
    assert client.get("/registration/sent/").status_code == 200
