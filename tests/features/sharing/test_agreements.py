"""An agreement from the first draft over the yes of each side and its paper to its end or extension."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
import openpyxl
import pytest
import time_machine

from staffroom.core.jobs import run_once
from staffroom.features.sharing.jobs import tell_of_terms
from staffroom.features.sharing.models import Agreement, AgreementState
from staffroom.shared.documents.models import Document
from staffroom.shared.duties.models import Duty
from tests.conftest import MOMENT
from tests.features.governance.conftest import Cast
from tests.features.sharing.conftest import Browser, school
from tests.features.sharing.test_resources import asked, offered
from tests.queries import assert_queries_constant
from tests.shared.accounts.pages import text_of

HERE = "/balta/sharing/agreements/"
SOUND = {"starts_on": "2026-10-01", "ends_on": "2027-05-31", "notice_days": "30"}
TWO = ("Школа № 1", "Школа № 2")


def begun(cast: Cast, as_: Browser, *names: str, **more: Any) -> str:
    """Анна prepares an agreement and writes what each side gives; its address."""
    data = {
        "sort": "cooperation", "subject": "общая лаборатория робототехники", "starts_on": "2026-10-01",
        "ends_on": "2027-05-31", "notice_days": "30",
        "organizations": [school(cast, name).pk for name in names or TWO], **more,
    }  # fmt: skip
    anna = as_(cast.anna)
    answer = anna.post(f"{HERE}begin/", data)
    assert answer.status_code == 302, text_of(answer)
    url = str(answer["Location"])
    for n, name in enumerate(names or TWO, 1):
        side = {
            "gives": f"кабинет № {n} по вторникам", "receives": "занятия кружка",
            "signer_position": "Директор", "signer_name": f"И. О. Фамилия{n}",
        }  # fmt: skip
        written = anna.post(f"{url}{school(cast, name).pid}/", side)
        assert written.status_code == 302, text_of(written)
    return url


def side_of(cast: Cast, url: str, name: str) -> str:
    """The address of a side."""
    return f"{url}{school(cast, name).pid}/"


def in_force(cast: Cast, as_: Browser, **more: Any) -> str:
    """The same, agreed by both schools and registered by Елена."""
    url = begun(cast, as_, **more)
    anna, boris = as_(cast.anna), as_(cast.boris)
    assert anna.post(f"{url}offer/").status_code == 302
    assert anna.post(f"{side_of(cast, url, 'Школа № 1')}agree/").status_code == 302
    assert boris.post(f"{side_of(cast, url, 'Школа № 2')}agree/").status_code == 302
    register(cast, as_)
    return url


def register(cast: Cast, as_: Browser) -> Document:
    """Елена gives the prepared paper its number and date."""
    paper = Document.objects.get(kind="agreement", state="draft")
    answer = as_(cast.elena).post(
        f"/balta/documents/{paper.pid}/issue/", {"dated_on": "2026-09-14"}
    )
    assert answer.status_code == 302, text_of(answer)
    paper.refresh_from_db()
    return paper


def owed(kind: str) -> int:
    """How much of a kind is owed."""
    return Duty.objects.filter(kind=kind, closed_at=None).count()


@pytest.mark.clause("BT-1.1.b")
def test_two_schools_agree_each_for_itself_and_the_paper_brings_it_into_force(
    cast: Cast, as_: Browser
) -> None:
    anna, boris, vera, elena = (as_(one) for one in (cast.anna, cast.boris, cast.vera, cast.elena))
    assert "Договоров пока нет" in text_of(vera.get(HERE))
    assert vera.get(f"{HERE}begin/").status_code == 403
    url = begun(cast, as_)
    assert vera.get(url).status_code == 404, "a draft is the affair of its sides"
    assert anna.post(f"{url}offer/").status_code == 302
    run_once(at=MOMENT)
    assert "ждёт согласия сторон" in text_of(boris.get("/notices/"))
    assert "Согласуйте договор: «общая лаборатория" in text_of(boris.get("/home/duties/"))
    second = side_of(cast, url, "Школа № 2")
    assert anna.post(f"{second}agree/").status_code == 403, "nobody agrees for another"
    assert elena.post(f"{second}agree/").status_code == 403
    assert anna.post(f"{side_of(cast, url, 'Школа № 1')}agree/").status_code == 302
    assert not Document.objects.filter(kind="agreement").exists(), "one has not agreed yet"

    assert boris.post(f"{second}agree/").status_code == 302
    waits = text_of(elena.get("/home/duties/"))
    assert "Зарегистрируйте договор: «общая лаборатория робототехники»" in waits
    paper = Document.objects.get(kind="agreement")
    assert "2.1. Школа № 1 даёт: кабинет № 1 по вторникам. Получает: занятия кружка." in paper.text
    assert "не позднее чем за 30 дней" in paper.text
    assert [one["name"] for one in paper.signers] == ["И. О. Фамилия1", "И. О. Фамилия2"]
    edit = elena.get(f"/balta/documents/{paper.pid}/edit/")
    assert edit.status_code == 403, "the sides have agreed to this text"

    register(cast, as_)
    page = vera.get(url)
    assert "Договор от 14.09.2026 № 1" in text_of(page)
    assert "Начнёт действовать 01.10.2026" in text_of(page)
    assert paper.files.filter(role="docx").exists()
    run_once(at=MOMENT)
    assert "зарегистрирован: «общая лаборатория робототехники»" in text_of(anna.get("/notices/"))
    assert not Duty.objects.filter(closed_at=None, kind__startswith="sharing.").exists()
    assert "Общая лаборатория" in text_of(
        vera.get(f"{HERE}?organization={school(cast, 'Школа № 2').pid}")
    )
    assert "Таких договоров нет" in text_of(vera.get(f"{HERE}?is_ending=on"))


def test_a_side_asks_for_changes_and_all_agree_anew(cast: Cast, as_: Browser) -> None:
    url = begun(cast, as_)
    anna, boris = as_(cast.anna), as_(cast.boris)
    anna.post(f"{url}offer/")
    anna.post(f"{side_of(cast, url, 'Школа № 1')}agree/")
    second = side_of(cast, url, "Школа № 2")
    assert boris.post(f"{second}return/", {"words": " "}).status_code == 422
    assert boris.post(f"{second}return/", {"words": "По средам"}).status_code == 302
    run_once(at=MOMENT)
    told = text_of(anna.get("/notices/"))
    assert "Школа № 2 просит изменить договор" in told
    assert "По средам" in told
    found = Agreement.objects.get()
    assert found.state == AgreementState.DRAFT
    assert not found.sides.exclude(agreed_at=None).exists()
    assert owed("sharing.consent") == 0
    boris.post(
        second,
        {"gives": "кабинет по средам", "signer_position": "Директор", "signer_name": "Б. О."},
    )
    assert "кабинет по средам" in text_of(anna.get(url))


def test_the_yes_of_a_partner_without_an_account_is_noted_by_its_signed_copy(
    cast: Cast, as_: Browser
) -> None:
    url = begun(cast, as_, "Школа № 1", "Технопарк")
    anna, elena = as_(cast.anna), as_(cast.elena)
    anna.post(f"{url}offer/")
    partner = side_of(cast, url, "Технопарк")
    assert "Технопарк: внесите подписанный договор" in text_of(elena.get("/home/duties/"))
    copy = SimpleUploadedFile("договор.txt", "Подписано".encode())
    assert anna.post(f"{partner}note/", {"file": copy}).status_code == 403
    empty = elena.post(f"{partner}note/", {})
    assert empty.status_code == 422
    copy = SimpleUploadedFile("договор.txt", "Подписано".encode())
    noted = elena.post(f"{partner}note/", {"file": copy})
    assert noted.status_code == 302, text_of(noted)
    anna.post(f"{side_of(cast, url, 'Школа № 1')}agree/")
    register(cast, as_)
    shown = text_of(anna.get(url))
    assert "по подписанному экземпляру, запись: Елена Круглова" in shown
    assert "договор.txt" in shown
    assert "договор.txt" not in text_of(as_(cast.boris).get(url)), "the copy is for the sides"


def test_a_side_ends_it_by_notice_and_the_other_is_told(cast: Cast, as_: Browser) -> None:
    url = in_force(cast, as_)
    anna, boris = as_(cast.anna), as_(cast.boris)
    first = side_of(cast, url, "Школа № 1")
    soon = anna.post(f"{first}end/", {"ends_on": "2026-10-01", "words": "Ремонт"})
    assert "Предупреждают за 30 дн.: не раньше 14.10.2026." in text_of(soon)
    silent = anna.post(f"{first}end/", {"ends_on": "2026-11-01", "words": ""})
    assert silent.status_code == 422
    assert (
        boris.post(f"{first}end/", {"ends_on": "2026-11-01", "words": "Ремонт"}).status_code == 403
    )
    assert (
        anna.post(f"{first}end/", {"ends_on": "2026-11-01", "words": "Ремонт"}).status_code == 302
    )
    run_once(at=MOMENT)
    told = text_of(boris.get("/notices/"))
    assert (
        "Школа № 1 заканчивает договор «общая лаборатория робототехники» 01.11.2026. Ремонт" in told
    )
    assert owed("sharing.ending") == 2
    assert boris.get(f"{url}extend/").status_code == 403

    with time_machine.travel(datetime(2026, 11, 2, 9, tzinfo=UTC), tick=False):
        tell_of_terms()
        anna, boris = as_(cast.anna), as_(cast.boris)
        shown = text_of(boris.get(url))
        assert "Закончился" in shown
        done = boris.post(f"{side_of(cast, url, 'Школа № 2')}sum/", {"words": "Прошло 8 занятий"})
        assert done.status_code == 302
        assert "Прошло 8 занятий" in text_of(anna.get(url))
    assert owed("sharing.ending") == 1
    assert Document.objects.get(kind="agreement").state == "cancelled"


def test_the_last_day_of_notice_and_the_end_are_owed_in_time(cast: Cast, as_: Browser) -> None:
    url = in_force(cast, as_)
    tell_of_terms()
    assert not Duty.objects.filter(closed_at=None, kind__startswith="sharing.").exists()
    with time_machine.travel(datetime(2027, 4, 5, 9, tzinfo=UTC), tick=False):
        tell_of_terms()
        tell_of_terms()
        duty = Duty.objects.filter(kind="sharing.notice", closed_at=None).first()
        assert duty is not None
        assert owed("sharing.notice") == 2
        assert duty.due_on == date(2027, 5, 4)  # 1 May is a Saturday, then days off
        assert duty.clause == "п. 2.2"
        boris = as_(cast.boris)
        assert "продлить договор «общая лаборатория" in text_of(boris.get("/home/duties/"))
        let = f"{side_of(cast, url, 'Школа № 2')}let-end/"
        assert boris.post(let).status_code == 302
        assert owed("sharing.notice") == 1
    with time_machine.travel(datetime(2027, 5, 5, 9, tzinfo=UTC), tick=False):
        tell_of_terms()
        assert owed("sharing.notice") == 1, "what was decided is not asked again"
        assert owed("sharing.ending") == 2
        assert "Осталось" not in text_of(as_(cast.anna).get(HERE))
        assert "Общая лаборатория" in text_of(as_(cast.anna).get(f"{HERE}?is_ending=on"))


def test_an_extension_is_agreed_by_all_and_takes_the_place_in_its_day(
    cast: Cast, as_: Browser
) -> None:
    url = in_force(cast, as_)
    anna, boris = as_(cast.anna), as_(cast.boris)
    early = boris.post(f"{url}extend/", {"ends_on": "2027-05-31"})
    assert "Договор действует до 31.05.2027." in text_of(early)
    answer = boris.post(f"{url}extend/", {"ends_on": "2028-05-31"})
    assert answer.status_code == 302, text_of(answer)
    later = str(answer["Location"])
    assert "01.06.2027 – 31.05.2028" in text_of(boris.get(later))
    assert "кабинет № 1 по вторникам" in text_of(boris.get(later))
    assert anna.get(f"{url}extend/").status_code == 403, "it is being extended already"
    assert boris.post(f"{later}offer/").status_code == 302
    boris.post(f"{side_of(cast, later, 'Школа № 2')}agree/")
    anna.post(f"{side_of(cast, later, 'Школа № 1')}agree/")
    paper = register(cast, as_)
    assert paper.heading.startswith("О продлении договора о сетевом взаимодействии")
    assert paper.amends is not None
    with time_machine.travel(datetime(2027, 6, 1, 9, tzinfo=UTC), tick=False):
        tell_of_terms()
        anna = as_(cast.anna)
        assert "Продлён" in text_of(anna.get(url))
        assert "Действует" in text_of(anna.get(later))


def test_what_was_really_used_stands_by_the_agreement(cast: Cast, as_: Browser) -> None:
    url = in_force(cast, as_, starts_on="2026-09-14")
    request = asked(cast, as_, offered(cast, as_))
    as_(cast.anna).post(f"{request}answer/", {"answer": "promise", "words": ""})
    with time_machine.travel(MOMENT + timedelta(days=9), tick=False):
        as_(cast.boris).post(f"{request}settle/", {"answer": "used", "hours": "3"})
        shown = text_of(as_(cast.boris).get(url))
    assert "Кабинет робототехники Школа № 1 → Школа № 2, 22.09.2026 · 3 часа Состоялось" in shown


def test_the_register_goes_out_as_a_workbook(cast: Cast, as_: Browser) -> None:
    in_force(cast, as_, subject="=1+1")
    answer = as_(cast.vera).get(f"{HERE}register.xlsx")
    rows = [
        [cell or "" for cell in row]
        for row in openpyxl.load_workbook(BytesIO(answer.content)).active.iter_rows(
            values_only=True
        )
    ]
    assert rows[1][0] == "1"
    assert rows[1][3:5] == ["=1+1", "Школа № 1; Школа № 2"]
    assert rows[1][9] == "Действует"


def test_a_text_is_taken_back_with_its_paper_and_given_up_with_a_reason(
    cast: Cast, as_: Browser
) -> None:
    url = begun(cast, as_)
    anna, boris, elena = as_(cast.anna), as_(cast.boris), as_(cast.elena)
    anna.post(f"{url}offer/")
    anna.post(f"{side_of(cast, url, 'Школа № 1')}agree/")
    boris.post(f"{side_of(cast, url, 'Школа № 2')}agree/")
    paper = Document.objects.get(kind="agreement")
    assert elena.post(f"/balta/documents/{paper.pid}/drop/").status_code == 403
    assert anna.post(f"{url}take-back/").status_code == 302
    assert not Document.objects.filter(kind="agreement").exists()
    assert owed("sharing.paper") == 0
    assert anna.post(f"{url}drop/", {"words": ""}).status_code == 422
    assert anna.post(f"{url}drop/", {"words": "Передумали"}).status_code == 302
    assert "Передумали" in text_of(anna.get(url))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"ends_on": "2026-09-30"}, "Последний день раньше первого."),
        ({"starts_on": "2026-01-01", "ends_on": "2026-09-01"}, "Последний день уже прошёл."),
        ({"notice_days": "0"}, "больше либо равно 1"),
        ({"organizations": []}, "Обязательное поле."),
    ],
    ids=["order", "past", "notice", "nobody"],
)
def test_what_cannot_be_agreed_is_told(
    cast: Cast, as_: Browser, typed: dict[str, Any], words: str
) -> None:
    data = {
        "sort": "joint", "subject": "кружок", "starts_on": "2026-10-01", "ends_on": "2027-05-31",
        "notice_days": "30", "organizations": [school(cast, name).pk for name in TWO], **typed,
    }  # fmt: skip
    answer = as_(cast.anna).post(f"{HERE}begin/", data)
    assert answer.status_code == 422
    assert words in text_of(answer)
    foreign = [school(cast, n).pk for n in ("Школа № 2", "Технопарк")]
    refused = as_(cast.anna).post(f"{HERE}begin/", {**data, **SOUND, "organizations": foreign})
    assert "Отметьте среди сторон и свою организацию." in text_of(refused)
    assert not Agreement.objects.exists()


def test_an_agreement_with_an_empty_side_is_not_put_to_the_sides(cast: Cast, as_: Browser) -> None:
    url = begun(cast, as_)
    found = Agreement.objects.get()
    found.sides.filter(organization=school(cast, "Школа № 2")).update(gives="")
    answer = as_(cast.anna).post(f"{url}offer/")
    assert answer.status_code == 422
    assert "Допишите, что даёт и кто подписывает: Школа № 2." in text_of(answer)


def test_the_register_asks_the_same_number_of_queries(cast: Cast, as_: Browser) -> None:
    in_force(cast, as_)
    first = Agreement.objects.get()

    def more(count: int) -> None:
        for n in range(count):
            one = Agreement.objects.create(
                district=cast.district, sort="joint", subject=f"Кружок {n}", starts_on=first.starts_on,
                ends_on=first.ends_on, state="in_force", document=first.document, rules_id=first.rules_id,
                made_at=MOMENT,
            )  # fmt: skip
            for name in TWO:
                one.sides.create(organization=school(cast, name))

    assert_queries_constant(as_(cast.boris), HERE, more, expected=8)
