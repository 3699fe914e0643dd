"""Hostile input at every door: never a failure of ours, nothing half-made, words instead of silence.

The rows of the access table say how each route is asked rightly and who may; here the one who may
sends rubbish instead. What a form asks for is read from its own page.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
import re
from typing import Any
from urllib.parse import quote, quote_plus

from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client, override_settings
from django.urls import reverse
import pytest
import time_machine

from tests.architecture import access_table
from tests.architecture.access import TABLE, Row
from tests.conftest import MOMENT
from tests.core.sandbox import bombs
from tests.factories.people import sign_in
from tests.factories.world import World, make_world

assert access_table  # importing it fills the table
pytestmark = [pytest.mark.django_db, pytest.mark.slow]

STRONGEST = ("coordinator", "moderator", "author", "member", "technician", "stranger", "guest")
RUSSIAN = re.compile(r"[А-Яа-яЁё]{3}")
TYPED = {"text", "email", "search", "tel", "number", "url", "date", "time"}
# Kept on purpose when a form is refused: the try itself.
ASIDE = {"accounts_attempt", "accounts_session"}
SILENT = "{'saved': False}"  # a draft kept in passing: the page's own script says so in words
CHANGES_NO_ROW = re.compile(r"\s*(SELECT|SAVEPOINT|RELEASE|ROLLBACK)\b", re.IGNORECASE)
# Never given back, or given back cleaned: secrets, codes that serve once, text with its form.
NOT_KEPT = re.compile(r"password|^once$|^current|^code|_html$")

RUBBISH = {
    "long": "Я" * 120_000,
    "markup": "<script>alert(1)</script><svg/onload=alert(2)><img src=x onerror=alert(3)>",
    "null": "нуль\x00нуль",
    "backwards": "\u202eгнп.тинус\u202c\u200f -1 NaN ' OR 1=1 --",
    "huge number": "9223372036854775808",
    "superscript": "²",
    "foreign id": "zzzzzzzzzz",
    "a date out of time": "0001-01-01T00:00:00+14:00",
}
WRITTEN = {what: b"{}=" + quote_plus(value).encode() for what, value in RUBBISH.items()}
# The same words unescaped: a quarter of a million escapes would be most of the time of these tests.
WRITTEN["long"] = b"{}=" + RUBBISH["long"].encode()
# What cannot be said in text: a lone surrogate, bytes that are no UTF-8, a field of many names.
WRITTEN["no UTF-8"] = b"{}=%ED%A0%80%FF%C0%AF"
WRITTEN["arrays"] = b"{}=1&{}=2&{}[]=3&{}[a]=4&{}.pk=5&__class__=6&id=7&role=coordinator"
KINDS = tuple(WRITTEN)
# What one database takes and the other refuses; the rest is refused, or let pass, before either is asked.
OF_DATABASES = ("long", "null", "huge number", "a date out of time", "no UTF-8", "foreign id")


@pytest.fixture
def _django_db_helper() -> None:
    """In place of a transaction for each test: all share one (see `world`)."""


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """One small district and a data folder of its own; every request is undone."""
    with (
        override_settings(DATA_DIR=tmp_path_factory.mktemp("data"), KEEP_FREE=0),
        time_machine.travel(MOMENT, tick=False),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _undone(world: World) -> Iterator[None]:
    """What the rows of the table make in passing is undone too."""
    cache.clear()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Watch:
    """Notes whether some statement could have changed a row: only then all tables are counted."""

    def __init__(self) -> None:
        self.is_written = False

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        """Look at a statement and perform it."""
        self.is_written = self.is_written or not CHANGES_NO_ROW.match(sql)
        return execute(sql, params, many, context)


def tried(ask: Callable[[], Any]) -> tuple[Any, list[str]]:
    """The answer to a request that is undone, and the tables in which it made or ended rows, if refused.

    What stood before is counted when all is undone: counting takes longer than a page.
    """
    watch, meanwhile = Watch(), None
    with transaction.atomic():
        with connection.execute_wrapper(watch):
            answer = ask()
        if answer.status_code >= 400 and watch.is_written:
            meanwhile = rows()
        transaction.set_rollback(True)
    now = rows() if meanwhile else {}
    return answer, [name for name, count in (meanwhile or {}).items() if count != now[name]]


def standing() -> tuple[dict[str, int], list[str]]:
    """How many rows each table has, and which files lie on the disk."""
    return rows(), files()


def rows() -> dict[str, int]:
    """How many rows each table has."""
    tables = {model._meta.db_table for model in apps.get_models() if model._meta.managed} - ASIDE
    asked = " UNION ALL ".join(f"SELECT '{one}', COUNT(*) FROM \"{one}\"" for one in sorted(tables))
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return dict(cursor.fetchall())


def files() -> list[str]:
    """Which files lie on the disk."""
    folder = Path(settings.DATA_DIR) / "files"
    return sorted(str(path) for path in folder.rglob("*") if path.is_file())


class Form(HTMLParser):
    """Names and values of what a page lets one fill in; a trap for machines is not filled in."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.names: set[str] = set()
        self._area = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an input, a list or a field of many lines."""
        given = dict(attrs)
        name = given.get("name") or ""
        if not name or tag not in {"input", "select", "textarea", "button"}:
            return
        self.names.add(name)
        if tag == "textarea":
            self._area, self.values[name] = name, ""
        elif tag == "input" and given.get("type", "text") in TYPED and "tabindex" not in given:
            self.values[name] = given.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        """Close the field of many lines."""
        self._area = "" if tag == "textarea" else self._area

    def handle_data(self, data: str) -> None:
        """What stands in a field of many lines."""
        if self._area:
            self.values[self._area] += data


def who_may(row: Row) -> str:
    """The strongest role that the route lets in, or the guest."""
    fine = [role for role in STRONGEST if row.answers[role] in {200, 201, 204, 302, 422}]
    return (fine or ["guest"])[0]


def browser(row: Row, world: World, **options: Any) -> Client:
    """A client of the one who may."""
    client, who = Client(**options), world.who(who_may(row))
    if who is not None:
        sign_in(client, who)
    return client


class Door:
    """A route as one role knocks at it."""

    def __init__(self, row: Row, world: World) -> None:
        self.row, self.client = row, browser(row, world)
        self.address = reverse(row.name, args=row.args(world)) + row.query
        self.right: Mapping[str, Any] = row.data(world)
        self.names = sorted(set(self.right) | self._asked())
        self.before = files()

    def _asked(self) -> set[str]:
        answer = self.client.get(self.address)
        is_page = answer.status_code == 200 and not answer.streaming
        shown = Form(answer.content.decode()).names if is_page else set()
        release(answer)
        return shown - {"csrfmiddlewaretoken", "next", "q"}

    def send(self, hostile: Mapping[str, str]) -> Any:
        """The answer to a form with a kind of rubbish in the named fields, undone."""
        cache.clear()
        parts = [
            f"{quote(name)}={quote_plus(str(one))}".encode()
            for name, value in self.right.items()
            if name not in hostile
            for one in (value if isinstance(value, list | tuple) else [value])
        ]
        parts += [
            WRITTEN[kind].replace(b"{}", quote(name).encode()) for name, kind in hostile.items()
        ]
        kind = "application/x-www-form-urlencoded"
        answer, made = tried(
            lambda: self.client.generic(self.row.method, self.address, b"&".join(parts), kind)
        )
        release(answer)
        assert answer.status_code < 500, self.address
        lying = files()
        if answer.status_code >= 400:
            assert made == [], f"{answer.status_code} but something was made"
            assert lying == self.before, f"{answer.status_code} but a file was made"
        self.before = lying  # of what was taken bytes of files are not undone
        return answer


def release(answer: Any) -> None:
    """Let go of the files of an answer."""
    for closer in answer._resource_closers:
        closer()


def told(answer: Any) -> str:
    """A refusal in words of ours; nothing for what was taken."""
    if answer.status_code < 400:
        return ""
    if answer.headers["Content-Type"].startswith("application/json"):
        words = str(answer.json())
        assert RUSSIAN.search(words) or words == SILENT
        return words
    page = str(answer.content.decode())
    said = re.search(r'role="alert"(.*?)</form>|<h1>(.*?)</h1>', page, re.DOTALL)
    assert said, page[:500]
    assert RUSSIAN.search(said[0])
    return page


def lost(page: str, hostile: Mapping[str, str]) -> set[str]:
    """Fields that came back without what was typed (rubbish that a page can show as it is)."""
    kept = Form(page).values
    sent = {name: RUBBISH.get(kind, "") for name, kind in hostile.items()}
    return {
        name
        for name, value in sent.items()
        if name in kept
        and value.isprintable()
        and 0 < len(value) < 100
        and kept[name].strip() != value
        and not NOT_KEPT.search(name)
    }


def spread(names: list[str], salt: int) -> Iterator[dict[str, str]]:
    """Rubbish for a form: everywhere at once, then beside right words, two kinds at a time.

    Each form meets each kind of rubbish, though not in each of its fields; on the second database
    each kind that databases take differently.
    """
    count = len(names)
    kinds = OF_DATABASES if connection.vendor == "postgresql" else KINDS
    if count < 2:
        yield from (dict.fromkeys(names, kind) for kind in kinds[: None if count else 1])
        return
    yield {name: kinds[(salt + place) % len(kinds)] for place, name in enumerate(names)}
    for step, first in enumerate(range(0, len(kinds), 2)):
        begin = salt + 2 * step
        yield {
            names[begin % count]: kinds[first],
            names[(begin + 1) % count]: kinds[first + 1],
        }


WRITING = [row for row in TABLE if row.method == "POST"]


@pytest.mark.parametrize("row", WRITING, ids=str)
def test_rubbish_in_a_form_is_refused_in_words_and_makes_nothing(row: Row, world: World) -> None:
    door = Door(row, world)
    for hostile in spread(door.names, WRITING.index(row)):
        answer = door.send(hostile)
        page = told(answer)
        assert "<script>alert" not in page, hostile
        if answer.status_code == 422:
            assert lost(page, hostile) == set(), hostile


# A mail program's own POST (RFC 8058), and the looks of a page, kept in a cookie alone.
OPEN_TO_OTHERS = {"notifications:unsubscribe", "ui:looks"}


@pytest.mark.once  # refused before the database is asked
@pytest.mark.parametrize("row", [one for one in WRITING if one.name not in OPEN_TO_OTHERS], ids=str)
def test_without_the_form_s_own_token_nothing_is_written(row: Row, world: World) -> None:
    """Another site's form, or an old page of ours: refused in words."""
    client = browser(row, world, enforce_csrf_checks=True)
    address = reverse(row.name, args=row.args(world))
    data = dict(row.data(world))
    before = files()
    for origin in ("https://evil.example", ""):
        cache.clear()
        headers = {"Origin": origin} if origin else None
        answer, made = tried(partial(client.post, address, data, headers=headers))
        assert answer.status_code == 403
        told(answer)
        assert made == []
    assert files() == before


