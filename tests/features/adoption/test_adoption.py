"""A paper is sent, heads enter their orders, the board shows who has adopted it and who has not."""

from datetime import timedelta
from io import BytesIO
from typing import Any

from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
import openpyxl
import pytest
import time_machine

from staffroom.core.jobs import run_once
from staffroom.features.adoption.models import Adoption, LocalAct
from staffroom.shared.duties.jobs import escalate_overdue
from staffroom.shared.duties.models import Duty
from tests.conftest import MOMENT
from tests.factories import world as made
from tests.features.adoption.conftest import Browser, paper, school
from tests.features.governance.conftest import Cast
from tests.queries import assert_queries_constant
from tests.shared.accounts.pages import text_of

ALL = ("Школа № 1", "Школа № 2", "Школа № 3")


def sent(cast: Cast, as_: Browser, document: Any, *names: str, **more: Any) -> str:
    """Дмитрий sends the paper; the address of its board."""
    data = {
        "document": document.pid, "due_on": "2026-09-25",
        "organizations": [school(cast, name).pk for name in names or ALL], **more,
    }  # fmt: skip
    answer = as_(cast.dmitry).post(f"/{cast.district.slug}/adoption/send/", data)
    assert answer.status_code == 302, text_of(answer)
    return str(answer["Location"])


def rows_of(answer: Any) -> list[list[Any]]:
    """The lines of a workbook."""
    book = openpyxl.load_workbook(BytesIO(answer.content))
    return [[cell or "" for cell in row] for row in book.active.iter_rows(values_only=True)]


@pytest.mark.clause("BT-O.1.1")
def test_the_procedure_goes_round_and_the_board_tells_who_has_adopted_it(
    cast: Cast, as_: Browser
) -> None:
    document = paper(cast)
    dmitry, anna, boris = as_(cast.dmitry), as_(cast.anna), as_(cast.boris)
    shown = text_of(dmitry.get(f"/{cast.district.slug}/documents/{document.pid}/"))
    assert "Организациям его ещё не рассылали" in shown

    url = sent(cast, as_, document, words="Ознакомьте педагогов.")
    run_once(at=MOMENT)

    told = [one for one in mail.outbox if "которые должна принять моя организация" in one.subject]
    assert {one.to[0] for one in told} == {cast.anna.email, cast.boris.email}
    assert "Примите приказом организации до 25.09.2026" in text_of(anna.get("/notices/"))
    assert "Примите приказом организации: Приказ от 14.09.2026" in text_of(
        anna.get("/home/duties/")
    )
    assert "Школа № 3: некому принять документ" in text_of(dmitry.get("/home/duties/"))
    assert as_(cast.vera).get(url).status_code == 404, "she heads nothing"
    assert "Приняли 0 из 3" in text_of(dmitry.get(url))

    page = anna.get(url)
    assert "Ознакомьте педагогов." in text_of(page)
    assert "Школа № 2" not in text_of(page), "the lines of others are the department's"
    mine = f"{url}{school(cast, 'Школа № 1').pid}/"
    assert boris.get(mine).status_code == 404
    early = anna.post(mine, {"number": "41", "dated_on": "2026-09-13"})
    assert early.status_code == 422
    assert "Дата раньше самого документа: 14.09.2026." in text_of(early)
    scan = SimpleUploadedFile("Приказ 41.txt", "Принять порядок.".encode())
    entered = anna.post(mine, {"number": "41", "dated_on": "2026-09-14", "file": scan})
    assert entered.status_code == 302, text_of(entered)

    assert "Примите приказом" not in text_of(anna.get("/home/duties/"))
    board = dmitry.get(url)
    assert "Приняли 1 из 3" in text_of(board)
    assert "приказ от 14.09.2026 № 41" in text_of(board)
    assert "Приказ 41.txt" in text_of(board)
    assert "Школа № 1" in text_of(dmitry.get(f"{url}?state=adopted"))
    waiting = text_of(dmitry.get(f"{url}?state=waiting")).partition("Записано")[2]
    assert "Школа № 2" in waiting
    assert "Школа № 1" not in waiting
    table = rows_of(dmitry.get(f"{url}board.xlsx"))
    assert [row[0] for row in table[2:]] == ["Школа № 2", "Школа № 3", "Школа № 1"]
    assert table[4][2:4] == ["Принято", "41"]
    paper_page = text_of(dmitry.get(f"/{cast.district.slug}/documents/{document.pid}/"))
    assert "Приняли 1 из 3" in paper_page
    again = anna.post(mine, {"number": "42", "dated_on": "2026-09-14"})
    assert again.status_code == 403


def test_what_is_overdue_reaches_whoever_leads_the_district(cast: Cast, as_: Browser) -> None:
    url = sent(cast, as_, paper(cast), "Школа № 1")
    duty = Duty.objects.get(kind="adoption.act")
    assert duty.owner == cast.anna
    assert duty.clause == "приказ, п. 1.1"
    late = MOMENT + timedelta(days=14)
    with time_machine.travel(late, tick=False):
        escalate_overdue()
        run_once(at=late)
        assert "Просрочено" in text_of(as_(cast.dmitry).get(f"{url}?state=late"))
        assert "Примите приказом" in text_of(as_(cast.dmitry).get("/home/duties/control/"))


