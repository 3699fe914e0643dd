"""Papers from the first line to the public page of checking, as people meet them."""

from datetime import date
from io import BytesIO
import re
from urllib.parse import unquote

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook
import pytest

from staffroom.shared.documents.models import Document, DocumentFile
from tests.factories import world as made
from tests.shared.accounts.pages import text_of
from tests.shared.documents.conftest import HERE, PATTERNS, as_, body_of, drafted, issued


def test_an_order_is_written_registered_and_checked_by_anybody(world: made.World) -> None:
    dmitry = as_(world.dmitry)
    document = drafted(
        world, annex_1_heading="Состав группы", annex_1_text="№ | Имя\n1 | Анна Петрова"
    )
    page = text_of(dmitry.get(f"{HERE}{document.pid}/"))
    assert "Проект" in page
    assert dmitry.get(f"{HERE}{document.pid}/draft.pdf").content.startswith(b"%PDF-1.7")
    assert dmitry.get(f"{HERE}{document.pid}/sheets/1.png").content.startswith(b"\x89PNG")

    issued(world, document)

    page = text_of(as_(world.anna).get(f"{HERE}{document.pid}/"))
    assert "Приказ от 14.09.2026 № 1" in page
    files = {one.role: one for one in DocumentFile.objects.filter(document=document)}
    assert set(files) == {"pdf", "docx", "odt"}
    served = as_(world.anna).get(f"/files/{files['pdf'].file.pid}/{files['pdf'].file.name}")
    assert body_of(served).startswith(b"%PDF-1.7")

    told = text_of(
        Client().get(f"/check/{document.check_code[:5].lower()}-{document.check_code[5:]}/")
    )
    assert "Документ подлинный" in told
    assert "Действует" in told
    assert "14.09.2026" in told
    assert world.organization.name in told
    assert "Д. И. Примеров" not in told, "nothing of people"
    assert "О создании группы" not in told, "nothing more than kind, number, date, issuer"


def test_a_code_that_was_never_given_leads_nowhere(world: made.World) -> None:
    answer = Client().get("/check/AAAAA-BBBBB/")
    assert answer.status_code == 404
    assert "Такого документа нет" in text_of(answer)
    moved = Client().get("/check/", {"code": " abcde fghjk "})
    assert moved["Location"] == "/check/abcdefghjk/"


def test_numbers_follow_each_other_by_year_and_kind(world: made.World) -> None:
    dmitry = as_(world.dmitry)
    dmitry.post(
        f"{HERE}letterheads/{world.organization.pid}/",
        {
            "names": "Школа", "signer_position": "Директор", "signer_name": "Д. И. Примеров",
            "second_language": "", **PATTERNS, "pattern_order": "{n}-осн",
        },
    )  # fmt: skip
    first, second = drafted(world), drafted(world)
    byhand = issued(world, drafted(world), number="2-осн")
    assert [issued(world, one).number for one in (first, second)] == ["1-осн", "3-осн"]
    assert issued(world, drafted(world, kind="minutes")).number == "1"
    last_year = issued(world, drafted(world), dated_on="2025-12-30", number="")
    assert (last_year.number, last_year.year) == ("1", 2025)
    assert byhand.number == "2-осн"


def test_a_number_is_borne_once(world: made.World) -> None:
    issued(world, drafted(world), number="7")
    second = drafted(world)
    answer = as_(world.dmitry).post(
        f"{HERE}{second.pid}/issue/", {"dated_on": "2026-09-14", "number": "7"}
    )
    assert answer.status_code == 422
    assert "Номер 7 в этом году уже занят." in text_of(answer)
    second.refresh_from_db()
    assert (second.state, second.number, second.files.count()) == ("draft", "", 0)


