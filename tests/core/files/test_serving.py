# ruff: noqa: E501 - words of pages are read whole
"""Every byte is judged; no byte acts as code of the site."""

from django.test import Client
import pytest

from staffroom.core import files
from staffroom.core.files import access
from staffroom.core.jobs import run_once
from tests.core.files import samples
from tests.core.files.test_storing import TEXT, photo, store
from tests.core.sandbox import bombs

pytestmark = pytest.mark.django_db


def get(client, address, **headers):
    """The answer with its bytes read and its file closed."""
    answer = client.get(address, headers=headers)
    answer.body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    for release in answer._resource_closers:  # `close()` itself would end PostgreSQL's connection
        release()
    return answer


@pytest.fixture
def thing(monkeypatch, anna):
    """A kind of thing whose readers stand in the returned set; its key is 7."""
    readers = {anna.pk}
    monkeypatch.setitem(
        access._access, "test.thing", lambda viewer, key: key == 7 and viewer.person_id in readers
    )
    return readers


def test_a_loose_file_is_its_uploaders_alone(annas, veras, as_anna, at):
    stored = store(as_anna, at)
    assert get(annas, f"/files/{stored.pid}/план.txt").body == TEXT
    assert get(veras, f"/files/{stored.pid}/план.txt").status_code == 404
    assert get(Client(), f"/files/{stored.pid}/план.txt").status_code == 404
    assert get(annas, "/files/0000000000/план.txt").status_code == 404


def test_a_file_is_as_secret_as_its_thing_at_each_request(
    annas, veras, anna, vera, as_anna, at, thing
):
    stored = store(as_anna, at, photo(), "доска.jpg")
    files.attach(actor=as_anna, pids=[stored.pid], kind="test.thing", key=7, at=at)
    addresses = [
        f"/files/{stored.pid}/доска.jpg",
        f"/files/{stored.pid}/thumb-320.webp",
        f"/files/{stored.pid}/x",
    ]
    assert [get(veras, address).status_code for address in addresses] == [404, 404, 404]
    thing.add(vera.pk)
    assert [get(veras, address).status_code for address in addresses] == [200, 200, 200]
    etag = get(veras, addresses[0]).headers["ETag"]
    assert get(veras, addresses[0], **{"If-None-Match": etag}).status_code == 304
    thing.clear()
    assert get(veras, addresses[0], **{"If-None-Match": etag}).status_code == 404
    assert (
        get(annas, addresses[0]).status_code == 404
    )  # whoever brought it has lost the thing as well


def test_a_file_of_an_unknown_kind_of_thing_is_hidden(annas, as_anna, at):
    stored = store(as_anna, at)
    files.attach(actor=as_anna, pids=[stored.pid], kind="gone.thing", key=7, at=at)
    assert get(annas, f"/files/{stored.pid}/план.txt").status_code == 404


@pytest.mark.parametrize(
    ("content", "name", "mime", "way"),
    [
        (photo(), "доска.jpg", "image/jpeg", "inline"),
        (b"%PDF-1.7\n" + bytes(100), "план.pdf", "application/pdf", "inline"),
        (b"ID3\x04" + bytes(100), "звук.mp3", "audio/mpeg", "inline"),
        (TEXT, "план.txt", "text/plain", "attachment"),
        (bombs.zipped({"a.txt": b"x"}), "архив.zip", "application/zip", "attachment"),
        (b"{\\rtf1}", "план.rtf", "application/rtf", "attachment"),
    ],
)
def test_headers_of_every_kind(annas, as_anna, at, content, name, mime, way):
    stored = store(as_anna, at, content, name)
    answer = get(annas, f"/files/{stored.pid}/{name}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].split(";")[0] == mime
    assert answer.headers["Content-Disposition"].startswith(f"{way}; filename=")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert mime == "application/pdf" or answer.headers["Content-Security-Policy"].startswith(
        "sandbox;"
    )
    assert set(answer.headers["Cache-Control"].split(", ")) == {"private", "no-cache"}
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (
            "план.txt",
            "attachment; filename=\"____.txt\"; filename*=UTF-8''%D0%BF%D0%BB%D0%B0%D0%BD.txt",
        ),
        ('a"b\r\nX: y.txt', "attachment; filename=\"a_bX_ y.txt\"; filename*=UTF-8''a_bX_%20y.txt"),
        ("gpj\u202e.txt", "attachment; filename=\"gpj.txt\"; filename*=UTF-8''gpj.txt"),
        (
            "a" * 300 + ".txt",
            f"attachment; filename=\"{'a' * 116}.txt\"; filename*=UTF-8''{'a' * 116}.txt",
        ),
    ],
)
def test_names_in_headers(annas, as_anna, at, name, told):
    stored = store(as_anna, at, TEXT, name)
    assert get(annas, f"/files/{stored.pid}/x").headers["Content-Disposition"] == told


