"""A session lives in one table, is read with its person, and ends at once when it is revoked."""

from datetime import UTC, datetime, timedelta

from django.contrib.auth import get_user
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
import pytest
import time_machine

from staffroom.shared.accounts.actions.sessions import drop_sessions_of, key_hash
from staffroom.shared.accounts.adapters.sessions import SessionStore, device_of
from staffroom.shared.accounts.middleware import session
from staffroom.shared.accounts.models import Session
from tests.factories.people import person, sign_in

pytestmark = pytest.mark.django_db

T0 = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


def ask(key: str | None, act=lambda request: None) -> tuple[HttpRequest, HttpResponse]:
    """One request through the middleware, with the cookie given."""
    request = RequestFactory(
        headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140"}
    ).get("/")
    if key:
        request.COOKIES["session"] = key

    def respond(asked: HttpRequest) -> HttpResponse:
        act(asked)
        return HttpResponse("ok")

    return request, session(respond)(request)


def key_of(client: Client) -> str:
    return client.cookies["session"].value


def test_a_guest_costs_no_query_and_gets_no_row(django_assert_num_queries):
    with django_assert_num_queries(0):
        request, response = ask(None)
    assert request.person is None
    assert request.user.is_anonymous
    assert "session" not in response.cookies
    assert Session.objects.count() == 0


def test_the_session_brings_its_person_in_one_query(client, django_assert_num_queries):
    anna = person("Анна Соколова")
    sign_in(client, anna)
    with django_assert_num_queries(1):
        request, _ = ask(key_of(client))
        assert request.person.name == "Анна Соколова"
        assert request.user is request.person
    assert get_user(request) == anna


def test_the_table_keeps_only_the_hash_of_the_key(client):
    sign_in(client, person())
    row = Session.objects.get()
    assert row.pk == key_hash(key_of(client))
    assert key_of(client) not in row.data


def test_a_revoked_session_is_nobody_at_the_next_request(client):
    anna = person()
    sign_in(client, anna)
    assert drop_sessions_of(person_id=anna.pk) == 1
    request, response = ask(key_of(client))
    assert request.person is None
    assert response.cookies["session"].value == ""


def test_a_session_ended_while_the_page_was_made_does_not_rise_again(client):
    anna = person()
    sign_in(client, anna)

    def write_and_lose(request: HttpRequest) -> None:
        request.session["draft"] = "x"
        drop_sessions_of(person_id=anna.pk)

    ask(key_of(client), write_and_lose)
    assert Session.objects.count() == 0


def test_a_blocked_person_is_nobody(client):
    anna = person()
    sign_in(client, anna)
    anna.is_active = False
    anna.save(update_fields=["is_active"])
    request, _ = ask(key_of(client))
    assert request.person is None


def test_signing_in_gives_a_new_key(client):
    def keep(request: HttpRequest) -> None:
        request.session["next"] = "/p/1"

    _, response = ask(None, keep)
    guest_key = response.cookies["session"].value
    assert Session.objects.get().person_id is None
    client.cookies["session"] = guest_key
    anna = person()
    client.force_login(anna)
    assert key_of(client) != guest_key
    row = Session.objects.get(person=anna)
    assert row.pk == key_hash(key_of(client))


def test_seen_at_is_written_at_most_every_five_minutes(client, django_assert_num_queries):
    with time_machine.travel(T0, tick=False):
        sign_in(client, person())
    key = key_of(client)
    with time_machine.travel(T0 + timedelta(minutes=4), tick=False), django_assert_num_queries(1):
        ask(key)
    assert Session.objects.get().seen_at == T0
    with time_machine.travel(T0 + timedelta(minutes=6), tick=False), django_assert_num_queries(2):
        ask(key)
    row = Session.objects.get()
    assert row.seen_at == T0 + timedelta(minutes=6)
    assert row.ends_at == T0 + timedelta(minutes=6, days=14)


@pytest.mark.parametrize(("days", "stands"), [(13, True), (15, False)])
def test_an_idle_session_ends_after_two_weeks(client, days, stands):
    with time_machine.travel(T0, tick=False):
        sign_in(client, person())
    with time_machine.travel(T0 + timedelta(days=days), tick=False):
        request, _ = ask(key_of(client))
    assert (request.person is not None) is stands


def test_no_session_outlives_thirty_days(client):
    with time_machine.travel(T0, tick=False):
        sign_in(client, person())
    for day in (10, 20, 29):
        with time_machine.travel(T0 + timedelta(days=day), tick=False):
            request, _ = ask(key_of(client))
            assert request.person is not None
    with time_machine.travel(T0 + timedelta(days=30, minutes=1), tick=False):
        request, _ = ask(key_of(client))
        assert request.person is None
        SessionStore.clear_expired()
    assert Session.objects.count() == 0


def test_a_made_up_key_is_not_adopted():
    request, _ = ask("a" * 32, lambda r: r.session.__setitem__("x", 1))
    assert request.session.session_key != "a" * 32
    assert Session.objects.count() == 1


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit Chrome/140 YaBrowser/25.8 Safari",
            "Яндекс Браузер, Windows",
        ),
        ("Mozilla/5.0 (Linux; Android 13) AppleWebKit Chrome/140 Mobile Safari", "Chrome, Android"),
        ("curl/8.0", ""),
    ],
)
def test_a_device_has_a_name_its_owner_knows(agent, device):
    assert device_of(agent) == device