@pytest.mark.parametrize(
    ("posted", "words"),
    [
        ({"dated_on": "2026-09-15"}, "Дата документа ещё не наступила."),
        ({"dated_on": "2026-09-01"}, "Дата раньше документа-основания: 10.09.2026."),
        ({"dated_on": "завтра"}, "Введите правильную дату"),
    ],
)
def test_a_paper_is_not_older_than_its_basis(
    world: made.World, posted: dict[str, str], words: str
) -> None:
    minutes = issued(
        world, drafted(world, kind="minutes", heading="Заседание совета"), dated_on="2026-09-10"
    )
    order = drafted(world, basis=minutes.pk)
    answer = as_(world.dmitry).post(f"{HERE}{order.pid}/issue/", {"number": "", **posted})
    assert answer.status_code == 422
    assert words in text_of(answer)
    order.refresh_from_db()
    assert (order.state, order.files.count()) == ("draft", 0)


def test_who_signs_must_be_named(world: made.World) -> None:
    order = drafted(world, signer_1_name="")
    answer = as_(world.dmitry).post(
        f"{HERE}{order.pid}/issue/", {"dated_on": "2026-09-14", "number": ""}
    )
    assert "Укажите, кто подписывает" in text_of(answer)
    assert Document.objects.get(pk=order.pk).state == "draft"


def test_a_sign_that_cannot_be_printed_is_named_and_the_text_is_kept(world: made.World) -> None:
    answer = as_(world.dmitry).post(
        f"{HERE}new/order/",
        {
            "issuer": world.organization.pk, "heading": "О радости", "text": "Поздравить всех 😀", "level": "local",
            "audience": "members",
        },
    )  # fmt: skip
    assert answer.status_code == 422
    assert "Знака «😀» нет в шрифте документов" in text_of(answer)
    assert "Поздравить всех 😀" in answer.content.decode()
    assert not Document.objects.exists()


def test_a_registered_paper_never_changes(world: made.World) -> None:
    order = issued(world, drafted(world))
    before = list(order.files.values_list("role", "sha256"))
    dmitry = as_(world.dmitry)
    for verb in ("edit", "issue", "drop"):
        answer = dmitry.post(f"{HERE}{order.pid}/{verb}/", {"heading": "Другое"})
        assert answer.status_code == 403
        assert "Зарегистрированный документ не меняют" in text_of(answer)
    amending = issued(world, drafted(world, heading="Об изменении состава", amends=order.pk))
    order.refresh_from_db()
    assert order.heading == "О создании группы учителей математики"
    assert list(order.files.values_list("role", "sha256")) == before
    page = text_of(dmitry.get(f"{HERE}{order.pid}/"))
    assert f"Изменён документом Приказ от 14.09.2026 № {amending.number}" in page


def test_a_cancelled_paper_stays_and_says_so(world: made.World) -> None:
    order = issued(world, drafted(world))
    dmitry = as_(world.dmitry)
    answer = dmitry.post(f"{HERE}{order.pid}/cancel/", {"reason": " "})
    assert answer.status_code == 422
    dmitry.post(f"{HERE}{order.pid}/cancel/", {"reason": "приказ № 2"})
    assert "Отменён 14.09.2026" in text_of(Client().get(f"/check/{order.check_code}/"))
    assert "приказ № 2" in text_of(as_(world.anna).get(f"{HERE}{order.pid}/"))


@pytest.mark.clause("TV-1.4")
def test_an_act_whose_term_has_ended_is_marked_and_listed(world: made.World) -> None:
    """Acts of others have a validity; an expired one is marked and found by the filter."""
    dmitry = as_(world.dmitry)
    for heading, until in (("О старом стандарте", "2026-08-31"), ("О новом стандарте", "")):
        answer = dmitry.post(
            f"{HERE}new/act/",
            {
                "issuer_name": "Министерство", "heading": heading, "level": "federal", "audience": "public",
                "valid_until_on": until, "source_url": "https://acts.example/1",
            },
        )  # fmt: skip
        assert answer.status_code == 302
        issued(world, Document.objects.latest("pk"), number="115", dated_on="2020-05-01")
    page = text_of(Client().get(HERE))
    assert "Срок истёк" in page
    expired = text_of(dmitry.get(HERE, {"state": "expired"}))
    assert "О старом стандарте" in expired
    assert "О новом стандарте" not in expired


