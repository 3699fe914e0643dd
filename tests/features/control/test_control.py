"""Items of an order: typed with the draft, given with its registration, reported, judged, overdue."""

from datetime import date, timedelta
from typing import Any

from django.core import mail
from django.test import Client
import pytest
import time_machine

from staffroom.core.jobs import run_once
from staffroom.core.viewer import SYSTEM
from staffroom.features.control.models import ItemState, OrderItem
from staffroom.shared.accounts.models import Person
from staffroom.shared.documents.actions import issuing
from staffroom.shared.documents.actions.documents import Content, draft
from staffroom.shared.documents.models import Document
from staffroom.shared.duties.jobs import escalate_overdue
from staffroom.shared.duties.models import Duty
from tests.conftest import MOMENT
from tests.factories.people import sign_in
from tests.features.governance.conftest import Cast, cast_of
from tests.queries import assert_queries_constant
from tests.shared.accounts.pages import text_of

TEXT = "приказываю:\n1. Провести семинар по чтению.\n2. Собрать планы школ."


@pytest.fixture
def cast(db: Any, frozen: Any) -> Cast:
    """Балтаси: Дмитрий and Елена keep papers."""
    return cast_of("baltasi")


def as_(who: Person) -> Client:
    """A browser of a person's own."""
    return sign_in(Client(), who)


def drafted(cast: Cast) -> Document:
    """An order of two points, not registered yet."""
    content = Content(
        heading="О неделе чтения", issuer=cast.department, text=TEXT,
        signers=[{"position": "Начальник", "name": "Д. И. Примеров"}],
    )  # fmt: skip
    return draft(district=cast.district, kind="order", content=content, actor=SYSTEM, at=MOMENT)


def wanted(cast: Cast, **typed: Any) -> dict[str, Any]:
    return {
        "point": "1", "text": "Провести семинар по чтению.", "responsible": "Анна Соколова",
        "controller": "Елена Круглова", "due_on": "2026-09-25", **typed,
    }  # fmt: skip


def add(cast: Cast, document: Document, **typed: Any) -> OrderItem:
    page = f"/{cast.district.slug}/control/orders/{document.pid}/new/"
    answer = as_(cast.dmitry).post(page, wanted(cast, **typed))
    assert answer.status_code == 302, text_of(answer)
    return OrderItem.objects.order_by("-pk")[0]


def issued(document: Document) -> Document:
    fresh = Document.objects.get(pk=document.pk)
    return issuing.issue(document=fresh, dated_on=MOMENT.date(), actor=SYSTEM, at=MOMENT)


def url_of(cast: Cast, item: OrderItem) -> str:
    return f"/{cast.district.slug}/control/{item.pid}/"


@pytest.mark.clause("BT-O.2")
def test_items_of_an_order_have_a_controller_and_overdue_ones_are_on_his_page(cast: Cast) -> None:
    document = drafted(cast)
    dmitry, anna, elena = as_(cast.dmitry), as_(cast.anna), as_(cast.elena)
    paper = f"/{cast.district.slug}/documents/{document.pid}/"
    assert "Пункты приказа без контроля" in text_of(dmitry.get(paper))
    begun = dmitry.get(f"/{cast.district.slug}/control/orders/{document.pid}/new/?point=2")
    assert "Собрать планы школ." in begun.content.decode()

    item = add(cast, document)
    assert "Ждёт регистрации приказа" in text_of(dmitry.get(paper))
    assert anna.get(url_of(cast, item)).status_code == 404, "nobody's yet"
    assert not Duty.objects.filter(kind="control.item").exists()

    order = issued(document)
    run_once(at=MOMENT)

    duty = Duty.objects.get(kind="control.item")
    assert (duty.owner, duty.controller, duty.clause) == (cast.anna, cast.elena, "приказ, п. 2")
    assert f"{order.name}: п. 1. Провести семинар" in text_of(anna.get("/home/duties/"))
    assert {letter.to[0] for letter in mail.outbox} >= {cast.anna.email, cast.elena.email}
    page = text_of(dmitry.get(paper))
    assert "отвечает Анна Соколова · контролирует Елена Круглова" in page
    assert "Исполняется" in page
    assert as_(cast.vera).get(url_of(cast, item)).status_code == 404

    late = MOMENT + timedelta(days=14)
    with time_machine.travel(late, tick=False):
        escalate_overdue()
        run_once(at=late)
        dmitry, elena = as_(cast.dmitry), as_(cast.elena)  # sessions have ended meanwhile
        for where in ("/home/duties/control/", f"/{cast.district.slug}/control/?state=late"):
            assert "Провести семинар по чтению." in text_of(elena.get(where)), where
        assert "под вашим контролем просрочено 1 дело" in text_of(elena.get("/home/desk/"))
        assert "Под вашим контролем 1 дело просрочено" in text_of(elena.get("/notices/"))
        assert "Просрочено" in text_of(dmitry.get(paper))


