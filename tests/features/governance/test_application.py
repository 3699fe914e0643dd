"""The way of Балтаси: an application, a week, a reasoned decision, an order."""

from datetime import timedelta
from io import BytesIO
from typing import Any

from django.core import mail
from django.db import connection
from django.test import Client
from docx import Document as Docx
import pytest
import time_machine

from staffroom.core.clock import now
from staffroom.core.files import storage
from staffroom.core.jobs import run_once
from staffroom.features.governance.indexes import readable
from staffroom.features.governance.models import Application
from staffroom.features.governance.policies.applications import visible_applications
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community, Membership, RoleGrant
from staffroom.shared.communities.queries.viewers import viewer_for
from staffroom.shared.documents.models import Document, DocumentFile
from staffroom.shared.duties.jobs import remind_of_terms
from tests.conftest import MOMENT
from tests.features.governance.conftest import Browser, Cast
from tests.shared.accounts.pages import text_of

WANTED = {
    "initiator": "person", "kind": "problem_group", "name": "Читаем условие задачи",
    "problem": "Пятиклассники не понимают условие.", "result": "Сборник из 40 заданий.",
    "ends_on": "2027-05-31",
}  # fmt: skip


def begun(cast: Cast, as_: Browser, who: Person, **more: Any) -> str:
    """The person fills in the form; the address of the application."""
    answer = as_(who).post(f"{cast.here}new/", {**WANTED, **more})
    assert answer.status_code == 302, text_of(answer)
    return str(answer["Location"])


def joined(url: str, as_: Browser, author: Person, colleague: Person) -> None:
    """The colleague is called by name and agrees."""
    names = f"{colleague.last_name} {colleague.first_name}"
    assert as_(author).post(f"{url}call/", {"person": names}).status_code == 302
    assert as_(colleague).post(f"{url}consent/", {"answer": "agree"}).status_code == 302


def submitted(cast: Cast, as_: Browser) -> tuple[str, Application]:
    """Анна's application with Борис, submitted."""
    url = begun(cast, as_, cast.anna)
    joined(url, as_, cast.anna, cast.boris)
    as_(cast.anna).post(f"{url}people/{cast.anna.pid}/lead/")
    answer = as_(cast.anna).post(f"{url}submit/")
    assert answer.status_code == 302, text_of(answer)
    return url, Application.objects.get()


def words_in(document: Document) -> str:
    """What stands on the sheets, as DOCX says it."""
    file = DocumentFile.objects.get(document=document, role="docx").file
    paper = Docx(BytesIO(storage.path_of(file.sha256).read_bytes()))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in paper.paragraphs), *cells]).replace("\xa0", " ")