READING = {row.name: row for row in TABLE if row.method == "GET"}
SOURCE = Path(__file__).parent.parent.parent / "staffroom"
ASKED = sorted(
    {
        name
        for path in SOURCE.rglob("*.py")
        for name in re.findall(r'GET(?:\.get\(|\[)"(\w+)"', path.read_text(encoding="utf-8"))
    }
    | {"q", "what", "kind", "period", "community", "author", "district", "tag", "person", "fact"}
    | {"from_on", "to_on", "organization", "position", "subject", "experience", "category", "page"}
)
TYPED_IN = [
    quote(RUBBISH["huge number"]),
    quote("²"),
    quote(RUBBISH["a date out of time"]),
    "%ED%A0%80%FF",
    quote(RUBBISH["backwards"]),
    quote("0001-01-01T00:00:00+14:00_1"),
    quote("2026-01-01T00:00:00+00:00_" + "9" * 30),
    "9" * 5000,
]


@pytest.mark.parametrize("name", sorted(READING))
def test_rubbish_in_an_address_is_never_a_failure(name: str, world: World) -> None:
    row = READING[name]
    client = browser(row, world)
    address = reverse(row.name, args=row.args(world))
    salt = sorted(READING).index(name)
    queries = [
        "&".join(
            f"{asked}={TYPED_IN[(salt + turn + place) % len(TYPED_IN)]}"
            for place, asked in enumerate(ASKED)
        )
        for turn in (0, 3)
    ]
    for query in queries:
        with transaction.atomic():
            answer = client.get(f"{address}?{query}")
            transaction.set_rollback(True)
        release(answer)
        assert answer.status_code < 500


