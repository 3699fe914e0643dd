"""Words typed by people are words everywhere: no field of the account becomes markup or a header."""

from django.template import engines
from django.test import Client
import pytest

from staffroom.core.viewer import SYSTEM
from staffroom.shared.accounts.actions.cards import edit_card
from tests.factories.people import PASSWORD, person, sign_in
from tests.factories.world import make_world
from tests.shared.accounts.pages import letters_to

pytestmark = pytest.mark.django_db

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


def test_the_card_shows_hostile_words_as_words(at):
    world = make_world()
    edit_card(
        person=world.anna, last_name="Соколова", first_name="Анна", patronymic="",
        position="subject_teacher", about=HOSTILE, phone="+7 900", contact_email="", category="",
        since_year=None, subjects=[], functions=[], actor=SYSTEM, at=at,
    )  # fmt: skip
    world.anna.shown = {"about": "members"}
    world.anna.save(update_fields=["shown"])
    for who in (world.anna, world.boris):
        html = sign_in(Client(), who).get(f"/people/{world.anna.pid}").content.decode()
        assert "<script>alert" not in html
        assert "onerror=alert(1)&gt;" in html


def test_a_refused_form_shows_what_was_typed_as_words():
    client = Client()
    html = client.post(
        "/account/sign-in/", {"email": HOSTILE, "password": HOSTILE, "next": HOSTILE}
    ).content.decode()
    assert "<script>alert" not in html
    client = sign_in(Client(), person())
    html = client.post(
        "/account/profile/", {"last_name": HOSTILE, "about": HOSTILE}
    ).content.decode()
    assert "<script>alert" not in html


def test_a_letters_subject_is_one_line_and_its_words_are_plain():
    anna = person("Анна Соколова", email="anna@test.example")
    anna.first_name = "Анна & Ко <b>"
    anna.save(update_fields=["first_name"])
    client = Client()
    engines.all()[0].env.get_template(
        "accounts/letters/reset.txt"
    )  # a server compiles all for pages
    client.post("/account/password/reset/", {"email": anna.email})
    (letter,) = letters_to(anna.email)
    assert "\n" not in letter.subject
    assert "Здравствуйте, Анна & Ко <b>!" in letter.body


@pytest.mark.parametrize("path", ["/account/sign-in/", "/account/profile/", "/account/email/"])
def test_bytes_that_are_no_words_break_nothing(path):
    client = sign_in(Client(), person()) if "sign-in" not in path else Client()
    typed = {"email": "\x00a@b.ru", "last_name": "\x00", "about": "\x00", "current": PASSWORD}
    answer = client.post(path, {**typed, "password": "\x00"})
    assert answer.status_code == 422


def test_an_expired_form_is_refused_by_its_token():
    client = Client(enforce_csrf_checks=True)
    assert client.post("/account/sign-in/", {"email": "a@b.ru", "password": "x"}).status_code == 403