@pytest.mark.clause("BT-3.1.a", "BT-3.1.b", "BT-3.1.d")
def test_from_the_first_click_to_the_order(cast: Cast, as_: Browser) -> None:
    anna, dmitry = as_(cast.anna), as_(cast.dmitry)
    assert "Инициативы и заявления" in text_of(anna.get(f"/{cast.district.slug}/c/"))
    assert "Подать заявление" in text_of(anna.get(cast.here))
    empty = anna.post(
        f"{cast.here}new/", {"initiator": "person", "kind": "problem_group", "name": "Читаем"}
    )
    assert empty.status_code == 422
    for field in ("Проблема", "Предполагаемый результат", "Окончание работы"):
        assert f"{field} : Обязательное поле." in text_of(empty)

    url, application = submitted(cast, as_)

    paper = application.paper
    assert paper is not None
    for who in (anna, as_(cast.boris), dmitry):
        assert f"Заявление от 14.09.2026 № {paper.number}" in text_of(who.get(url))
    printed = words_in(paper)
    for words in (
        "Проблема: Пятиклассники не понимают условие.", "Сборник из 40 заданий.", "до 31.05.2027",
        "Соколова Анна", "Орлов Борис", "Школа № 2",
    ):  # fmt: skip
        assert words in printed, words
    assert as_(cast.vera).get(url).status_code == 404
    assert "Читаем условие задачи" in text_of(dmitry.get(cast.here))

    answer = dmitry.post(f"{url}support/", {"control": "оставляю за собой"}, follow=True)
    assert "Готовится приказ" in text_of(answer)
    group = Community.objects.get(name="Читаем условие задачи")
    assert group.state == "draft"
    assert (
        as_(cast.vera).get(f"/{cast.district.slug}/c/{group.pid}-{group.slug}/").status_code == 404
    )
    application.refresh_from_db()
    order = application.order
    assert order is not None
    assert order.basis == paper

    papers = f"/{cast.district.slug}/documents/{order.pid}/"
    assert f'href="{papers}">Открыть проект приказа' in answer.content.decode()
    told = anna.get(url).content.decode()
    assert "Заявление поддержано" in told
    assert papers not in told, "the draft is for who signs it"
    done = as_(cast.elena).post(f"{papers}issue/", {"dated_on": "2026-09-14", "number": "215-осн"})
    assert done.status_code == 302, text_of(done)

    group.refresh_from_db()
    assert (group.state, group.basis) == ("active", "приказ от 14.09.2026 № 215-осн")
    page = text_of(as_(cast.vera).get(f"/{cast.district.slug}/c/{group.pid}-{group.slug}/about/"))
    assert "приказ от 14.09.2026 № 215-осн" in page
    members = Membership.objects.filter(community=group, state="active")
    assert set(members.values_list("person", flat=True)) == {cast.anna.pk, cast.boris.pk}
    role = RoleGrant.objects.get(scope_kind="community", scope_id=group.pk)
    assert (role.person, role.role, role.basis) == (cast.anna, "group_leader", group.basis)
    sheet = words_in(order)
    assert f"заявления от 14.09.2026 № {paper.number}" in sheet
    assert "Читаем условие задачи" in sheet
    assert "Сообщество создано" in text_of(anna.get(url))


def test_an_application_is_found_by_who_files_and_who_decides_it(cast: Cast, as_: Browser) -> None:
    url, application = submitted(cast, as_)
    begun(cast, as_, cast.anna, name="Условие задачи: черновик")
    asked = "/search/?q=пятиклассники+условие"

    def finders() -> list[str]:
        people = {"anna": cast.anna, "boris": cast.boris, "vera": cast.vera, "dmitry": cast.dmitry}
        return [name for name, one in people.items() if url in as_(one).get(asked).content.decode()]

    assert finders() == ["anna", "boris", "dmitry"]
    assert url not in Client().get(asked).content.decode()
    assert "черновик" not in text_of(as_(cast.anna).get(asked))
    for who in (cast.anna, cast.boris, cast.vera, cast.dmitry, None):
        viewer = viewer_for(who, at=MOMENT)
        condition, values = readable(viewer, "w.id")
        with connection.cursor() as cursor:
            table = "governance_application w WHERE w.submitted_at IS NOT NULL"
            cursor.execute(f"SELECT w.id FROM {table} AND {condition}", values)
            judged = {key for (key,) in cursor.fetchall()}
        seen = visible_applications(viewer).exclude(submitted_at=None)
        assert judged == set(seen.values_list("pk", flat=True)), who

    refusal = {"reason": "Такая группа уже работает в соседнем посёлке.", "clause": "п. 3.1"}
    as_(cast.dmitry).post(f"{url}refuse/", refusal)
    application.refresh_from_db()
    assert application.state == "refused"
    asked = "/search/?q=соседний+посёлок"
    assert finders() == ["anna", "boris", "dmitry"]


