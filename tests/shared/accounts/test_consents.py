"""«Мои данные»: one record a purpose, words kept by version, the archive, the way out."""

from datetime import timedelta
import io
import json
import zipfile

from django.conf import settings
from django.core import mail
from django.test import Client
import pytest

from staffroom.core.jobs import run_once
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts import registry
from staffroom.shared.accounts.actions.consents import give_consent
from staffroom.shared.accounts.actions.own_data import gather_archive
from staffroom.shared.accounts.jobs import clean_accounts
from staffroom.shared.accounts.models import Consent, DataRequest, OwnArchive
from tests.factories.people import PASSWORD, person, sign_in
from tests.shared.accounts.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(at):
    made = person("Анна Соколова", email="anna@test.example")
    give_consent(
        person=made,
        purpose="membership",
        actor=Viewer(person_id=made.pk),
        at=at,
        address="10.0.0.5",
    )
    return made


def test_a_consent_keeps_its_purpose_words_time_address_and_channel(anna, at):
    row = Consent.objects.get()
    assert (row.purpose, row.text_version, row.given_at) == ("membership", 1, at)
    assert (row.address, row.channel, row.withdrawn_at) == ("10.0.0.5", "site", None)


def test_given_twice_is_given_once(anna, at):
    give_consent(person=anna, purpose="membership", actor=Viewer(person_id=anna.pk), at=at)
    assert Consent.objects.count() == 1


def test_an_optional_purpose_is_a_screen_of_its_own_and_refusing_it_costs_nothing(client, anna):
    sign_in(client, anna)
    screen = client.get("/account/consents/digest/")
    assert "присылать сводку" in text_of(screen)
    assert "checked" not in screen.content.decode()
    client.post("/account/consents/digest/", {"answer": "no"})
    assert not Consent.objects.filter(purpose="digest").exists()
    assert client.get("/account/").status_code == 200
    client.post("/account/consents/digest/", {"answer": "yes"})
    given = Consent.objects.get(purpose="digest")
    page = text_of(client.get("/account/data/"))
    assert "Письма о новом в сообществах" in page
    client.post(f"/account/consents/{given.pid}/withdraw/")
    given.refresh_from_db()
    assert given.withdrawn_at is not None


def test_the_necessary_consent_cannot_be_withdrawn_by_a_button(client, anna):
    sign_in(client, anna)
    row = Consent.objects.get()
    assert (
        f"/account/consents/{row.pid}/withdraw/"
        not in client.get("/account/data/").content.decode()
    )
    answer = client.post(f"/account/consents/{row.pid}/withdraw/")
    assert answer.status_code == 422
    assert "попросите его удалить" in text_of(answer)


def test_nobody_withdraws_a_strangers_consent(client, anna):
    sign_in(client, person("Вера Нечаева"))
    row = Consent.objects.get()
    assert client.post(f"/account/consents/{row.pid}/withdraw/").status_code == 404


def test_new_words_are_asked_again_after_signing_in(client, anna, monkeypatch):
    purpose = registry.PURPOSES["membership"]
    newer = registry.PurposeText(2, "Новые слова согласия.")
    changed = registry.Purpose(
        code=purpose.code,
        title=purpose.title,
        question=purpose.question,
        is_required=True,
        is_by_field=False,
        texts=(*purpose.texts, newer),
    )
    monkeypatch.setitem(registry.PURPOSES, "membership", changed)
    typed = {"email": anna.email, "password": PASSWORD, "next": "/account/"}
    answer = client.post("/account/sign-in/", typed)
    assert answer["Location"] == "/account/consents/ask/?next=/account/"
    assert "Новые слова согласия." in text_of(client.get(answer["Location"]))
    done = client.post(
        "/account/consents/ask/", {"purpose": "membership", "answer": "yes", "next": "/account/"}
    )
    assert done["Location"] == "/account/"
    versions = Consent.objects.order_by("text_version").values_list("text_version", "withdrawn_at")
    assert [(version, ended is None) for version, ended in versions] == [(1, False), (2, True)]
    assert "Я даю согласие оператору" in text_of(client.get("/account/data/"))  # the old words stay