def test_nginx_may_send_the_bytes(annas, as_anna, at, settings):
    settings.FILES_ACCEL = "/inner/"
    stored = store(as_anna, at)
    answer = get(annas, f"/files/{stored.pid}/план.txt")
    sha = stored.sha256
    assert answer.headers["X-Accel-Redirect"] == f"/inner/{sha[:2]}/{sha[2:4]}/{sha}"
    assert answer.body == b""


def test_a_missing_file_is_told_as_such(annas, as_anna, at, data_dir):
    stored = store(as_anna, at)
    for path in (data_dir / "files").glob("??/??/*"):
        path.unlink()
    answer = get(annas, f"/files/{stored.pid}/план.txt")
    assert answer.status_code == 404
    assert "временно недоступен" in answer.body.decode()


def test_reading_costs_one_query_for_the_file(annas, as_anna, at, django_assert_max_num_queries):
    stored = store(as_anna, at)
    get(annas, f"/files/{stored.pid}/план.txt")
    with django_assert_max_num_queries(6):
        get(annas, f"/files/{stored.pid}/план.txt")


def test_a_document_is_looked_at_in_the_page_by_its_readers_alone(
    annas, veras, anna, vera, as_anna, thing, frozen, at
):
    stored = store(as_anna, at, samples.pdf(), "урок.pdf")
    files.attach(actor=as_anna, pids=[stored.pid], kind="test.thing", key=7, at=at)
    page, picture = f"/files/{stored.pid}/", f"/files/{stored.pid}/pages/2.webp"
    assert "Файл ещё читается" in get(annas, page).body.decode()
    run_once()
    shown = get(annas, page).body.decode()
    assert "документ PDF, PDF, " in shown
    assert "2 страницы" in shown
    assert f'src="{picture}"' in shown
    assert 'alt="Страница 2 из 2' in shown
    assert "<p>Вторая страница</p>" in shown  # the same words for those who do not see the picture
    drawn = get(annas, picture)
    assert (drawn.status_code, drawn.headers["Content-Type"]) == (200, "image/webp")
    assert drawn.headers["Content-Security-Policy"].startswith("sandbox;")
    cover = f"/files/{stored.pid}/thumb-320.webp"
    assert [get(annas, one).status_code for one in (cover, picture.replace("2.", "3."))] == [
        200,
        404,
    ]
    assert [get(veras, one).status_code for one in (page, picture, cover)] == [404, 404, 404]
    thing.clear()
    assert [get(annas, one).status_code for one in (page, picture, cover)] == [404, 404, 404]


@pytest.mark.parametrize(
    ("make", "name", "told"),
    [
        (samples.word, "урок.docx", ["Скачать (DOCX, ", "<h3>Ход урока</h3>", "<li>карточки</li>", "<td>Опрос</td>", "ответ &lt; 5 &amp; больше нуля"]),
        (samples.book, "классы.xlsx", ["таблица Excel", "2 листа", "<h3>Итоги</h3>", "<td>Всего</td>"]),
        (samples.video, "опыт.mp4", ['<video controls preload="none"', "2\xa0мин 5\xa0с", "1280\xa0×\xa0720", "Запись загрузится, когда вы её включите"]),
        (samples.sound, "диктант.wav", ['<audio controls preload="none"', "3\xa0с"]),
        (lambda: photo(), "доска.jpg", ['alt="доска.jpg"', "1200\xa0×\xa0800"]),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "план.docx", ["Прежде чем скачать", "закрыт паролем"]),
        (lambda: samples.word_with_macros(), "план.docm", ["Прежде чем скачать", "внутри макросы"]),
    ],
)  # fmt: skip
def test_every_kind_is_told_before_it_is_downloaded(annas, as_anna, frozen, at, make, name, told):
    stored = store(as_anna, at, make(), name)
    run_once()
    page = get(annas, f"/files/{stored.pid}/").body.decode()
    assert [words for words in told if words not in page] == []
    assert "<script>" not in page
