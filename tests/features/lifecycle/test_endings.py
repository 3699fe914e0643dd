"""The term of a community ends by an act: a result, an extension, a closing; never silently."""

from datetime import UTC, date, datetime, timedelta
import re
from typing import Any

import pytest

from staffroom.core.clock import now
from staffroom.core.jobs import run_once
from staffroom.features.lifecycle.jobs import tell_of_terms
from staffroom.features.lifecycle.models import EndingRequest, Product, Reshaping
from staffroom.features.lifecycle.queries.wording import basis, of_order
from staffroom.shared.communities.models import Community, Transition
from staffroom.shared.documents.models import Document
from staffroom.shared.duties.jobs import escalate_overdue
from staffroom.shared.duties.models import Duty
from staffroom.shared.notifications.models import NoticeRow
from staffroom.shared.organizations.models import District
from tests.factories import world as made
from tests.features.lifecycle.conftest import Browser, Group, group_of, lead
from tests.queries import assert_queries_constant


def text(page: Any) -> str:
    """The words of a page in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).replace("\xa0", " ").split())


def told(who: Any) -> list[str]:
    """Notices of a person about terms, the newest first."""
    run_once(at=now())
    rows = NoticeRow.objects.filter(person=who, kind__startswith="lifecycle.").order_by("-pk")
    return list(rows.values_list("text", flat=True))


def asked_of(group: Group) -> EndingRequest:
    """The newest request."""
    found = EndingRequest.objects.filter(community=group.community).order_by("-pk").first()
    assert found is not None
    return found


def told_of_term() -> None:
    """What the job does each hour."""
    tell_of_terms()


@pytest.mark.clause("BT-X.1")
def test_thirty_days_before_the_end_the_leader_is_told_and_hands_in_the_product(
    group: Group, as_: Browser
) -> None:
    cast = group.cast
    Community.objects.filter(pk=group.community.pk).update(ends_on=date(2026, 10, 15))
    told_of_term()
    assert told(cast.anna) == [], "thirty-one days are left"

    Community.objects.filter(pk=group.community.pk).update(ends_on=date(2026, 10, 14))
    told_of_term()
    told_of_term()
    assert told(cast.anna) == [
        "Срок работы «Читаем условие задачи»: до 14.10.2026. Представьте результат или попросите продлить."
    ]
    assert told(cast.boris) == []
    anna = as_(cast.anna)
    assert "Заканчивается срок работы «Читаем условие задачи»" in text(anna.get("/home/duties/"))

    page = anna.post(f"{group.term}product/", {"words": "Собрали сорок задач"})
    assert page.status_code == 422
    assert "Выберите запись сообщества или приложите файл" in text(page)
    sent = {"words": "Собрали сорок задач с разбором", "publication": group.result.pk}
    assert anna.post(f"{group.term}product/", sent).status_code == 302
    assert Product.objects.get().publication == group.result
    assert "Заканчивается срок" not in text(anna.get("/home/duties/"))
    assert told(cast.dmitry) == ["«Читаем условие задачи»: просят закончить работу"]

    dmitry, one = as_(cast.dmitry), asked_of(group)
    assert "Сборник задач" in text(dmitry.get(group.term))
    words = text(as_(cast.vera).get(group.term))
    assert "Собрали сорок задач с разбором" in words
    assert "Сборник задач" not in words, "the record is for members; its name is no exception"
    url = f"{group.term}requests/{one.pid}/agree/"
    assert dmitry.post(url, {"result": "Сорок задач с разбором"}).status_code == 302
    assert group.fresh().state == "archived"
    words = text(as_(cast.vera).get(group.here))
    assert "Сообщество в архиве: его можно только читать" in words
    assert "Результат: Сорок задач с разбором." in words
    assert "Основание: Конец срока работы: решение от 14.09.2026 (Дмитрий Лаптев)" in words
    assert told(cast.boris)[0].endswith("Всё написанное остаётся: это можно читать.")


@pytest.mark.clause("BT-X.1")
def test_an_extension_is_asked_for_refused_with_a_reason_and_then_agreed_to(
    group: Group, as_: Browser
) -> None:
    cast, anna, dmitry = group.cast, as_(group.cast.anna), as_(group.cast.dmitry)
    told_of_term()
    url = f"{group.term}extension/"
    for sent, words in (
        ({"until_on": "2027-05-31", "words": " "}, "Обязательное поле"),
        ({"until_on": "2026-10-14", "words": "Не успели"}, "должен быть позже нынешнего"),
        ({"until_on": "2026-09-14", "words": "Не успели"}, "должен быть впереди"),
    ):
        page = anna.post(url, sent)
        assert (page.status_code, words in text(page)) == (422, True), text(page)
    assert anna.post(url, {"until_on": "2027-05-31", "words": "Опыт ещё идёт"}).status_code == 302
    one = asked_of(group)
    assert one.due_on == date(2026, 9, 21), "seven days of the application's term"
    assert anna.post(url, {"until_on": "2027-06-01", "words": "Ещё"}).status_code == 403

    page = dmitry.post(f"{group.term}requests/{one.pid}/refuse/", {"reason": " "})
    assert page.status_code == 422
    sent = {"reason": "Опыт закончен весной", "clause": "п. 3.1"}
    assert dmitry.post(f"{group.term}requests/{one.pid}/refuse/", sent).status_code == 302
    assert "Причина (п. 3.1): Опыт закончен весной" in told(cast.anna)[0]
    assert "в продлении отказано" in told(cast.elena)[0]
    assert group.fresh().ends_on == date(2026, 10, 14)
    assert Duty.objects.filter(kind="lifecycle.term", closed_at=None).count() == 1, "owed again"

    assert anna.post(url, {"until_on": "2027-05-31", "words": "Осталась школа"}).status_code == 302
    two = asked_of(group)
    agree = f"{group.term}requests/{two.pid}/agree/"
    assert dmitry.post(agree, {"until_on": "2026-12-31"}).status_code == 302
    assert group.fresh().ends_on == date(2026, 12, 31)
    assert dmitry.post(agree, {"until_on": "2027-05-31"}).status_code == 403, "decided once"
    assert not Duty.objects.filter(kind="lifecycle.term", closed_at=None).exists()
    last = Transition.objects.filter(community=group.community).order_by("-pk")[0]
    assert last.basis.startswith("Срок работы: до 31.12.2026, решение о продлении от 14.09.2026")
    assert "Сообщество {community} работает до 31.12.2026: срок продлён" in told(cast.boris)
    assert "31 декабря" in text(as_(cast.boris).get(group.term))


def test_a_term_that_ended_without_an_act_is_overdue_and_said_plainly(
    group: Group, as_: Browser, frozen: Any
) -> None:
    cast = group.cast
    told_of_term()
    frozen.shift(timedelta(days=31))  # 15 October, a working day
    assert group.fresh().state == "active", "nothing is closed silently"
    guest_page = text(as_(cast.boris).get(group.here))
    assert "Последний день был" in guest_page
    assert "Сообщество не закрыто и не продлено." in guest_page
    escalate_overdue()
    run_once(at=now())
    rows = NoticeRow.objects.filter(person=cast.dmitry, kind="duties.overdue")
    assert rows.get().text == "Под вашим контролем 1 дело просрочено"
    page = text(as_(cast.dmitry).get(f"/{cast.district.slug}/terms/"))
    assert "Читаем условие задачи" in page
    assert "срок закончился" in page
    sent = {"until_on": "2027-01-31", "words": "Ещё месяц"}
    assert as_(cast.anna).post(f"{group.term}extension/", sent).status_code == 302
    assert "решения ещё нет" in text(as_(cast.boris).get(group.here))


def test_the_card_does_not_move_the_term_silently(group: Group, as_: Browser) -> None:
    anna = as_(group.cast.anna)
    page = anna.get(f"{group.here}manage/")
    assert 'name="ends_on"' not in page.content.decode()
    assert "Сообщество работает до" in text(page)


def test_nobody_decides_his_own_request(group: Group, as_: Browser) -> None:
    cast = group.cast
    lead(cast.dmitry, group.community)
    dmitry, elena = as_(cast.dmitry), as_(cast.elena)
    sent = {"until_on": "2027-05-31", "words": "Опыт ещё идёт"}
    assert dmitry.post(f"{group.term}extension/", sent).status_code == 302
    one = asked_of(group)
    for verb, data in (("agree", {"until_on": "2027-05-31"}), ("refuse", {"reason": "Нет"})):
        page = dmitry.post(f"{group.term}requests/{one.pid}/{verb}/", data)
        assert page.status_code == 403
        assert "О своём сообществе не решают" in text(page)
    assert dmitry.post(f"{group.term}close/", {"words": "Хватит"}).status_code == 403
    agree = f"{group.term}requests/{one.pid}/agree/"
    assert as_(cast.boris).post(agree, {"until_on": "2027-05-31"}).status_code == 403
    assert as_(cast.vera).post(agree, {"until_on": "2027-05-31"}).status_code == 404
    assert elena.post(agree, {"until_on": "2027-05-31"}).status_code == 302


@pytest.mark.clause("PD-4.1")
def test_closing_asks_whether_the_task_is_solved(db: Any, frozen: Any, as_: Browser) -> None:
    group = group_of("petrodvorets", kind="task")
    cast, dmitry = group.cast, as_(group.cast.dmitry)
    page = as_(cast.dmitry).post(
        f"/{cast.district.slug}/creation/new/", {"initiator": "department", "name": "Новое"}
    )
    assert page.status_code == 422
    assert re.search(r"Профессиональная задача.*?Обязательное поле", text(page)), "a task is asked"

    url = f"{group.term}close/"
    for sent, words in (
        ({"result": "Сборник"}, "Обязательное поле"),
        ({"verdict": "partly"}, "Напишите результат или причину закрытия"),
    ):
        page = dmitry.post(url, sent)
        assert (page.status_code, words in text(page)) == (422, True)
    assert (
        dmitry.post(url, {"verdict": "partly", "result": "Сборник из 20 задач"}).status_code == 302
    )
    words = text(as_(cast.boris).get(group.here))
    assert "Задача решена отчасти. Результат: Сборник из 20 задач." in words
    assert group.fresh().state == "archived"


@pytest.mark.clause("OL-1.6.a")
def test_liquidation_waits_for_its_order(db: Any, frozen: Any, as_: Browser) -> None:
    group = group_of("olekminsk", kind="permanent")
    cast, dmitry, elena = group.cast, as_(group.cast.dmitry), as_(group.cast.elena)
    assert "Последний день" not in text(dmitry.get(group.term))
    sent = {"words": "Учителя перешли в другую школу"}
    assert dmitry.post(f"{group.term}close/", sent).status_code == 302
    assert group.fresh().state == "active"
    order = Document.objects.get(origin="lifecycle.ending")
    assert "учителя перешли в другую школу" in order.text
    drop = f"/{cast.district.slug}/documents/{order.pid}/drop/"
    assert elena.post(drop).status_code == 302
    one = asked_of(group)
    assert dmitry.post(f"{group.term}requests/{one.pid}/order/").status_code == 302
    order = Document.objects.get(origin="lifecycle.ending")
    issue = f"/{cast.district.slug}/documents/{order.pid}/issue/"
    assert elena.post(issue, {"dated_on": "2026-09-14", "number": "77-р"}).status_code == 302
    assert group.fresh().state == "archived"
    page = text(as_(cast.boris).get(group.term))
    assert "приказ от 14.09.2026 № 77-р" in page
    assert "Причина: Учителя перешли в другую школу." in page
    row = Transition.objects.filter(community=group.community, to_state="archived").get()
    assert row.order_number == "77-р"


def test_lists_of_terms_ask_as_much_for_thirty_rows_as_for_one(group: Group, as_: Browser) -> None:
    """The list of the district, the page of a term, the changes of shape under way."""
    cast, home = group.cast, group.community

    def more_groups(count: int) -> None:
        known = Community.objects.count()
        for n in range(count):
            one = made.community(
                cast.district,
                f"Группа {known + n}",
                kind="problem_group",
                ends_on=date(2026, 10, 1),
            )
            Community.objects.filter(pk=one.pk).update(state="active")
            EndingRequest.objects.create(
                community=one, wish="closing", words="Работа сделана", rules_id=1, asked_by=cast.boris,
                asked_at=made.THEN,
            )  # fmt: skip

    def more_products(count: int) -> None:
        for n in range(count):
            product = Product.objects.create(
                community=home, words=f"Итог {n}", publication=group.result, handed_by=cast.boris,
                handed_at=made.THEN,
            )  # fmt: skip
            EndingRequest.objects.create(
                community=home, wish="closing", words="Ещё раз", product=product, rules_id=1,
                state="refused", reason="Рано", decided_by=cast.dmitry, asked_by=cast.anna,
                asked_at=made.THEN,
            )  # fmt: skip

    def more_shapes(count: int) -> None:
        for _ in range(count):
            Reshaping.objects.create(
                kind="split", source=home, made_by=cast.dmitry, made_at=made.THEN,
            )  # fmt: skip

    dmitry = as_(cast.dmitry)
    assert_queries_constant(dmitry, f"/{cast.district.slug}/terms/", more_groups, expected=4)
    assert_queries_constant(dmitry, group.term, more_products, expected=11)
    assert_queries_constant(dmitry, f"{group.here}reshape/", more_shapes, expected=7)


@pytest.mark.clause("OL-1.6.a")
def test_an_order_tells_the_day_of_a_request_by_the_clock_of_its_district(
    db: Any, frozen: Any, as_: Browser
) -> None:
    """Half past eight in Олёкминск on the 15th is still the evening of the 14th elsewhere."""
    group = group_of("olekminsk", kind="permanent")
    District.objects.filter(pk=group.cast.district.pk).update(time_zone="Asia/Yakutsk")
    frozen.move_to(datetime(2026, 9, 14, 23, 30, tzinfo=UTC))
    sent = {"words": "Учителя перешли в другую школу"}
    assert as_(group.cast.anna).post(f"{group.term}closing/", sent).status_code == 302
    one = asked_of(group)
    assert of_order(one)["основание"] == "обращения руководителя сообщества от 15.09.2026"
    one.decided_at = now()
    assert "решение от 15.09.2026" in basis(one)