def test_the_archive_holds_everything_for_reading_and_for_machines(client, anna):
    sign_in(client, anna)
    assert client.get("/account/data/download/").status_code == 404
    for _ in range(2):  # asked twice, gathered once
        client.post("/account/data/archive/")
    page = text_of(client.get("/account/data/"))
    assert "Собираем архив" in page
    assert "Скачать архив" not in page
    run_once()
    page = text_of(client.get("/account/data/"))
    assert "Скачать архив" in page
    assert [letter.subject for letter in mail.outbox] == ["Архив ваших данных готов"]
    assert "/account/data/" in mail.outbox[0].body
    answer = client.get("/account/data/download/")
    assert answer["Content-Type"] == "application/zip"
    packed = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert sorted(packed.namelist()) == ["moi-dannye.html", "moi-dannye.json"]
    data = json.loads(packed.read("moi-dannye.json"))
    assert data["card"][0]["Почта"] == "anna@test.example"
    assert data["consents"][0]["Цель"] == "membership"
    assert set(data) == set(registry.own_data)
    page = packed.read("moi-dannye.html").decode()
    assert "Соколова" in page
    assert "argon2" not in page
    assert anna.password not in json.dumps(data)


def test_an_archive_is_its_owners_and_stays_a_week(client, anna, frozen):
    sign_in(client, anna)
    client.post("/account/data/archive/")
    run_once()
    boris = person("Борис Волков")
    assert sign_in(Client(), boris).get("/account/data/download/").status_code == 404
    kept = settings.DATA_DIR / "own" / f"{OwnArchive.objects.get().pid}.zip"
    assert kept.exists()
    frozen.shift(timedelta(days=8))
    clean_accounts()
    assert not kept.exists()
    assert "Собрать архив" in text_of(client.get("/account/data/"))
    assert client.get("/account/data/download/").status_code == 404


def test_a_killed_attempt_leaves_nothing_and_is_made_again(client, anna, monkeypatch):
    sign_in(client, anna)
    client.post("/account/data/archive/")
    archive = OwnArchive.objects.get()
    monkeypatch.setitem(registry.own_data, "broken", registry.OwnDataPlug("broken", "", broken))
    with pytest.raises(OSError, match="no more room"):
        gather_archive(archive=archive, at=archive.asked_at)
    assert list((settings.DATA_DIR / "own").glob(f"{archive.pid}*")) == []
    monkeypatch.undo()
    run_once()
    assert "Скачать архив" in text_of(client.get("/account/data/"))


def broken(person_id: int):
    """A share that cannot be written."""
    raise OSError("no more room")


def test_asking_to_be_erased_sets_a_term_and_can_be_taken_back(client, anna, at, frozen):
    sign_in(client, anna)
    page = text_of(client.get("/account/data/erase/"))
    assert "Что останется и почему" in page
    wrong = client.post("/account/data/erase/", {"current": "не тот", "words": "Ухожу на пенсию"})
    assert wrong.status_code == 422
    assert "Ухожу на пенсию" in text_of(wrong)
    for _ in range(2):
        client.post("/account/data/erase/", {"current": PASSWORD, "words": "Ухожу на пенсию"})
    row = DataRequest.objects.get()
    assert row.due_on == (at + timedelta(days=30)).date()
    assert "Вы попросили удалить аккаунт" in text_of(client.get("/account/data/"))
    client.post("/account/data/erase/withdraw/")
    row.refresh_from_db()
    assert row.is_withdrawn
    assert "Удалить аккаунт…" in text_of(client.get("/account/data/"))


def test_guests_are_sent_to_sign_in():
    guest = Client()
    for path in ("/account/", "/account/data/", "/account/data/download/", "/account/profile/"):
        answer = guest.get(path)
        assert (answer.status_code, answer["Location"]) == (
            302,
            f"/account/sign-in/?next={path.replace('/', '%2F')}",
        )
