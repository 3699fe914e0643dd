"""What the regulations ask of documents, as people meet it."""

from datetime import timedelta
import re

from django.test import Client
import pytest
import time_machine

from staffroom.core.jobs import run_once
from staffroom.core.viewer import SYSTEM
from staffroom.shared.documents.actions.letterheads import set_letterhead
from staffroom.shared.documents.jobs import warn_of_ends
from staffroom.shared.documents.models import Document, Letterhead
from staffroom.shared.documents.queries.papers import paper_of
from tests.core.papers.reading import words_of_pdf
from tests.factories import world as made
from tests.queries import queries_of
from tests.shared.accounts.pages import text_of
from tests.shared.documents.conftest import HERE, as_, body_of, drafted, issued

LIBRARY, REGISTER, PAPER, CHECK = 5, 8, 9, 1  # queries of each page, whatever it holds


def printed(world: made.World, paper: Document) -> str:
    """The words of the PDF that a member of the network downloads."""
    page = as_(world.anna).get(f"{HERE}{paper.pid}/").content.decode()
    found = re.search(r'href="(/files/[^"]+\.pdf)"', page)
    assert found
    return words_of_pdf(body_of(as_(world.anna).get(found[1].replace("%20", " "))))


@pytest.mark.clause("BT-2.2.a")
def test_a_group_cannot_issue_an_order(world: made.World) -> None:
    """The form offers organisations only; the community is what the paper is about."""
    page = as_(world.dmitry).get(f"{HERE}new/order/").content.decode()
    offered = re.search(r'<select[^>]+name="issuer".*?</select>', page, re.DOTALL)
    assert offered
    assert world.organization.short_name in offered[0]
    assert world.community.name not in offered[0]
    answer = as_(world.dmitry).post(
        f"{HERE}new/order/", {"issuer": world.community.pid, "heading": "О группе"}
    )  # fmt: skip
    assert answer.status_code == 422
    assert not Document.objects.exists()


@pytest.mark.clause("BT-O.4")
def test_an_annex_says_of_which_order_it_is(world: made.World) -> None:
    """Place, date and number are printed; the annex bears «Приложение № 1 к приказу от … № …»."""
    order = drafted(
        world, annex_1_heading="Положение о группе", annex_1_text="1. Группа работает по плану."
    )
    words = printed(world, issued(world, order, number="426"))
    assert "14.09.2026 пос. Берёзовка № 426" in words
    assert "Приложение № 1 к приказу от 14.09.2026 № 426" in words
    assert "Положение о группе" in words


@pytest.mark.clause("PD-T.1")
def test_a_regulation_is_adopted_by_minutes_then_approved_by_order(world: made.World) -> None:
    """Two steps, each with its number and date; both stand on the title of the regulation."""
    minutes = issued(
        world, drafted(world, kind="minutes", heading="Совет"), dated_on="2026-09-07", number="3"
    )
    order = issued(world, drafted(world, basis=minutes.pk), dated_on="2026-09-10", number="41-ОД")
    regulation = drafted(
        world, kind="regulation", heading="О сообществе", basis=order.pk, text="1. Порядок."
    )
    regulation = issued(world, regulation, dated_on="2026-09-11")
    words = printed(world, regulation)
    assert "ПРИНЯТО" in words
    assert "УТВЕРЖДЕНО" in words
    assert "от 07.09.2026 № 3" in words
    assert "от 10.09.2026 № 41-ОД" in words
    page = text_of(as_(world.anna).get(f"{HERE}{regulation.pid}/"))
    assert "На основании Протокол от 07.09.2026 № 3. Совет Приказ от 10.09.2026 № 41-ОД." in page


@pytest.mark.clause("OL-1.8")
@pytest.mark.clause("BT-2.1")
def test_the_library_has_levels_and_a_group_both_its_regulations(world: made.World) -> None:
    """Federal, regional, municipal and local papers apart; the group's page shows both regulations."""
    dmitry = as_(world.dmitry)
    for level, heading in (
        ("federal", "О законе"),
        ("regional", "О республике"),
        ("municipal", "О районе"),
    ):
        answer = dmitry.post(
            f"{HERE}new/act/",
            {"issuer_name": "Орган", "heading": heading, "level": level, "audience": "public"},
        )
        assert answer.status_code == 302
        issued(world, Document.objects.latest("pk"), number="1", dated_on="2026-01-15")
    for heading in ("О проблемной группе", "О руководителе группы"):
        more = {"community": world.community.pk, "level": "local"}
        issued(world, drafted(world, kind="regulation", heading=heading, **more))
    shelves = {
        level: text_of(as_(world.anna).get(HERE, {"level": level}))
        for level in ("federal", "regional", "municipal", "local")
    }
    for level, heading in (
        ("federal", "О законе"),
        ("regional", "О республике"),
        ("municipal", "О районе"),
        ("local", "О проблемной группе"),
    ):
        assert [name for name, page in shelves.items() if heading in page] == [level]
    about = text_of(
        as_(world.boris).get(f"/berezovka/c/{world.community.pid}-{world.community.slug}/about/")
    )
    assert "О проблемной группе" in about
    assert "О руководителе группы" in about