def test_an_entry_is_given_back_with_a_reason_and_entered_again(cast: Cast, as_: Browser) -> None:
    url = sent(cast, as_, paper(cast), "Школа № 1")
    mine = f"{url}{school(cast, 'Школа № 1').pid}/"
    anna, dmitry = as_(cast.anna), as_(cast.dmitry)
    anna.post(mine, {"number": "41", "dated_on": "2026-09-14"})

    assert anna.post(f"{mine}return/", {"words": "Опечатка"}).status_code == 404
    assert dmitry.post(f"{mine}return/", {"words": " "}).status_code == 422
    assert dmitry.post(f"{mine}return/", {"words": "Номер чужой"}).status_code == 302

    run_once(at=MOMENT)
    assert "Запись о принятии возвращена: Номер чужой" in text_of(anna.get("/notices/"))
    assert "Номер чужой" in text_of(anna.get(mine))
    assert anna.post(mine, {"number": "14", "dated_on": "2026-09-14"}).status_code == 302
    assert "приказ от 14.09.2026 № 14" in text_of(dmitry.get(url))


def test_a_new_edition_asks_again_and_keeps_what_was(cast: Cast, as_: Browser) -> None:
    first = paper(cast)
    url = sent(cast, as_, first)
    anna, dmitry = as_(cast.anna), as_(cast.dmitry)
    anna.post(f"{url}{school(cast, 'Школа № 1').pid}/", {"number": "41", "dated_on": "2026-09-14"})

    second = paper(cast, "О порядке сетевого взаимодействия, новая редакция", amends=first)
    waits = text_of(dmitry.get("/home/duties/"))
    assert f"Вышла новая редакция: {second.name}. Разошлите её организациям" in waits
    later = sent(cast, as_, second)

    assert "Вышла новая редакция" not in text_of(dmitry.get("/home/duties/"))
    assert Duty.objects.filter(kind="adoption.act", closed_at=None).count() == 2
    page = text_of(dmitry.get(later))
    assert f"{first.name} : приняли 1 из 3" in page
    assert "Приняли 0 из 3" in page
    old = text_of(dmitry.get(url))
    assert "Принимать больше не нужно" in old
    assert "приказ от 14.09.2026 № 41" in old
    boris = as_(cast.boris)
    assert (
        boris.post(
            f"{url}{school(cast, 'Школа № 2').pid}/", {"number": "1", "dated_on": "2026-09-14"}
        ).status_code
        == 403
    )
    assert "новая редакция" in text_of(boris.get(later))


def test_another_representative_owes_what_the_former_did(cast: Cast, as_: Browser) -> None:
    sent(cast, as_, paper(cast), "Школа № 2", "Школа № 3")
    for name in ("Школа № 2", "Школа № 3"):
        one = school(cast, name)
        data = {
            "name": one.name,
            "short_name": one.short_name,
            "kind": one.kind,
            "representative": "Вера Нечаева",
        }
        page = f"/{cast.district.slug}/staff/organizations/{one.pid}/change/"
        answer = as_(cast.dmitry).post(page, data)
        assert answer.status_code == 302, text_of(answer)

    assert "Примите приказом" not in text_of(as_(cast.boris).get("/home/duties/"))
    assert "Примите приказом организации" in text_of(as_(cast.vera).get("/home/duties/"))
    owed = Duty.objects.filter(kind="adoption.act", closed_at=None)
    assert list(owed.values_list("owner", flat=True)) == [cast.vera.pk] * 2
    assert not Duty.objects.filter(kind="adoption.nobody", closed_at=None).exists()


def test_the_asking_ends_with_a_reason_and_nobody_owes(cast: Cast, as_: Browser) -> None:
    url = sent(cast, as_, paper(cast))
    dmitry = as_(cast.dmitry)
    assert dmitry.post(f"{url}close/", {"words": ""}).status_code == 422
    assert dmitry.post(f"{url}close/", {"words": "Порядок отменён."}).status_code == 302
    assert not Duty.objects.filter(closed_at=None, kind__startswith="adoption.").exists()
    run_once(at=MOMENT)
    assert "Принимать больше не нужно" in text_of(as_(cast.anna).get("/notices/"))
    assert not LocalAct.objects.exclude(adopted_at=None).exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"due_on": "2026-09-14"}, "Срок должен быть позже сегодняшнего дня."),
        ({"organizations": []}, "Обязательное поле."),
        ({"document": ""}, "Обязательное поле."),
    ],
    ids=["day", "nobody", "no paper"],
)
def test_what_cannot_be_sent_is_told(
    cast: Cast, as_: Browser, typed: dict[str, Any], words: str
) -> None:
    data = {
        "document": paper(cast).pid, "due_on": "2026-09-25",
        "organizations": [school(cast, "Школа № 1").pk], **typed,
    }  # fmt: skip
    answer = as_(cast.dmitry).post(f"/{cast.district.slug}/adoption/send/", data)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert not Adoption.objects.exists()


def test_a_paper_closed_to_the_network_is_not_sent(cast: Cast, as_: Browser) -> None:
    closed = paper(cast, audience="keepers")
    page = as_(cast.dmitry).get(f"/{cast.district.slug}/adoption/send/?document={closed.pid}")
    assert "Рассылать пока нечего" in text_of(page)
    assert f'href="/{cast.district.slug}/documents/">К документам' in page.content.decode()


def test_the_list_of_papers_asks_the_same_number_of_queries(cast: Cast, as_: Browser) -> None:
    def more(count: int) -> None:
        for n in range(count):
            sent(cast, as_, paper(cast, f"О порядке {Adoption.objects.count() + n}"), *ALL)

    url = f"/{cast.district.slug}/adoption/"
    assert_queries_constant(as_(cast.dmitry), url, more, expected=5)


def test_the_board_asks_the_same_number_of_queries(cast: Cast, as_: Browser) -> None:
    url = sent(cast, as_, paper(cast), "Школа № 1")
    found = Adoption.objects.get()

    def more(count: int) -> None:
        have = LocalAct.objects.count()
        for n in range(count):
            place = made.organization(cast.district, f"Сад № {have + n}")
            LocalAct.objects.create(adoption=found, organization=place)

    assert_queries_constant(as_(cast.dmitry), url, more, expected=8)
