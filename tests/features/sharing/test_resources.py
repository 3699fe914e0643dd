"""A school offers what it has, another asks, the responsible person answers, what was used is counted."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from staffroom.core.jobs import run_once
from staffroom.features.sharing.models import Resource, ResourceRequest
from staffroom.shared.duties.models import Duty
from staffroom.shared.journal.models import JournalRow
from tests.conftest import MOMENT
from tests.features.governance.conftest import Cast
from tests.features.sharing.conftest import Browser, school
from tests.queries import assert_queries_constant
from tests.shared.accounts.pages import text_of

HERE = "/balta/sharing/"


def offered(cast: Cast, as_: Browser, **more: Any) -> Resource:
    """Анна offers the room of her school."""
    data = {
        "organization": school(cast, "Школа № 1").pid, "kind": "room", "title": "Кабинет робототехники",
        "times": "вторник, 15:00–17:00", "responsible": "Анна Соколова", **more,
    }  # fmt: skip
    answer = as_(cast.anna).post(f"{HERE}offer/", data)
    assert answer.status_code == 302, text_of(answer)
    return Resource.objects.order_by("-pk")[0]


def asked(cast: Cast, as_: Browser, found: Resource, **more: Any) -> str:
    """Борис asks for it; the address of the request."""
    data = {
        "organization": school(cast, "Школа № 2").pid, "purpose": "Занятие кружка, 12 детей",
        "starts_on": "2026-09-22", "hours": "2", **more,
    }  # fmt: skip
    answer = as_(cast.boris).post(f"{HERE}resources/{found.pid}/ask/", data)
    assert answer.status_code == 302, text_of(answer)
    return str(answer["Location"])


@pytest.mark.clause("BT-1.1.b")
def test_a_school_offers_a_room_another_asks_for_it_and_what_was_agreed_is_recorded(
    cast: Cast, as_: Browser
) -> None:
    anna, boris, vera = as_(cast.anna), as_(cast.boris), as_(cast.vera)
    assert "Пока никто ничего не предложил" in text_of(boris.get(HERE))
    assert vera.get(f"{HERE}offer/").status_code == 403
    found = offered(cast, as_)
    assert "Кабинет робототехники" in text_of(boris.get(f"{HERE}?kind=room"))
    assert "Такого пока не предлагают" in text_of(boris.get(f"{HERE}?kind=specialist"))
    own = anna.get(f"{HERE}resources/{found.pid}/ask/")
    assert "Просят сотрудники других организаций района." in text_of(own)

    url = asked(cast, as_, found)
    run_once(at=MOMENT)
    assert "Школа № 2 просит: «Кабинет робототехники», 22.09.2026" in text_of(anna.get("/notices/"))
    assert "Школа № 2 просит: «Кабинет робототехники»" in text_of(anna.get("/home/duties/"))
    assert str(Duty.objects.get(kind="sharing.answer").due_on) == "2026-09-21"
    assert boris.post(f"{url}answer/", {"answer": "promise"}).status_code == 403
    assert vera.get(url).status_code == 404, "she neither asked nor answers"

    assert (
        anna.post(f"{url}answer/", {"answer": "promise", "words": "Ждём в 15:00"}).status_code
        == 302
    )
    run_once(at=MOMENT)
    shown = text_of(boris.get("/notices/"))
    assert "Договорились: «Кабинет робототехники», 22.09.2026. Ждём в 15:00" in shown
    assert "22.09.2026 Школа № 2" in text_of(vera.get(f"{HERE}resources/{found.pid}/"))
    early = boris.post(f"{url}settle/", {"answer": "used"})
    assert "Отметить можно с 22.09.2026." in text_of(early)

    with time_machine.travel(MOMENT + timedelta(days=8), tick=False):
        boris.post(f"{url}settle/", {"answer": "used", "hours": "3", "words": "Собрали робота"})
    assert "Состоялось" in text_of(boris.get(url))
    assert "Собрали робота" in text_of(anna.get(url))
    assert not Duty.objects.filter(closed_at=None, kind__startswith="sharing.").exists()
    fact = JournalRow.objects.get(event="sharing.request.used")
    assert fact.data["hours"] == 3


def test_a_refusal_and_a_withdrawal_say_why(cast: Cast, as_: Browser) -> None:
    anna, boris = as_(cast.anna), as_(cast.boris)
    url = asked(cast, as_, offered(cast, as_))
    silent = anna.post(f"{url}answer/", {"answer": "refuse", "words": " "})
    assert silent.status_code == 422
    assert "Объясните отказ" in text_of(silent)
    assert anna.post(f"{url}answer/", {"answer": "refuse", "words": "Ремонт"}).status_code == 302
    run_once(at=MOMENT)
    assert "Отказали: «Кабинет робототехники», 22.09.2026. Ремонт" in text_of(
        boris.get("/notices/")
    )

    second = asked(cast, as_, Resource.objects.get())
    assert anna.get(f"{second}withdraw/").status_code == 403
    assert boris.post(f"{second}withdraw/", {"words": ""}).status_code == 422
    assert boris.post(f"{second}withdraw/", {"words": "Заболел"}).status_code == 302
    run_once(at=MOMENT)
    assert "Школа № 2: просьбу сняли. Заболел" in text_of(anna.get("/notices/"))
    assert not Duty.objects.filter(closed_at=None, kind__startswith="sharing.").exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"starts_on": "2026-09-13"}, "Этот день уже прошёл."),
        ({"ends_on": "2026-09-21"}, "Последний день раньше первого."),
        ({"starts_on": "2026-10-12"}, "Предлагают до 30.09.2026."),
        ({"purpose": ""}, "Обязательное поле."),
        ({"hours": "0"}, "больше либо равно 1"),
    ],
    ids=["past", "order", "outside", "purpose", "hours"],
)
def test_what_cannot_be_asked_is_told(
    cast: Cast, as_: Browser, typed: dict[str, Any], words: str
) -> None:
    found = offered(cast, as_, until_on="2026-09-30")
    data = {
        "organization": school(cast, "Школа № 2").pid, "purpose": "Кружок",
        "starts_on": "2026-09-22", **typed,
    }  # fmt: skip
    answer = as_(cast.boris).post(f"{HERE}resources/{found.pid}/ask/", data)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert not ResourceRequest.objects.exists()


def test_another_responsible_person_owes_the_answers(cast: Cast, as_: Browser) -> None:
    found = offered(cast, as_)
    asked(cast, as_, found)
    changed = {"kind": "room", "title": found.title, "responsible": "Вера Нечаева"}
    answer = as_(cast.anna).post(f"{HERE}resources/{found.pid}/change/", changed)
    assert answer.status_code == 302, text_of(answer)
    assert Duty.objects.get(kind="sharing.answer", closed_at=None).owner == cast.vera
    assert "Кабинет робототехники" in text_of(as_(cast.vera).get("/home/duties/"))


def test_a_partner_without_an_account_is_spoken_for_by_those_who_keep_the_list(
    cast: Cast, as_: Browser
) -> None:
    data = {
        "organization": school(cast, "Технопарк").pid, "kind": "specialist", "title": "Инженер",
        "responsible": "Елена Круглова",
    }  # fmt: skip
    assert as_(cast.anna).post(f"{HERE}offer/", data).status_code == 422
    assert as_(cast.dmitry).post(f"{HERE}offer/", data).status_code == 302
    page = f"/balta/staff/organizations/{school(cast, 'Технопарк').pid}/"
    assert "Инженер" in text_of(as_(cast.dmitry).get(page))


def test_what_is_offered_no_longer_is_told_why_and_can_come_back(cast: Cast, as_: Browser) -> None:
    found = offered(cast, as_)
    anna, boris = as_(cast.anna), as_(cast.boris)
    page = f"{HERE}resources/{found.pid}/"
    assert boris.post(f"{page}close/", {"words": "Чужое"}).status_code == 403
    assert anna.post(f"{page}close/", {"words": ""}).status_code == 422
    assert anna.post(f"{page}close/", {"words": "Ремонт до весны"}).status_code == 302
    assert "Кабинет робототехники" not in text_of(boris.get(HERE))
    assert boris.get(page).status_code == 404
    assert "Ремонт до весны" in text_of(anna.get(page))
    assert anna.post(f"{page}reopen/").status_code == 302
    assert "Кабинет робототехники" in text_of(boris.get(HERE))


def test_the_board_and_the_requests_ask_the_same_number_of_queries(
    cast: Cast, as_: Browser
) -> None:
    found = offered(cast, as_)

    def more(count: int) -> None:
        for n in range(count):
            Resource.objects.create(
                district=cast.district, organization=found.organization, kind="room",
                title=f"Кабинет {n}", responsible=cast.anna, made_at=MOMENT,
            )  # fmt: skip

    def more_asked(count: int) -> None:
        have = ResourceRequest.objects.count()
        for n in range(have, have + count):
            day = MOMENT.date() + timedelta(days=n)
            ResourceRequest.objects.create(
                resource=found, organization=school(cast, "Школа № 2"), person=cast.boris,
                purpose="Кружок", starts_on=day, ends_on=day, asked_at=MOMENT, due_at=MOMENT,
            )  # fmt: skip

    assert_queries_constant(as_(cast.boris), HERE, more, expected=6)
    assert_queries_constant(as_(cast.boris), f"{HERE}requests/", more_asked, expected=4)