@pytest.mark.clause("BB-O.1")
def test_a_regulation_stands_on_the_page_of_its_community(world: made.World) -> None:
    """An order with number, date and PDF is registered; the community says so, with the file."""
    order = issued(world, drafted(world, heading="Об утверждении положения"), number="12")
    regulation = drafted(
        world, kind="regulation", heading="Положение о сообществе", community=world.community.pk,
        basis=order.pk,
    )  # fmt: skip
    scan = SimpleUploadedFile("положение.pdf", dict_pdf(world), "application/pdf")
    issued(world, regulation, number="б/н", original=scan)

    page = as_(world.anna).get(f"/berezovka/c/{world.community.pid}-{world.community.slug}/about/")
    assert "Положение утверждено приказом № 12 от 14.09.2026" in text_of(page)
    found = re.search(r'href="(/files/[^"]+\.pdf)"', page.content.decode())
    assert found, "the community's page lets one download it"
    assert body_of(as_(world.anna).get(unquote(found[1]))).startswith(b"%PDF")
    assert Client().get(unquote(found[1])).status_code == 404, "members only"
    paper = as_(world.anna).get(f"{HERE}{regulation.pid}/")
    assert "Скан или файл подлинника" in text_of(paper)


def dict_pdf(world: made.World) -> bytes:
    """A real PDF: the draft's own."""
    document = Document.objects.latest("pk")
    return as_(world.dmitry).get(f"{HERE}{document.pid}/draft.pdf").content


@pytest.mark.clause("BB-10.1")
def test_the_shelf_shows_the_acting_version_and_older_ones(world: made.World) -> None:
    old = issued(
        world,
        drafted(world, kind="regulation", heading="Положение, редакция 1"),
        dated_on="2025-09-01",
    )
    as_(world.dmitry).post(f"{HERE}{old.pid}/cancel/", {"reason": "новая редакция"})
    issued(world, drafted(world, kind="regulation", heading="Положение, редакция 2"))
    page = text_of(as_(world.anna).get(HERE, {"kind": "regulation"}))
    assert page.index("редакция 2") < page.index("редакция 1")
    assert "Отменён" in page


def test_papers_are_read_by_those_for_whom_they_are(world: made.World) -> None:
    draft = drafted(world, heading="О секретном проекте")
    kept = issued(world, drafted(world, heading="О служебном", audience="keepers"))
    ours = issued(world, drafted(world, heading="О своём"))
    open_one = issued(world, drafted(world, heading="Об открытом", audience="public"))
    for who, seen in (
        (None, {open_one}), (world.vera, {open_one}), (world.anna, {open_one, ours}), (world.galina, {open_one, ours}),
        (world.dmitry, {draft, kept, ours, open_one}),
    ):  # fmt: skip
        client = as_(who) if who else Client()
        listed = text_of(client.get(HERE))
        for one in (draft, kept, ours, open_one):
            assert (one.heading in listed) is (one in seen), (who, one.heading)
            status = client.get(f"{HERE}{one.pid}/").status_code
            assert (status == 200) is (one in seen)


def test_the_register_goes_to_excel_as_words(world: made.World) -> None:
    issued(world, drafted(world, heading="=1+1"))
    answer = as_(world.dmitry).get(f"{HERE}register.xlsx")
    sheet = load_workbook(BytesIO(answer.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:4] == ("Вид", "Номер", "Дата", "О чём")
    assert rows[1][0] == "Приказ"
    assert rows[1][2].date() == date(2026, 9, 14)
    assert rows[1][3] == "=1+1"
    assert as_(world.anna).get(f"{HERE}register.xlsx").status_code == 404
