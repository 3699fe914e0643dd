"""Uploads in parts: any break, any repeat, the right file or a clear refusal."""

from datetime import timedelta
import hashlib
import json
import os
import random

from django.test import Client
import pytest

from staffroom.core.files import quotas, storage
from staffroom.core.files.models import StoredFile, Upload
from staffroom.core.files.quotas import Quota
from staffroom.core.files.uploads import PART, drop_stale_uploads
from tests.core.files.test_storing import photo

pytestmark = pytest.mark.django_db


def begin(client, name, size):
    return client.post("/files/uploads/", {"name": name, "size": size})


def send(client, address, offset, part):
    return client.patch(
        address,
        part,
        content_type="application/offset+octet-stream",
        headers={"Upload-Offset": str(offset)},
    )


def pdf(size, seed=1):
    return b"%PDF-1.7\n" + random.Random(seed).randbytes(size - 9)


@pytest.mark.parametrize("breaks", [0, 20])
def test_a_file_comes_whole_through_any_breaks(annas, on_disk, breaks):
    content = pdf(20 * PART + 77)
    begun = begin(annas, "сборник.pdf", len(content))
    assert begun.status_code == 201
    address, part = begun.json()["url"], begun.json()["part"]
    assert part == PART
    sent = offset = 0
    dice = random.Random(2)
    while offset < len(content):
        piece = content[offset : offset + part]
        sent += len(piece)
        answer = send(annas, address, offset, piece)
        if breaks and answer.status_code == 204 and dice.random() < 0.9:
            breaks -= 1  # the answer was lost on the way: the client asks how much has come
            offset = int(annas.head(address).headers["Upload-Offset"])
        elif answer.status_code == 204:
            offset = int(answer.headers["Upload-Offset"])
        else:
            break
    assert answer.status_code == 201
    stored = StoredFile.objects.get(pid=answer.json()["file"]["pid"])
    assert stored.sha256 == hashlib.sha256(content).hexdigest()
    assert stored.name == "сборник.pdf"
    assert sent <= len(content) * 1.02
    assert Upload.objects.count() == 0
    assert len(on_disk()) == 1


def test_a_part_sent_twice_is_taken_once(annas):
    content = pdf(PART + 10)
    address = begin(annas, "a.pdf", len(content)).json()["url"]
    assert send(annas, address, 0, content[:PART]).status_code == 204
    again = send(annas, address, 0, content[:PART])
    assert again.status_code == 409
    assert again.json()["message"] == "Загрузка продолжается с другого места."
    assert annas.head(address).headers["Upload-Offset"] == str(PART)
    assert send(annas, address, PART, content[PART:]).status_code == 201


def test_a_part_written_but_not_acknowledged_is_written_over(annas):
    content = pdf(PART + 10)
    address = begin(annas, "a.pdf", len(content)).json()["url"]
    pid = Upload.objects.get().pid
    storage.part_of(pid).write_bytes(
        b"torn" * 100
    )  # a worker was killed after writing, before its row
    assert send(annas, address, 0, content[:PART]).status_code == 204
    stored = send(annas, address, PART, content[PART:]).json()["file"]
    assert StoredFile.objects.get(pid=stored["pid"]).sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    ("offset", "part"), [(5, b"x"), (0, b""), (0, b"x" * 200), ("x", b"x"), (-1, b"x")]
)
def test_a_wrong_part_changes_nothing(annas, offset, part):
    address = begin(annas, "a.pdf", 100).json()["url"]
    assert send(annas, address, offset, part).status_code in {409, 422}
    assert annas.head(address).headers["Upload-Offset"] == "0"


@pytest.mark.parametrize(
    ("name", "size", "words"),
    [
        ("a.pdf", 0, "Файл пустой"),
        ("a.pdf", "x", "Файл пустой"),
        ("a.pdf", 10**12, "Файл слишком большой"),
    ],
)
def test_what_cannot_be_brought_is_told_before_the_first_byte(annas, name, size, words):
    answer = begin(annas, name, size)
    assert answer.status_code == 422
    assert words in answer.json()["message"]
    assert Upload.objects.count() == 0


def test_a_refused_file_leaves_nothing(annas, on_disk):
    address = begin(annas, "урок.html", 20).json()["url"]
    answer = send(annas, address, 0, b"<script>hit()</script>"[:20])
    assert answer.status_code == 422
    assert "Веб-страницы" in answer.json()["message"]
    assert (Upload.objects.count(), StoredFile.objects.count(), on_disk()) == (0, 0, [])


def test_an_upload_is_ones_own(annas, veras, client):
    address = begin(annas, "a.pdf", 100).json()["url"]
    assert send(veras, address, 0, b"x").status_code == 404
    assert veras.delete(address).status_code == 404
    assert Client().get(address).status_code == 404
    assert begin(Client(), "a.pdf", 100).status_code == 403


def test_an_upload_may_be_given_up(annas, on_disk):
    address = begin(annas, "a.pdf", 100).json()["url"]
    send(annas, address, 0, b"%PDF-")
    assert len(on_disk()) == 1
    assert annas.delete(address).status_code == 204
    assert (Upload.objects.count(), on_disk()) == (0, [])


def test_one_person_cannot_fill_the_disk_with_beginnings(annas, monkeypatch):
    monkeypatch.setattr(quotas, "_judge", lambda viewer: Quota(100, 250, uploads=3))
    assert [begin(annas, "a.pdf", 100).status_code for _ in range(3)] == [201, 201, 422]
    monkeypatch.setattr(quotas, "_judge", lambda viewer: Quota(100, 10**6, uploads=3))
    assert [begin(annas, "a.pdf", 1).status_code for _ in range(2)] == [201, 422]


def test_unfinished_uploads_are_gone_in_a_day(annas, at, frozen, on_disk, data_dir):
    address = begin(annas, "a.pdf", 100).json()["url"]
    send(annas, address, 0, b"%PDF-")
    stray = storage.part_of("zzzzzzzzzz")
    stray.write_bytes(b"x")
    drop_stale_uploads(at=at + timedelta(hours=23))
    assert Upload.objects.count() == 1
    os.utime(stray, (0, 0))
    assert drop_stale_uploads(at=at + timedelta(hours=25)) == 2
    assert (Upload.objects.count(), on_disk()) == (0, [])


def test_the_answer_tells_scripts_where_the_file_is(annas):
    content = photo((1200, 800))
    address = begin(annas, "доска 1.jpg", len(content)).json()["url"]
    made = json.loads(send(annas, address, 0, content).content)["file"]
    pid = made["pid"]
    assert made == {
        "pid": pid, "name": "доска 1.jpg", "kind": "image", "size": made["size"], "width": 1200, "height": 800,
        "url": f"/files/{pid}/доска%201.jpg", "thumb": f"/files/{pid}/thumb-320.webp",
        "picture": f"/files/{pid}/thumb-960.webp",
    }  # fmt: skip