SCRIPT = b"<script>alert(1)</script>"
CELL = bombs.sheet('<c r="A1" t="inlineStr"><is><t>=1+1</t></is></c>')
# Name, content, a word of the refusal in a list of people and beside a reply.
FILES: Mapping[str, tuple[str, Callable[[], bytes], str, str]] = {
    "zip bomb": ("a.xlsx", lambda: bombs.workbook(sheet1=80), "слишком большой", "слишком большой"),
    "ten gigabytes": ("a.xlsx", lambda: bombs.ten_gigabytes("xl/a", 9), "", "архив ZIP"),
    "no bytes": ("a.xlsx", lambda: b"", "ноль байт", "Файл пустой"),
    "broken": ("a.xlsx", lambda: b"PK\x03\x04" + b"x" * 900, "Таблицу не удалось", "повреждён"),
    "two in one": ("a.csv", lambda: b"%PDF-1.7\n" + bombs.workbook(sheet1=CELL), "", "PDF"),
    "a page in a picture": ("a.gif", lambda: b"GIF89a/*" + SCRIPT, "Нужна таблица", "повреждён"),
    "a page as a document": ("a.xlsx", lambda: SCRIPT + b"%PDF-1.7", "", "Веб-страницы"),
    "wrong ending": ("a.docx", lambda: b"%PDF-1.7\n" + SCRIPT, "Нужна таблица", "документ PDF"),
    "program": ("a.csv", lambda: b"MZ" + bytes(90), "", "Это программа"),
}