@pytest.mark.clause("BT-1.3b.2")
def test_too_few_or_nobody_to_lead_is_not_submitted_and_says_why(cast: Cast, as_: Browser) -> None:
    anna = as_(cast.anna)
    url = begun(cast, as_, cast.anna)
    joined(url, as_, cast.anna, cast.vera)  # of the same school

    refused = anna.post(f"{url}submit/")
    assert refused.status_code == 403
    lack = "Сейчас согласились: 2, организаций: 1."
    assert lack in text_of(refused)
    assert lack in text_of(anna.get(url))

    joined(url, as_, cast.anna, cast.boris)
    refused = anna.post(f"{url}submit/")
    assert "Выберите руководителя из тех, кто согласился участвовать." in text_of(refused)
    assert Application.objects.get().state == "draft"
    assert not Document.objects.exists()

    anna.post(f"{url}people/{cast.boris.pid}/lead/")
    assert anna.post(f"{url}submit/").status_code == 302
    assert Application.objects.get().state == "submitted"


@pytest.mark.clause("BT-3.2.a")
def test_a_week_with_a_reminder_and_red_when_it_is_over(
    cast: Cast, as_: Browser, frozen: time_machine.Traveller
) -> None:
    url, application = submitted(cast, as_)
    dmitry = as_(cast.dmitry)
    assert str(application.due_on) == "2026-09-21"
    assert "7 дней" in text_of(dmitry.get(url))
    assert "Заявление о создании сообщества «Читаем условие задачи»" in text_of(
        dmitry.get("/home/")
    )
    for step in (timedelta(days=4), timedelta(days=1), timedelta(hours=11, minutes=40)):
        frozen.shift(step)
        remind_of_terms()
        run_once(at=now())
        if step.days == 1:
            assert "Осталось 2 дня" in text_of(dmitry.get(url))
    assert "Подходит срок" in text_of(dmitry.get("/notices/"))

    frozen.shift(timedelta(days=4))
    late = dmitry.get(url)
    assert "Просрочено" in text_of(late)
    assert "due-late" in late.content.decode()
    assert "due-late" in dmitry.get("/home/duties/").content.decode()
    application.refresh_from_db()
    assert application.state == "submitted", "nothing is approved by silence"


@pytest.mark.clause("BT-3.2.b")
def test_a_refusal_without_reason_is_impossible_and_its_text_reaches_the_initiator(
    cast: Cast, as_: Browser
) -> None:
    url, application = submitted(cast, as_)
    dmitry, anna = as_(cast.dmitry), as_(cast.anna)
    for typed in ({"reason": "", "clause": "п. 3.1"}, {"reason": " ", "clause": "п. 3.1"}):
        assert dmitry.post(f"{url}refuse/", typed).status_code == 422
    assert dmitry.post(f"{url}refuse/", {"reason": "Тема занята.", "clause": ""}).status_code == 422
    application.refresh_from_db()
    assert application.state == "submitted"

    why = "По этой теме уже работает группа школы № 5. " + "Её материалы открыты району. " * 30
    told = {"reason": why.strip(), "clause": "п. 3.1"}
    assert dmitry.post(f"{url}refuse/", told).status_code == 302

    run_once(at=MOMENT)
    for who in (cast.anna, cast.boris):
        assert told["reason"] in text_of(as_(who).get("/notices/"))
        assert told["reason"] in text_of(as_(who).get(url))
        letters = [one for one in mail.outbox if one.to == [who.email]]
        assert any(
            "отказано" in one.subject and told["reason"] in str(one.body) and url in str(one.body)
            for one in letters
        )
    assert "отказано" in text_of(as_(cast.elena).get("/notices/"))
    assert anna.post(f"{url}submit/").status_code == 403
    assert not Community.objects.filter(name=WANTED["name"]).exists()
    letter = Document.objects.get(kind="refusal")
    assert told["reason"].rstrip(".") in letter.text