def test_what_is_reported_is_judged_by_the_controller_alone(cast: Cast) -> None:
    document = drafted(cast)
    item = add(cast, document)
    issued(document)
    anna, elena, dmitry = as_(cast.anna), as_(cast.elena), as_(cast.dmitry)
    url = url_of(cast, item)

    assert elena.post(f"{url}report/", {"words": "Готово"}).status_code == 403
    assert anna.post(f"{url}report/", {"words": " "}).status_code == 422
    assert anna.post(f"{url}report/", {"words": "Провели 20 сентября."}).status_code == 302
    assert "Молчание не принимает" in text_of(anna.get(url))
    assert anna.post(f"{url}judge/", {"answer": "accept"}).status_code == 403
    assert dmitry.post(f"{url}judge/", {"answer": "accept"}).status_code == 403
    assert "Провести семинар" in text_of(elena.get("/home/duties/"))

    assert elena.post(f"{url}judge/", {"answer": "return", "words": ""}).status_code == 422
    elena.post(f"{url}judge/", {"answer": "return", "words": "Нет списка участников."})
    run_once(at=MOMENT)
    assert "Исполнение возвращено: Нет списка участников." in text_of(anna.get("/notices/"))
    again = Duty.objects.get(kind="control.item", closed_at=None)
    assert (again.owner, again.due_at) == (cast.anna, item.due_at)

    anna.post(f"{url}report/", {"words": "Список приложен к отчёту."})
    assert elena.post(f"{url}judge/", {"answer": "accept"}).status_code == 302
    page = text_of(dmitry.get(url))
    for words in ("Исполнено", "Доложено об исполнении", "Возвращено", "Принято", "Елена Круглова"):
        assert words in page
    assert not Duty.objects.filter(kind__startswith="control.", closed_at=None).exists()
    assert anna.post(f"{url}report/", {"words": "Ещё раз"}).status_code == 403


def test_a_given_item_is_changed_with_a_reason_and_never_by_its_own_doer(cast: Cast) -> None:
    document = issued(drafted(cast))
    item = add(cast, document, responsible="Дмитрий Лаптев")
    url = url_of(cast, item)
    dmitry, elena = as_(cast.dmitry), as_(cast.elena)
    assert dmitry.get(f"{url}change/").status_code == 403
    assert dmitry.post(f"{url}drop/", {"words": "Не нужно"}).status_code == 403
    changed = wanted(cast, responsible="Борис Орлов", due_on="2026-09-30")
    assert elena.post(f"{url}change/", {**changed, "words": ""}).status_code == 422
    assert elena.post(f"{url}change/", {**changed, "words": "Болезнь"}).status_code == 302
    duty = Duty.objects.get(kind="control.item", closed_at=None)
    assert (duty.owner, duty.due_on) == (cast.boris, date(2026, 9, 30))
    assert dmitry.post(f"{url}drop/", {"words": "Перенесено"}).status_code == 302
    item.refresh_from_db()
    assert item.state == ItemState.DROPPED
    assert not Duty.objects.filter(kind="control.item", closed_at=None).exists()


def test_another_controller_judges_what_waits(cast: Cast) -> None:
    document = issued(drafted(cast))
    item = add(cast, document)
    as_(cast.anna).post(f"{url_of(cast, item)}report/", {"words": "Готово"})
    page = f"{url_of(cast, item)}controller/"
    assert (
        as_(cast.dmitry).post(page, {"controller": "Анна Соколова", "words": "Отпуск"}).status_code
        == 422
    )
    answer = as_(cast.dmitry).post(page, {"controller": "Дмитрий Лаптев", "words": "Отпуск"})
    assert answer.status_code == 302
    assert Duty.objects.get(kind="control.acceptance", closed_at=None).owner == cast.dmitry


def test_a_cancelled_order_asks_for_nothing(cast: Cast) -> None:
    document = issued(drafted(cast))
    item = add(cast, document)
    issuing.cancel(document=document, reason="Ошибка", actor=SYSTEM, at=MOMENT)
    item.refresh_from_db()
    assert item.state == ItemState.DROPPED
    assert not Duty.objects.filter(kind="control.item", closed_at=None).exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"controller": "Анна Соколова"}, "Исполнителя контролирует другой человек."),
        ({"due_on": "2026-09-13"}, "Этот день уже прошёл."),
        ({"responsible": "Пётр Никто"}, "такого человека нет"),
        ({"text": " "}, "Обязательное поле."),
    ],
    ids=["himself", "past", "nobody", "empty"],
)
def test_what_cannot_be_controlled_is_told(cast: Cast, typed: dict[str, str], words: str) -> None:
    page = f"/{cast.district.slug}/control/orders/{drafted(cast).pid}/new/"
    answer = as_(cast.dmitry).post(page, wanted(cast, **typed))
    assert answer.status_code == 422
    assert words in text_of(answer)


def test_the_lists_ask_the_same_number_of_queries(cast: Cast) -> None:
    document = issued(drafted(cast))

    def more(count: int) -> None:
        for n in range(count):
            OrderItem.objects.create(
                document=document, text=f"Дело {n}", responsible=cast.anna, controller=cast.elena,
                due_on=MOMENT.date(), due_at=MOMENT, state="given", rules_id=1, made_at=MOMENT,
            )  # fmt: skip

    assert_queries_constant(as_(cast.elena), f"/{cast.district.slug}/control/", more, expected=5)