@pytest.mark.parametrize("what", FILES)
def test_a_hostile_file_is_refused_in_words_and_leaves_nothing(what: str, world: World) -> None:
    """As a list of people, beside a reply, and in parts, by those who may bring files there."""
    name, make, in_list, in_reply = FILES[what]
    content = make()
    reply = reverse("publications:comment", args=[world.topic.pid])
    words = "Слова, которые набирали полчаса."
    before = standing()
    for who, address, data, said in (
        (world.dmitry, "/berezovka/staff/import/", {"file": None}, in_list),
        (world.anna, reply, {"body": words, "files": None}, in_reply),
    ):
        client = sign_in(Client(), who)
        sent = {key: value or SimpleUploadedFile(name, content) for key, value in data.items()}
        answer = client.post(address, sent)
        page = told(answer)
        assert (answer.status_code, said in page) == (422, True), re.findall(r"<li>.*?</li>", page)
        assert (data.get("body") or "") in page
        assert standing() == before
    client = sign_in(Client(), world.anna)
    with transaction.atomic():
        begun = client.post("/files/uploads/", {"name": name, "size": len(content)})
        is_short = begun.status_code == 201 and len(content) <= begun.json()["part"]
        if is_short:
            begun = client.patch(
                begun.json()["url"], content, "application/offset+octet-stream",
                headers={"Upload-Offset": "0"},
            )  # fmt: skip
            assert begun.status_code == 422
        if begun.status_code != 201:
            assert in_reply in told(begun)
            assert standing() == before
        transaction.set_rollback(True)
