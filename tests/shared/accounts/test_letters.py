"""Letters without a server go to files; the technician sees that post works, not what it says."""

from django.conf import settings
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
import pytest

from staffroom.shared.accounts.actions.letters import masked, send_letter
from staffroom.shared.accounts.adapters.letters import LetterBackend
from staffroom.shared.accounts.models import Letter
from staffroom.shared.accounts.queries.letters import PAGE
from tests.factories.people import person, sign_in
from tests.factories.world import make_world
from tests.shared.accounts.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def filed(settings, tmp_path):
    settings.EMAIL_BACKEND = "staffroom.shared.accounts.adapters.letters.LetterBackend"
    settings.DATA_DIR = tmp_path
    return tmp_path / "letters"


def send(address: str) -> None:
    who = person("Анна Соколова")
    send_letter(
        template="accounts/letters/password_changed.txt",
        kind="Пароль изменён",
        to=address,
        context={
            "person": who,
            "reset": "http://x/",
            "sessions": "http://x/",
        },
    )


def test_a_letter_becomes_a_file_and_a_line(filed):
    send("anna@tula.example")
    row = Letter.objects.get()
    assert (row.kind, row.state) == ("Пароль изменён", "filed")
    assert row.masked_address == "a***@tula.example"
    assert row.is_demo
    assert (filed / row.file_name).read_bytes().startswith(b"Content-Type: text/plain")


def test_the_technician_reads_words_only_of_demonstration_letters(filed, client):
    world = make_world()
    send("anna@tula.example")
    send("real.person@school5.ru")
    sign_in(client, world.timur)
    page = text_of(client.get("/staff/letters/"))
    assert "a***@tula.example" in page
    assert "r***@school5.ru" in page
    assert "real.person" not in page
    demo, real = Letter.objects.order_by("pk")
    words = text_of(client.get(f"/staff/letters/{demo.pid}/"))
    assert "Пароль изменён" in words
    assert client.get(f"/staff/letters/{real.pid}/").status_code == 404


def test_others_do_not_know_the_page(filed):
    world = make_world()
    send("anna@tula.example")
    row = Letter.objects.get()
    for who in (world.anna, world.galina, world.dmitry):
        client = sign_in(Client(), who)
        assert client.get("/staff/letters/").status_code == 404
        assert client.get(f"/staff/letters/{row.pid}/").status_code == 404


def test_a_refusing_server_leaves_a_line_and_the_job_tries_again(filed, settings):
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = 1  # nobody listens there
    with pytest.raises(ConnectionRefusedError):
        EmailMessage("Тема", "Слова", to=["x@school.ru"], connection=LetterBackend()).send()
    row = Letter.objects.get()
    assert (row.state, row.problem) == ("failed", "ConnectionRefusedError")
    assert not filed.exists()


@pytest.mark.parametrize("rows", [1, 30])
def test_the_page_costs_the_same_for_one_letter_and_for_many(
    filed, client, rows, django_assert_num_queries
):
    world = make_world()
    for _ in range(rows):
        send("anna@tula.example")
    sign_in(client, world.timur)
    with django_assert_num_queries(3):
        client.get("/staff/letters/")


def test_letters_are_paged(filed, client):
    world = make_world()
    who = person()
    for number in range(PAGE + 2):
        send_letter(
            template="accounts/letters/email_asked.txt",
            kind="Смена адреса",
            to=f"n{number}@tula.example",
            context={"person": who},
        )
    sign_in(client, world.timur)
    first = client.get("/staff/letters/")
    assert first.content.decode().count("***@tula.example") == PAGE
    older = Letter.objects.order_by("-pk")[PAGE - 1].pk
    second = client.get(f"/staff/letters/?before={older}")
    assert second.content.decode().count("***@tula.example") == 2


def test_masks_keep_one_letter_of_the_name():
    assert masked("ivanova.m@school.ru") == "i***@school.ru"
    assert settings.EMAIL_BACKEND.endswith("locmem.EmailBackend")
    assert mail.outbox == []
