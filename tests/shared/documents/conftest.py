"""People who keep papers, and what they do again and again."""

from typing import Any

from django.test import Client
import pytest

from staffroom.shared.documents.models import Document, Letterhead
from staffroom.shared.documents.registry import NUMBERED
from tests.factories import world as made
from tests.shared.accounts.pages import text_of

HERE = "/berezovka/documents/"
TEXT = """На основании решения совета

приказываю:
1. Создать группу учителей математики.
1.1. Утвердить состав (приложение № 1).
- довести до сведения школ;
2. Контроль оставляю за собой."""


SECOND = {"signer_2_position": "Секретарь", "signer_2_name": "А. С. Петрова"}
PATTERNS = {f"pattern_{kind.code}": "{n}" for kind in NUMBERED}


@pytest.fixture
def world(db: Any, frozen: Any) -> made.World:
    """The small district at the usual hour; its school has a letterhead."""
    world = made.make_world()
    Letterhead.objects.create(
        organization=world.organization,
        names="МКУ «Управление образования\nБерёзовского района»",
        contacts="ул. Примерная, 1",
        place="пос. Берёзовка",
        signer_position="Начальник управления",
        signer_name="Д. И. Примеров",
    )
    return world


def as_(who: Any) -> Client:
    client = Client()
    client.force_login(who)
    return client


def body_of(answer: Any) -> bytes:
    """A served file's bytes; PostgreSQL's connection stays."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    for closer in answer._resource_closers:
        closer()
    answer._resource_closers.clear()
    return body


def drafted(world: made.World, kind: str = "order", **more: Any) -> Document:
    posted = {
        "issuer": world.organization.pk, "heading": "О создании группы учителей математики", "text": TEXT,
        "signer_1_position": "Начальник управления", "signer_1_name": "Д. И. Примеров", "level": "municipal",
        "audience": "members", **(SECOND if kind == "minutes" else {}), **more,
    }  # fmt: skip
    answer = as_(world.dmitry).post(f"{HERE}new/{kind}/", posted)
    assert answer.status_code == 302, text_of(answer)
    return Document.objects.latest("pk")


def issued(world: made.World, document: Document, **more: Any) -> Document:
    answer = as_(world.dmitry).post(
        f"{HERE}{document.pid}/issue/", {"dated_on": "2026-09-14", "number": "", **more}
    )
    assert answer.status_code == 302, text_of(answer)
    document.refresh_from_db()
    return document
