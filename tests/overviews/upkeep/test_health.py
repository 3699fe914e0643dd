"""The technician's page: what it says of a well site and of an ailing one, and what he can do."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.db import connection
from django.test import Client
from django.urls import reverse
import pytest

from staffroom.core import certificates
from staffroom.core.jobs import job, run_once
from staffroom.core.models import QueuedJob
from staffroom.overviews.upkeep import actions
from staffroom.overviews.upkeep.models import Copy, Reading
from staffroom.shared.accounts.models import Letter, LetterState
from staffroom.shared.communities.models import Community
from staffroom.shared.journal.models import JournalRow
from tests.conftest import MOMENT
from tests.factories import world as made
from tests.factories.chores import stopped_job
from tests.factories.people import sign_in
from tests.queries import assert_queries_constant
from tests.shared.accounts.pages import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

PAGE = "/staff/health/"


@pytest.fixture(autouse=True)
def data_dir(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    settings.KEEP_FREE = 0


@pytest.fixture
def world() -> made.World:
    return made.make_world()


@pytest.fixture
def timur(world: made.World) -> Client:
    return sign_in(Client(), world.timur)


def words(browser: Client) -> str:
    return text_of(browser.get(PAGE))


def certificate(ends_at: datetime, path: Path) -> Path:
    """A certificate of its own making in a PEM file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "uchitelskaya.example")])
    made_of = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
        .not_valid_after(ends_at)
        .sign(key, hashes.SHA256())
    )
    path.write_bytes(made_of.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.mark.clause("OL-3.2.1")
def test_a_well_site_says_so_with_its_figures(
    world: made.World, timur: Client, settings: Any, tmp_path: Path
) -> None:
    settings.SITE_CERTIFICATE = certificate(
        datetime(2026, 12, 1, 9, tzinfo=UTC), tmp_path / "a.pem"
    )
    size = 3 * 2**20
    actions.note_copy(at=MOMENT - timedelta(hours=7), name="staffroom-2026-09-14.tar.gz", size=size)
    actions.measure_files(at=MOMENT)
    Community.objects.filter(pk=world.community.pk).update(file_bytes=512 * 2**20)
    letter = {"kind": "Новый пароль", "masked_address": "а***@tula.example", "at": MOMENT}
    Letter.objects.create(**letter, state=LetterState.SENT)
    QueuedJob.objects.create(
        name="notifications.send_letter", priority=1, enqueued_at=MOMENT, run_at=MOMENT
    )

    said = words(timur)

    assert "Всё в порядке" in said
    assert "Последняя копия сегодня в 5:30" in said
    assert "staffroom-2026-09-14.tar.gz, 3 МБ" in said
    assert "Файлы участников 1, " in said
    assert "Учителя математики Берёзовский район 512 МБ из 2 ГБ 25 %" in said
    assert "Ждут отправки 1" in said
    assert "Отправлено за сутки 1" in said
    assert "Действует до 1 декабря" in said
    assert "tula.example" not in said


def test_what_is_not_well_is_named_first_with_what_to_do(
    timur: Client, settings: Any, tmp_path: Path
) -> None:
    settings.SITE_CERTIFICATE = certificate(MOMENT + timedelta(days=3), tmp_path / "a.pem")
    letter = {"kind": "Новый пароль", "masked_address": "а***@tula.example", "at": MOMENT}
    Letter.objects.create(**letter, state=LetterState.FAILED)
    stopped_job()
    actions.note_copy(at=MOMENT - timedelta(days=30), name="old.tar.gz", size=1)
    actions.note_copy(at=MOMENT - timedelta(hours=7), problem="Копия не записалась: диск полон.")

    said = words(timur)

    assert "Что требует внимания" in said
    for sentence in (
        "Последняя попытка сделать копию не удалась: Копия не записалась: диск полон.",
        "За сутки не ушло писем: 1. Проверьте почтовый сервер.",
        "Остановились задания: 1. Посмотрите причины и повторите.",
        "Сертификат сайта скоро кончится: проверьте, что он продлевается сам.",
    ):
        assert sentence in said
    assert "Письмо-уведомление Почтовый сервер не отвечает. 8" in said


def test_without_copies_and_certificate_the_page_says_what_to_do(timur: Client) -> None:
    said = words(timur)
    assert "Ни одной резервной копии ещё нет: поставьте staffroom backup на ночь." in said
    assert "Сертификат держит не сайт: его адрес в настройках без https." in said
    assert "ещё не подсчитаны: это делается раз в час" in said


def test_a_stopped_job_is_tried_again_and_done(timur: Client, world: made.World) -> None:
    done: list[int] = []

    @job(title="Проба")
    def probe(*, n: int) -> None:
        done.append(n)

    parked = stopped_job(probe.name, kwargs={"n": 7})
    assert "Проба" in words(timur)

    answer = timur.post(reverse("upkeep:job-retry", args=[parked.pk]))

    assert answer.status_code == 302
    assert "Проба" not in words(timur)
    run_once(at=MOMENT)
    assert done == [7]
    assert JournalRow.objects.filter(event="upkeep.job.retried", actor_id=world.timur.pk).exists()


def test_a_dropped_job_is_gone_and_a_second_press_says_so(timur: Client) -> None:
    parked = stopped_job()
    address = reverse("upkeep:job-drop", args=[parked.pk])
    assert timur.post(address).status_code == 302
    again = timur.post(address)
    assert again.status_code == 409
    assert "Этого задания уже нет среди остановленных" in text_of(again)


def test_the_page_costs_the_same_with_one_stopped_job_and_with_thirty(timur: Client) -> None:
    expected = 14 if connection.vendor == "postgresql" else 13  # it is asked for its size
    assert_queries_constant(
        timur, PAGE, lambda n: [stopped_job() for _ in range(n)], expected=expected
    )


def test_an_https_site_asks_itself(
    timur: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SITE_ADDRESS = "https://uchitelskaya.example"
    assert "Сертификат сайта ещё не проверялся." in words(timur)
    assert timur.post(reverse("upkeep:certificate-check")).status_code == 302
    assert QueuedJob.objects.filter(name="upkeep.check_certificate").count() == 1
    Reading.objects.create(
        code="certificate", at=MOMENT, facts={"ends_at": "2026-09-13T00:00:00+00:00", "problem": ""}
    )
    assert "Сертификат сайта кончился" in words(timur)


def test_a_file_that_is_no_certificate_is_named(tmp_path: Path) -> None:
    (tmp_path / "b.pem").write_text("не сертификат")
    found = certificates.from_file(tmp_path / "b.pem")
    assert found.ends_at is None
    assert found.problem == "Файл сертификата не читается: ValueError."


def test_a_site_that_does_not_answer_is_named() -> None:
    found = certificates.from_site("https://127.0.0.1:1")
    assert found.problem == "Сайт не открылся по своему адресу: ConnectionRefusedError."


def test_copies_are_remembered_for_a_year_and_a_little() -> None:
    actions.note_copy(at=MOMENT - timedelta(days=500), name="a")
    actions.note_copy(at=MOMENT, name="b")
    assert list(Copy.objects.values_list("name", flat=True)) == ["b"]
