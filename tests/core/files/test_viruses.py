"""Files are checked for viruses before others may open them (TV-2.2.1.g); the true clamd looks at them."""

from datetime import timedelta
from pathlib import Path

import pytest

from staffroom.core import events, files
from staffroom.core.clock import now
from staffroom.core.errors import Stale
from staffroom.core.files import FileRefused, access, checks, clamd, contents, storage
from staffroom.core.files import jobs as file_jobs
from staffroom.core.files.events import FileLost, FileRead
from staffroom.core.files.models import (
    Checker,
    FileCheck,
    FileContents,
    FileText,
    StoredFile,
)
from staffroom.core.files.unnaming import clean_copies
from staffroom.core.jobs import run_once
from tests.core.files.test_serving import get
from tests.core.files.test_storing import photo, store
from tests.factories.checkers import EICAR, bad_checker, true_checker

pytestmark = [pytest.mark.once, pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
INFECTED = b"Konspekt\n" + EICAR


@pytest.fixture(scope="module")
def socket_of_clamd():
    with true_checker() as place:
        yield place


@pytest.fixture
def checker(settings, socket_of_clamd):
    settings.CLAMD = socket_of_clamd
    return settings


@pytest.fixture
def shared(monkeypatch, anna, vera, as_anna, at):
    """Store a file that both Анна and Вера may read; its address."""
    readers = {anna.pk, vera.pk}
    monkeypatch.setitem(
        access._access, "test.thing", lambda viewer, _key: viewer.person_id in readers
    )

    def share(content, name="план.txt"):
        stored = store(as_anna, at, content, name)
        files.attach(actor=as_anna, pids=[stored.pid], kind="test.thing", key=7, at=at)
        return stored, f"/files/{stored.pid}/{name}"

    return share


def test_others_open_a_file_only_when_it_is_checked(checker, shared, annas, veras):
    stored, address = shared(b"Clean words of a lesson\n")
    assert get(annas, address).status_code == 200
    early = get(veras, address)
    assert early.status_code == 403
    assert "Файл проверяется на вирусы" in early.body.decode()
    assert get(veras, f"/files/{stored.pid}/").status_code == 403
    assert files.paths_beside("test.thing", 7) == []
    run_once()
    assert get(veras, address).body == b"Clean words of a lesson\n"
    assert [name for name, _path in files.paths_beside("test.thing", 7)] == ["план.txt"]
    found = FileCheck.objects.get()
    assert (found.state, found.checked_at, found.base[:1].isdigit()) == ("clean", now(), True)


def test_words_of_a_file_are_as_closed_as_its_bytes(checker, shared, anna):
    stored, _address = shared("Секретные слова урока".encode())
    _ill, _ = shared("Слова под вирусом\n".encode() + EICAR, "беда.txt")
    for row in FileContents.objects.filter(state="waiting"):
        contents.read_contents(contents_id=row.pk, at=now())
    assert FileText.objects.count() == 2
    both = list(StoredFile.objects.order_by("pk").values_list("pk", flat=True))
    assert files.texts_of(both) == {}
    assert files.text_of(stored.pk) == ""
    assert [name for name, _why in files.closed_beside("test.thing", 7)] == ["план.txt", "беда.txt"]
    assert (
        len(files.words_beside("test.thing", 7)) == 2
    )  # looked into for pupils' data all the same
    run_once()
    assert files.texts_of(both) == {stored.pk: "Секретные слова урока"}
    assert files.closed_beside("test.thing", 7) == [("беда.txt", "найден вирус, закрыт")]
    assert FileText.objects.count() == 1


def test_a_verdict_that_passed_a_copy_by_opens_its_words_too(checker, shared, monkeypatch):
    stored, _address = shared("Слова урока".encode())
    for row in FileContents.objects.filter(state="waiting"):
        contents.read_contents(contents_id=row.pk, at=now())
    run_once()
    files.copy_files(kind="test.thing", key=7, to_kind="test.copy", to_key=8)
    StoredFile.objects.filter(attached_kind="test.copy").update(virus="waiting")
    copy = StoredFile.objects.get(attached_kind="test.copy")
    assert files.text_of(copy.pk) == ""
    stated = []
    monkeypatch.setitem(events._during, FileRead, [stated.append])
    assert checks.mend() == 1
    assert [one.file_id for one in stated] == [copy.pk]
    assert files.text_of(copy.pk) == files.text_of(stored.pk) == "Слова урока"


def test_nothing_of_a_sent_picture_is_kept_so_none_is_asked_about(checker, as_anna, at, settings):
    stored = store(as_anna, at, photo() + EICAR, "схема.jpg")
    assert (stored.kind, stored.virus, FileCheck.objects.count()) == ("image", "", 0)
    kept = [path for path in Path(settings.DATA_DIR).rglob("*") if path.is_file()]
    assert storage.path_of(stored.sha256) in kept
    assert [path for path in kept if EICAR in path.read_bytes()] == []


def test_a_file_with_a_virus_is_served_to_nobody_and_taken_no_more(
    checker, shared, annas, veras, anna, as_anna, at
):
    stored, address = shared(INFECTED)
    run_once()
    found = FileCheck.objects.get()
    assert (found.state, found.signature) == ("infected", "Own.Eicar.UNOFFICIAL")
    for reader in (annas, veras):
        for where in (address, f"/files/{stored.pid}/"):
            answer = get(reader, where)
            assert answer.status_code == 403
            assert "найден вирус" in answer.body.decode()
            assert EICAR not in answer.body
    assert not storage.path_of(stored.sha256).exists()
    assert storage.shut_of(stored.sha256).read_bytes() == INFECTED
    assert list(files.own_files(anna.pk)) == []
    assert files.paths_beside("test.thing", 7) == []
    checker.CLAMD = ""  # what was found stays closed without a checker too
    assert get(annas, address).status_code == 403
    with pytest.raises(FileRefused, match="найден вирус"):
        store(as_anna, at, INFECTED, "снова.txt")
    assert not storage.path_of(stored.sha256).exists()
    checks.drop_infected(check_id=found.pk, actor=as_anna)
    assert not storage.shut_of(stored.sha256).exists()


def test_a_file_over_the_limit_of_the_checker_stays_closed_and_says_why(checker, shared, veras):
    _stored, address = shared(b"word " * 400_000)
    run_once()
    found = FileCheck.objects.get()
    assert (found.state, found.reason) == ("refused", clamd.TOO_LARGE)
    answer = get(veras, address)
    assert (answer.status_code, "не удалось проверить" in answer.body.decode()) == (403, True)


def test_a_file_that_has_vanished_from_the_disk_waits_no_more_and_its_author_is_told(
    checker, shared, annas, veras, anna, monkeypatch
):
    stored, address = shared(b"Clean words of a lesson\n")
    storage.path_of(stored.sha256).unlink()
    told = []
    monkeypatch.setitem(events._during, FileLost, [told.append])
    run_once()
    stored.refresh_from_db()
    found = FileCheck.objects.get()
    assert (stored.virus, found.state, found.reason) == ("lost", "refused", checks.LOST)
    assert (found.is_lost, found.words) == (True, "пропал с диска")
    assert [(one.file_id, one.owner_id) for one in told] == [(stored.pk, anna.pk)]
    for reader in (annas, veras):
        for where in (address, f"/files/{stored.pid}/"):
            answer = get(reader, where)
            assert (answer.status_code, "пропало с диска сайта" in answer.body.decode()) == (
                403,
                True,
            )
    [(_name, why)] = files.closed_beside("test.thing", 7)
    assert why == "пропал с диска сайта, его нужно приложить ещё раз"


def test_a_lost_file_opens_again_when_it_is_put_back_or_brought_again(
    checker, shared, veras, as_anna, at
):
    words = b"Clean words of a lesson\n"
    stored, address = shared(words)
    path = storage.path_of(stored.sha256)
    path.unlink()
    run_once()
    StoredFile.objects.update(virus="waiting")  # a copy that the verdict passed by
    assert (checks.mend(), StoredFile.objects.get().virus) == (1, "lost")
    key = FileCheck.objects.get().pk
    with pytest.raises(Stale):  # nobody opens what is nowhere
        checks.vouch(check_id=key, actor=as_anna)
    path.write_bytes(words)
    checks.ask_again(check_id=key, at=at)
    checks.check(check_id=key, at=at)
    assert get(veras, address).body == words
    assert FileCheck.objects.values_list("state", "is_dropped").get() == ("clean", False)

    StoredFile.objects.update(virus="waiting")
    FileCheck.objects.update(state="waiting")
    path.unlink()
    checks.check(check_id=key, at=at)
    assert get(veras, address).status_code == 403
    assert store(as_anna, at, words, "снова.txt").virus == "waiting"
    checks.check(check_id=key, at=at)
    assert get(veras, address).body == words


def test_a_technician_opens_what_cannot_be_checked_and_may_shut_it_again(
    checker, shared, veras, as_anna, at, monkeypatch
):
    stored, address = shared(b"word " * 400_000)
    run_once()
    key = FileCheck.objects.get().pk
    read = []
    monkeypatch.setitem(events._during, FileRead, [read.append])
    checks.vouch(check_id=key, actor=as_anna)
    assert get(veras, address).status_code == 200
    assert [one.file_id for one in read] == [stored.pk]
    with pytest.raises(Stale):
        checks.vouch(check_id=key, actor=as_anna)
    checks.check(check_id=key, at=at)  # a new base says no more of it than the old one
    assert FileCheck.objects.get().state == "vouched"
    assert store(as_anna, at, b"word " * 400_000, "ещё.txt").virus == "vouched"
    checks.shut_again(check_id=key, actor=as_anna)
    assert get(veras, address).status_code == 403
    assert (FileCheck.objects.get().state, FileCheck.objects.get().reason) == (
        "refused",
        clamd.TOO_LARGE,
    )


def test_files_from_before_stay_open_and_are_looked_at(settings, shared, veras, socket_of_clamd):
    _clean, address = shared(b"Old lesson\n")
    _ill, ill = shared(INFECTED, "старый.txt")
    assert get(veras, address).status_code == 200
    settings.CLAMD = socket_of_clamd
    assert get(veras, ill).status_code == 200
    file_jobs.check_others()
    assert get(veras, address).status_code == 200
    assert get(veras, ill).status_code == 403
    file_jobs.check_others()
    assert Checker.objects.get().left == 0
    FileCheck.objects.filter(state="clean").update(base="0.0/1/Mon")
    file_jobs.check_others()
    assert not FileCheck.objects.filter(base="0.0/1/Mon").exists()


@pytest.mark.parametrize(
    "answer",
    [
        lambda _command: None,
        lambda _command: b"",
        lambda _command: b"x" * 5000,
        lambda _command: b"\xff\xfe nonsense\0",
        lambda command: (
            b"ClamAV 1.4/1/Mon\0" if command == b"zVERSION" else b"stream: trouble ERROR\0"
        ),
        lambda command: (
            b"ClamAV 1.4/1/Mon\0" if command == b"zVERSION" else b"stream: OK FOUND OK\0"
        ),
    ],
)
def test_a_bad_answer_lets_nothing_out_and_loses_nothing(settings, shared, veras, answer):
    with bad_checker(answer) as place:
        settings.CLAMD = place
        _stored, address = shared(b"Lesson\n")
        run_once()
    found = FileCheck.objects.get()
    assert (found.state, found.attempts) == ("waiting", 1)
    assert found.due_at == now() + checks.PAUSE
    assert get(veras, address).status_code == 403
    assert Checker.objects.get().silent_since == now()


def test_a_file_that_breaks_the_talk_each_time_is_given_up_alone(settings, shared, veras, frozen):
    def answer(command):
        return b"ClamAV 1.4/1/Mon\0" if command == b"zVERSION" else None

    with bad_checker(answer) as place:
        settings.CLAMD = place
        _stored, address = shared(b"Lesson\n")
        for _ in range(checks.MOST_BROKEN):
            frozen.move_to(FileCheck.objects.get().due_at)
            run_once()
    found = FileCheck.objects.get()
    assert (found.state, found.reason) == ("refused", checks.BREAKS)
    assert Checker.objects.get().silent_since is None
    assert get(veras, address).status_code == 403


def test_a_file_wrongly_shut_comes_back(checker, shared, veras):
    stored, address = shared(b"Clean after all\n")
    run_once()
    found = FileCheck.objects.get()
    storage.shut_away(stored.sha256)
    FileCheck.objects.update(state="infected", signature="Mistaken")
    StoredFile.objects.update(virus="infected")
    assert get(veras, address).status_code == 403
    checks.ask_again(check_id=found.pk, at=now())
    file_jobs.check_file(check_id=found.pk)
    assert get(veras, address).body == b"Clean after all\n"


def test_what_is_not_known_to_be_clean_is_not_copied_for_blind_readers(
    settings, shared, as_anna, at
):
    settings.CLAMD = "/nowhere/clamd.ctl"
    shared(b"Lesson\n")
    with pytest.raises(FileRefused, match="проверяется на вирусы"):
        clean_copies(kind="test.thing", key=7, to_kind="test.copy", to_key=8, needles=[], at=at)
    assert not StoredFile.objects.filter(attached_kind="test.copy").exists()


def test_a_silent_checker_is_asked_again_with_growing_pauses(
    settings, shared, veras, frozen, checker
):
    place, settings.CLAMD = settings.CLAMD, "/nowhere/clamd.ctl"
    stored, address = shared(b"Lesson\n")
    run_once()
    pauses = []
    for _ in range(3):
        frozen.move_to(FileCheck.objects.get().due_at)
        run_once()
        pauses.append(FileCheck.objects.get().due_at - now())
    assert pauses == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    frozen.move_to(now() + timedelta(hours=7))
    run_once()
    assert Checker.objects.get().told_at == now()
    settings.CLAMD = place
    frozen.move_to(FileCheck.objects.get().due_at)
    run_once()
    assert StoredFile.objects.get(pk=stored.pk).virus == "clean"
    assert (Checker.objects.get().problem, Checker.objects.get().silent_since) == ("", None)
    assert get(veras, address).status_code == 200