@pytest.mark.clause("TV-3.1.1.b")
def test_acts_of_others_stand_in_a_feed_of_their_own(world: made.World) -> None:
    """«Нормативное»: the act, a short gist, the day in force, the link to the source; the newest first."""
    for heading, day in (("Об охране труда", "2026-02-01"), ("О стандарте", "2026-09-01")):
        as_(world.dmitry).post(
            f"{HERE}new/act/",
            {
                "issuer_name": "Министерство просвещения", "heading": heading, "gist": "Что меняется в школе.",
                "level": "federal", "audience": "public", "valid_from_on": day, "source_url": "https://acts.example/287",
            },
        )  # fmt: skip
        issued(world, Document.objects.latest("pk"), number=day, dated_on="2026-01-31")
    issued(world, drafted(world, heading="Об отпуске"))
    page = as_(world.anna).get(f"{HERE}acts/")
    words = text_of(page)
    assert words.index("О стандарте") < words.index("Об охране труда")
    assert (
        "Федеральный Действует с 01.09.2026 О стандарте Что меняется в школе. Министерство просвещения"
        in words
    )
    assert 'href="https://acts.example/287"' in page.content.decode()
    assert "Об отпуске" not in words


def test_a_letterhead_in_two_languages_is_printed_and_kept(world: made.World) -> None:
    """Russian and Tatar side by side; a later change of the letterhead leaves issued papers alone."""
    fields = {
        "names": "Управление образования", "contacts": "ул. Примерная, 1", "second_language": "tt",
        "second_names": "Мәгариф идарәсе", "second_contacts": "Үрнәк урамы, 1", "place": "пос. Берёзовка",
        "signer_position": "Начальник", "signer_name": "Д. И. Примеров",
    }  # fmt: skip
    set_letterhead(organization=world.organization, fields=fields, actor=SYSTEM)
    order = issued(world, drafted(world))
    words = printed(world, order)
    assert "Мәгариф идарәсе" in words
    assert "ПРИКАЗ БОЕРЫК" in words
    Letterhead.objects.update(second_names="Башка исем")
    order.refresh_from_db()
    assert paper_of(order).letterhead.second_names == ("Мәгариф идарәсе",)


@pytest.mark.clause("BT-2.2.b")
def test_an_agreement_stands_by_its_group_and_warns_before_it_ends(
    world: made.World, frozen: time_machine.Traveller
) -> None:
    """Parties, term and file; Дмитрий, who keeps papers, is told a month before the end, once."""
    more = {
        "community": world.community.pk, "parties": "Школа № 1\nГимназия", "valid_until_on": "2026-12-01",
        "signer_2_position": "Директор гимназии", "signer_2_name": "А. С. Петрова",
    }  # fmt: skip
    paper = issued(world, drafted(world, kind="agreement", heading="О совместных уроках", **more))
    page = as_(world.boris).get(f"/berezovka/c/{world.community.pid}-{world.community.slug}/about/")
    assert (
        "Договор Договор от 14.09.2026 № 1 Школа № 1; Гимназия Действует до 01.12.2026."
        in text_of(page)
    )
    found = re.search(r'href="(/files/[^"]+\.pdf)"', page.content.decode())
    assert found
    assert "Стороны: Школа № 1; Гимназия." in printed(world, paper)
    for days, told in ((40, 0), (10, 1), (1, 1)):
        frozen.shift(timedelta(days=days))
        warn_of_ends()
        run_once()
        notices = text_of(as_(world.dmitry).get("/notices/"))
        assert notices.count("Срок документа заканчивается 01.12.2026") == told


def test_pages_ask_the_database_no_more_when_there_is_more(world: made.World) -> None:
    """The library of a member, the register of a keeper, a paper with its chain, the page of checking."""
    first = issued(world, drafted(world, community=world.community.pk))
    made_n = 1

    def more(count: int) -> None:
        nonlocal made_n
        for n in range(made_n, made_n + count - 1):
            Document.objects.create(
                district=world.district, kind="order", issuer=world.organization, issuer_name="Школа",
                heading=f"О деле {n}", number=str(n + 1), dated_on=first.dated_on, year=2026, state="issued",
                check_code=f"CODE{n}", community=world.community, made_at=first.made_at, amends=first,
            )  # fmt: skip
        made_n += count - 1

    anna, dmitry, guest = as_(world.anna), as_(world.dmitry), Client()
    register = f"{HERE}?kind=order&year=2026"
    asked = {HERE: (anna, LIBRARY), register: (dmitry, REGISTER), f"{HERE}{first.pid}/": (anna, PAPER),
             f"/check/{first.check_code}/": (guest, CHECK)}  # fmt: skip
    few = {url: len(queries_of(client, url)) for url, (client, _n) in asked.items()}
    more(30)
    many = {url: len(queries_of(client, url)) for url, (client, _n) in asked.items()}
    assert few == many == {url: n for url, (_client, n) in asked.items()}
