"""Rubbish after `?` on pages that anybody opens: words or the beginning of the list, never a failure."""

from django.test import Client
import pytest

from tests.factories import world as small
from tests.factories.people import sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/", "/search/", "/health/live", "/nowhere/"])
def test_a_null_byte_in_an_address_is_refused_in_words(path: str) -> None:
    answer = Client().get(f"{path}?q=%00&in=%00")
    assert answer.status_code == 400
    assert "не удалось прочитать" in answer.content.decode()


def test_spoilt_pages_and_places_of_lists_are_their_beginnings() -> None:
    world = small.make_world()
    member = sign_in(Client(), world.boris)
    topic = f"/p/{world.topic.pid}-{world.topic.slug}/"
    community = f"/{world.district.slug}/c/{world.community.pid}-{world.community.slug}/"
    for spoilt in ("²", "9" * 5000, "-1", "NaN"):
        assert member.get(f"{topic}?page={spoilt}&reply={spoilt}").status_code == 200
    for spoilt in ("0001-01-01T00:00:00%2B14:00_1", "2026-09-01T09:00:00%2B00:00_" + "9" * 30):
        for page in (community, f"/{world.district.slug}/news/", "/home/"):
            assert member.get(f"{page}?after={spoilt}", follow=True).status_code == 200
    notices = member.get("/notices/?after=0001-01-01T00:00:00%2B14:00|1")
    assert notices.status_code == 200


def test_the_technician_s_letters_take_a_spoilt_key_for_none() -> None:
    world = small.make_world()
    technician = sign_in(Client(), world.timur)
    for spoilt in ("²", "9" * 30):
        assert technician.get(f"/staff/letters/?before={spoilt}").status_code == 200


def test_an_answer_to_a_number_past_the_database_is_refused_in_words() -> None:
    world = small.make_world()
    member = sign_in(Client(), world.boris)
    for number in ("9223372036854775808", "2147483648"):
        data = {"body": "Вот так", "reply_to": number}
        answer = member.post(f"/p/{world.topic.pid}/comments/", data)
        assert answer.status_code == 422
        assert "Вот так" in answer.content.decode()
    solved = member.post(f"/p/{world.topic.pid}/solve/", {"seq": "²"})
    assert solved.status_code == 403
