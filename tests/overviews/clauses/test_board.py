"""The board of clauses: every clause of the document, honest states, live values, links that answer."""

import csv
from datetime import datetime
from pathlib import Path
import re
from typing import Any

from django.test import Client
import pytest

from staffroom.core.viewer import SYSTEM
from staffroom.overviews.clauses.registry.clauses import covers, label_of, named_in
from staffroom.overviews.clauses.registry.demands import AREAS, demands_of
from staffroom.overviews.clauses.registry.screens import SCREENS
from staffroom.shared.communities.models import ScopeKind
from staffroom.shared.regulations import actions as regulations
from staffroom.shared.regulations.models import Profile
from staffroom.shared.regulations.registry.resolving import SILENT
from staffroom.shared.regulations.registry.shipped import shipped
from tests.factories import world as factory
from tests.shared.accounts.pages import text_of

TABLE = Path(__file__).resolve().parents[3] / "docs/requirements.tsv"
DOCUMENTS = {
    "berezniki": "BB",
    "baltasi": "BT",
    "tula": "TV",
    "petrodvorets": "PD",
    "olekminsk": "OL",
}
BOARD = "/berezovka/staff/clauses/"


@pytest.fixture
def world(db: Any, frozen: Any) -> factory.World:
    return factory.make_world()


def adopt(world: factory.World, code: str, at: datetime) -> Profile:
    regulations.adopt_profile(district=world.district, code=code, actor=SYSTEM, at=at)
    return Profile.objects.get(district_profile__district=world.district)


@pytest.mark.parametrize("code", DOCUMENTS)
def test_every_clause_of_the_table_and_of_the_profile_is_on_the_board(code: str) -> None:
    """What the board says is done is done in the table; it never says more than that."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader(lines, delimiter="\t"))
    asked = {row["id"]: row for row in rows if row["id"].startswith(f"{DOCUMENTS[code]}-")}
    demands = demands_of(code)

    assert {one.row for one in demands if one.row} == set(asked)
    for one in demands:
        assert one.asks.endswith("."), one
        assert one.screen == "" or one.screen in SCREENS, one
        assert one.state in {"done", "open", "words"}, one
        if one.row:
            assert one.area == asked[one.row]["area"] in AREAS, one
            assert one.key == asked[one.row]["profile_key"].strip("—"), one
            assert one.state == "open" or (asked[one.row]["state"] == "done" and one.by), one
            assert bool(one.lacks) == (one.state == "open"), one
    profile = next(one for one in shipped() if one.code == code)
    for key, entry in profile.entries.items():
        for named in named_in(entry.get("clause", "")) if entry.get("clause") != SILENT else ():
            assert any(covers(named, one.clause) for one in demands), (key, named)


@pytest.mark.parametrize("code", [*DOCUMENTS, "basic"])
def test_the_coordinator_opens_the_board_and_every_link_on_it(
    client: Client, world: factory.World, at: datetime, code: str
) -> None:
    """Each district's board, «Базовый» too; the links lead to screens and to keys on the settings page."""
    adopt(world, code, at)
    client.force_login(world.dmitry)

    answer = client.get(BOARD)

    page = answer.content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    links = set(re.findall(r'<a [^>]*href="(/[^"]+)"', main))
    assert len(links) > 20
    rules = client.get("/berezovka/staff/rules/").content.decode()
    for link in sorted(links):
        path, _, mark = link.partition("#")
        if path == "/berezovka/staff/rules/":
            assert not mark or f'id="{mark}"' in rules, link
        elif "board." not in path and "regulation." not in path:
            assert client.get(path).status_code == 200, link
    for demand in demands_of(code):
        assert demand.asks in text_of(answer), demand
    assert "None" not in text_of(answer)


def test_values_are_those_in_force_and_changed_ones_say_so(
    client: Client, world: factory.World, at: datetime
) -> None:
    """A changed key shows its new value and its mark; the clause stays."""
    profile = adopt(world, "baltasi", at)
    regulations.change_keys(
        profile=profile,
        changes={"creation.decision_days": {"days": 12, "calendar": "working"}},
        actor=SYSTEM,
        at=at,
    )
    client.force_login(world.dmitry)

    page = text_of(client.get(f"{BOARD}?words=3.2"))

    assert "«Положение о сетевом взаимодействии педагогов образовательных учреждений" in page
    assert "Заявление рассматривают за неделю." in page
    assert "За сколько дней решают по заявлению : 12 рабочих дней изменено" in page
    assert "Отказ объясняют." in page
    assert "Экспертиза длится десять дней." not in page


def test_narrowing_by_state_area_and_words(
    client: Client, world: factory.World, at: datetime
) -> None:
    """States are honest: carried out, in part, only words, not there."""
    adopt(world, "tula", at)
    client.force_login(world.dmitry)

    done = text_of(client.get(f"{BOARD}?state=done&area=documents"))
    absent = text_of(client.get(f"{BOARD}?state=absent"))
    nothing = text_of(client.get(f"{BOARD}?words=водолаз"))

    assert "Сообщают о нормативных актах." in done
    assert "Форум." not in done
    assert "О чём положение молчит" not in done
    assert "Профессиональ" not in absent.partition("Отбор пунктов")[2].partition("Форум.")[2]
    assert "Дебаты." in absent
    assert "Ещё нет: дебаты" in absent
    assert "Таких пунктов нет" in nothing


def test_who_keeps_papers_sees_no_links_that_he_may_not_open(
    client: Client, world: factory.World, at: datetime
) -> None:
    """Galina, given the papers of the district, reads the settings without links to change them."""
    adopt(world, "baltasi", at)
    keeping = factory.Power.KEEP_DOCUMENTS
    factory.grant(world.galina, ScopeKind.DISTRICT, world.district.pk, "keeper", keeping)
    client.force_login(world.galina)

    answer = client.get(BOARD)

    assert answer.status_code == 200
    assert "/staff/rules/" not in answer.content.decode()
    assert "/staff/organizations/" not in answer.content.decode()


def test_the_board_costs_the_same_for_any_document(
    client: Client, world: factory.World, at: datetime, django_assert_num_queries: Any
) -> None:
    """A fixed number of queries for ninety demands."""
    adopt(world, "berezniki", at)
    client.force_login(world.dmitry)
    client.get(BOARD)

    with django_assert_num_queries(9):
        client.get(BOARD)


@pytest.mark.parametrize(
    ("clause", "named"),
    [
        ("п. 1.3 (второй), 1.4", ("1.3 (второй)", "1.4")),
        ("разд. 6, п. 7.1", ("разд. 6", "7.1")),
        ("приказ, п. 1.2, 2", ("приказ",)),
        ("название, п. 1.2", ("название", "1.2")),
        ("п. 1.13, разд. 6", ("1.13", "разд. 6")),
        ("", ()),
    ],
)
def test_sources_of_keys_name_clauses(clause: str, named: tuple[str, ...]) -> None:
    assert named_in(clause) == named


def test_clauses_are_labelled_and_hold_one_another() -> None:
    assert label_of("3.2") == "п. 3.2"
    assert label_of("разд. 6") == "Разд. 6"
    assert covers("2", "2.1")
    assert covers("2.2", "2.2.1")
    assert not covers("1.1", "1.10")
