"""«Сформировать положение»: a draft in the library, files; the board as a paper for an inspection."""

from datetime import datetime
from io import BytesIO
from typing import Any
import zipfile

from django.test import Client
import pypdfium2
import pytest

from staffroom.core.viewer import SYSTEM
from staffroom.shared.communities.models import Community
from staffroom.shared.documents.models import Document, DocumentState, Letterhead
from staffroom.shared.regulations import actions as regulations
from staffroom.shared.regulations.models import Profile
from tests.factories import world as factory
from tests.shared.accounts.pages import text_of

BOARD = "/berezovka/staff/clauses/"
TEXT = f"{BOARD}regulation/"


@pytest.fixture
def world(db: Any, frozen: Any) -> factory.World:
    return factory.make_world()


def read_pdf(content: bytes) -> str:
    pages = pypdfium2.PdfDocument(content)
    try:
        words = " ".join(page.get_textpage().get_text_range() for page in pages)
        return " ".join(words.replace("\ufffe", "").split())  # words parted at the end of a line
    finally:
        pages.close()


def read_docx(content: bytes) -> str:
    with zipfile.ZipFile(BytesIO(content)) as packed:
        return packed.read("word/document.xml").decode()


def test_a_changed_key_changes_the_sentence_of_the_page_and_of_the_paper(
    client: Client, world: factory.World, at: datetime
) -> None:
    """Дмитрий changes the term on the settings page; the regulation says the new one in words."""
    regulations.adopt_profile(district=world.district, code="baltasi", actor=SYSTEM, at=at)
    client.force_login(world.dmitry)
    before = text_of(client.get(TEXT))
    assert "рассматривают в течение 7 (семи) календарных дней." in before

    key = "creation.decision_days"
    told = client.post(f"/berezovka/staff/rules/{key}/", {f"{key}_0": "21", f"{key}_1": "working"})

    assert told.status_code == 302
    assert "рассматривают в течение 21 (двадцати одного) рабочего дня." in text_of(client.get(TEXT))
    docx = read_docx(client.get(f"{TEXT}regulation.docx").content)
    assert "рассматривают в течение 21 (двадцати одного) рабочего дня." in docx


def test_a_community_with_rules_of_its_own_has_its_own_regulation_and_board(
    client: Client, world: factory.World, at: datetime
) -> None:
    """Each page says whose rules it shows; the district's own text stays as it was."""
    district = Profile.objects.get(district_profile__district=world.district)
    own = regulations.branch_profile(parent=district, name="Свои правила", actor=SYSTEM, at=at)
    changes = {"creation.decision_days": {"days": 3, "calendar": "working"}}
    own = regulations.change_keys(profile=own, changes=changes, actor=SYSTEM, at=at)
    client.force_login(world.dmitry)
    assert "Чьи правила" not in client.get(BOARD).content.decode()
    Community.objects.filter(pk=world.community.pk).update(profile=own)
    asked, said = f"?community={world.community.pid}", "в течение 3 (трёх) рабочих дней"

    assert said not in text_of(client.get(TEXT))
    page = text_of(client.get(f"{TEXT}{asked}"))
    assert said in page
    assert f"О сообществе «{world.community.name}»" in page
    docx = read_docx(client.get(f"{TEXT}regulation.docx{asked}").content)
    assert said in docx
    board = client.get(f"{BOARD}{asked}").content.decode()
    assert said in text_of(client.get(f"{BOARD}{asked}"))
    assert said not in text_of(client.get(BOARD))
    assert f"?community={world.community.pid}" in board
    printed = read_docx(client.get(f"{BOARD}board.docx{asked}").content)
    assert world.community.name in printed
    assert client.get(f"{TEXT}?community=zzzzzzzzzz").status_code == 404

    issuer = factory.organization(world.district, "Методический центр")
    answer = client.post(f"{TEXT}draft/{asked}", {"issuer": issuer.pk})
    assert answer.status_code == 302, text_of(answer)
    draft = Document.objects.get(kind="regulation")
    assert (draft.community, draft.issuer) == (world.community, issuer)
    assert said in draft.text


def test_the_text_becomes_a_draft_that_is_printed_and_registered(
    client: Client, world: factory.World, at: datetime
) -> None:
    """Who keeps papers puts it into the library; sent twice it makes one draft."""
    Letterhead.objects.create(
        organization=world.organization,
        names="Школа № 1",
        signer_position="Директор",
        signer_name="Д. И. Примеров",
    )
    client.force_login(world.dmitry)
    page = client.get(TEXT)
    assert "Положить проектом в документы" in text_of(page)
    sent = {"issuer": world.organization.pk, "once": "the-same-form"}

    first, second = client.post(f"{TEXT}draft/", sent), client.post(f"{TEXT}draft/", sent)

    made = Document.objects.get(kind="regulation")
    assert first.url == second.url == f"/berezovka/documents/{made.pid}/"
    assert made.state == DocumentState.DRAFT
    assert made.heading == "О профессиональных сообществах"
    assert made.signers == [{"position": "Директор", "name": "Д. И. Примеров"}]
    printed = read_pdf(client.get(f"{first.url}draft.pdf").content)
    assert "ПРОЕКТ" in printed
    assert "15. Заключительные положения" in printed
    assert "1.1. Положение определяет порядок создания" in printed


def test_nobody_issues_papers_here_is_said_and_nothing_is_made(
    client: Client, world: factory.World
) -> None:
    """Without an organisation chosen the form comes back."""
    client.force_login(world.dmitry)

    answer = client.post(f"{TEXT}draft/", {"issuer": ""})

    assert answer.status_code == 422
    assert not Document.objects.exists()


@pytest.mark.parametrize("code", ["basic", "tula", "olekminsk"])
def test_the_regulation_and_the_board_are_files_of_three_kinds(
    client: Client, world: factory.World, at: datetime, code: str
) -> None:
    """PDF, DOCX and ODT hold the same words; the board names its day, district and document."""
    regulations.adopt_profile(district=world.district, code=code, actor=SYSTEM, at=at)
    assert Profile.objects.get(district_profile__district=world.district)
    client.force_login(world.dmitry)

    told = read_pdf(client.get(f"{TEXT}regulation.pdf").content)
    board = read_pdf(client.get(f"{BOARD}board.pdf").content)

    assert "ПОЛОЖЕНИЕ" in told
    assert "Заключительные положения" in told
    assert "СПРАВКА" in board
    assert "14.09.2026" in board
    assert "Берёзовский район" in board
    assert "Чем исполняется" in board
    for kind in ("docx", "odt"):
        for name in (f"{TEXT}regulation.{kind}", f"{BOARD}board.{kind}"):
            answer = client.get(name)
            assert answer.status_code == 200
            assert zipfile.is_zipfile(BytesIO(answer.content))
            assert f".{kind}" in answer["Content-Disposition"]
    assert client.get(f"{BOARD}board.exe").status_code == 404


def test_the_printed_board_is_narrowed_as_the_page(
    client: Client, world: factory.World, at: datetime
) -> None:
    """What was asked for stands in the paper."""
    regulations.adopt_profile(district=world.district, code="baltasi", actor=SYSTEM, at=at)
    client.force_login(world.dmitry)

    board = read_pdf(client.get(f"{BOARD}board.pdf?words=договор").content)

    assert "Показано: «договор»." in board
    assert "Возможен договор о совместной деятельности." in board
    assert "Дни открытых дверей" not in board