def test_questions_are_kept_and_stop_nothing(cast: Cast, as_: Browser) -> None:
    url, application = submitted(cast, as_)
    due = application.due_at
    dmitry, anna = as_(cast.dmitry), as_(cast.anna)
    dmitry.post(f"{url}ask/", {"words": "Кто проведёт апробацию?"})
    assert "Ответьте на вопрос о заявлении" in text_of(anna.get("/home/"))
    assert as_(cast.boris).post(f"{url}reply/1/", {"words": "Я."}).status_code == 404
    assert anna.post(f"{url}reply/1/", {"words": " "}).status_code == 422
    anna.post(f"{url}reply/1/", {"words": "Школы № 1 и № 2."})
    run_once(at=now())
    assert "Кто проведёт апробацию?" in text_of(anna.get("/notices/"))
    assert "Школы № 1 и № 2." in text_of(dmitry.get("/notices/"))

    page = text_of(dmitry.get(url))
    assert "Кто проведёт апробацию?" in page
    assert "Школы № 1 и № 2." in page
    application.refresh_from_db()
    assert (application.state, application.due_at) == ("submitted", due)
    assert anna.post(f"{url}reply/1/", {"words": "Ещё раз."}).status_code == 403


def test_a_mistake_in_one_answer_is_said_at_its_own_question(cast: Cast, as_: Browser) -> None:
    url, _application = submitted(cast, as_)
    dmitry, anna = as_(cast.dmitry), as_(cast.anna)
    for words in ("Кто проведёт апробацию?", "Где встречи?"):
        dmitry.post(f"{url}ask/", {"words": words})
    answer = anna.post(f"{url}reply/2/", {"words": "х" * 3001})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert (page.count('id="id_1_words"'), page.count('id="id_2_words"')) == (1, 1)
    assert page.count("х" * 3001) == 1
    assert page.index('id="id_1_words"') < page.index("х" * 3001)


def test_taking_back_asks_first_and_says_what_is_kept(cast: Cast, as_: Browser) -> None:
    """A press by mistake loses neither the draft nor the number in the register."""
    anna = as_(cast.anna)
    draft = begun(cast, as_, cast.anna)
    asked = text_of(anna.get(f"{draft}drop/"))
    assert "Удалить черновик?" in asked
    assert "Вернуть их будет нельзя." in asked
    assert anna.get(draft).status_code == 200
    assert anna.post(f"{draft}drop/")["Location"] == cast.here
    assert not Application.objects.exists()

    url, application = submitted(cast, as_)
    assert f'href="{url}withdraw/"' in anna.get(url).content.decode()
    asked = text_of(anna.get(f"{url}withdraw/"))
    assert "Отозвать заявление?" in asked
    assert "Оно останется в реестре под своим номером, отменённым." in asked
    application.refresh_from_db()
    assert application.state == "submitted"
    assert as_(cast.boris).get(f"{url}withdraw/").status_code == 403

    assert anna.post(f"{url}withdraw/").status_code == 302

    application.refresh_from_db()
    assert application.state == "withdrawn"
    assert application.paper is not None
    assert application.paper.state == "cancelled"
    assert anna.get(f"{url}withdraw/").status_code == 403


def test_nobody_decides_his_own(cast: Cast, as_: Browser) -> None:
    url = begun(cast, as_, cast.dmitry, initiator="department")
    for colleague in (cast.anna, cast.boris):
        joined(url, as_, cast.dmitry, colleague)
    as_(cast.dmitry).post(f"{url}people/{cast.anna.pid}/lead/")
    as_(cast.dmitry).post(f"{url}submit/")
    for verb, typed in (
        ("support", {"control": "я"}),
        ("refuse", {"reason": "Нет.", "clause": "п. 1"}),
    ):
        refused = as_(cast.dmitry).post(f"{url}{verb}/", typed)
        assert refused.status_code == 403
        assert "Своё заявление не решают" in text_of(refused)
        assert as_(cast.anna).post(f"{url}{verb}/", typed).status_code == 403
        assert as_(cast.vera).post(f"{url}{verb}/", typed).status_code == 404
    assert as_(cast.elena).post(f"{url}support/", {"control": "я"}).status_code == 302
