"""A form sent twice makes one thing."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.http import HttpRequest
from django.test import RequestFactory
import pytest

from staffroom.core import clock
from staffroom.core.errors import DomainError
from staffroom.core.idempotency import FIELD, KEEP, once, once_field, once_key, prune
from staffroom.core.models import FormKey

pytestmark = pytest.mark.django_db


def submission(key: str | None, person: int | None = 1, **typed: str) -> HttpRequest:
    data = typed if key is None else {**typed, FIELD: key}
    request = RequestFactory().post("/c/new", {**data, "csrfmiddlewaretoken": once_key()})
    request.person = person and SimpleNamespace(pk=person)  # type: ignore[attr-defined]
    return request


class Things:
    """Counts what was made."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> str:
        self.made += 1
        return f"/p/{self.made}"


def test_a_double_click_makes_one_thing_and_gives_one_answer() -> None:
    make, key = Things(), once_key()
    assert once(submission(key, title="План"), make) == "/p/1"
    assert once(submission(key, title="План"), make) == "/p/1"
    assert make.made == 1


@pytest.mark.parametrize(
    "other",
    [
        {"title": "План урока"},  # the back button, then other words
        {"person": 2},
        {"person": None},
    ],
)
def test_other_words_or_another_person_make_another_thing(other: dict[str, Any]) -> None:
    make, key = Things(), once_key()
    once(submission(key, title="План"), make)
    assert once(submission(key, **{"title": "План", **other}), make) == "/p/2"


def test_a_refused_form_may_be_sent_again_with_its_key() -> None:
    make, key = Things(), once_key()

    def refuse() -> str:
        raise DomainError("Название занято.")

    with pytest.raises(DomainError):
        once(submission(key, title="План"), refuse)
    assert once(submission(key, title="План"), make) == "/p/1"


@pytest.mark.parametrize("key", [None, "", "x" * 81])
def test_without_a_good_key_the_thing_is_simply_made(key: str | None) -> None:
    make = Things()
    assert [once(submission(key), make), once(submission(key), make)] == ["/p/1", "/p/2"]
    assert FormKey.objects.count() == 0


def test_clients_send_the_key_as_a_header() -> None:
    make = Things()
    for _ in range(2):
        request = RequestFactory().post(
            "/api/v1/topics", '{"title": 1}', "application/json", headers={"Idempotency-Key": "k1"}
        )
        assert once(request, make) == "/p/1"
    other = RequestFactory().post(
        "/api/v1/topics", '{"title": 2}', "application/json", headers={"Idempotency-Key": "k1"}
    )
    assert once(other, make) == "/p/2"


def test_the_field_carries_a_new_key_each_time() -> None:
    assert str(once_field()).startswith('<input type="hidden" name="once" value="')
    assert once_field() != once_field()


def test_old_keys_are_forgotten() -> None:
    once(submission(once_key()), Things())
    prune(at=clock.now() + KEEP - timedelta(minutes=1))
    assert FormKey.objects.count() == 1
    prune(at=clock.now() + KEEP + timedelta(minutes=1))
    assert FormKey.objects.count() == 0
