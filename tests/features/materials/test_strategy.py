"""Work serves the federal standards and the district's strategy: who carries what, and the summary (BT-1.1.c)."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest

from staffroom.shared.communities.models import Community
from tests.factories import materials as made
from tests.factories import world as small
from tests.factories.world import World
from tests.features.conftest import Browser
from tests.features.materials.pages import TYPED, address, put
from tests.queries import assert_queries_constant
from tests.shared.accounts.pages import text_of

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.mark.clause("BT-1.1.c")
def test_materials_and_groups_carry_level_and_aspect_and_the_summary_groups_by_them(
    world: World, browser: Browser, home: str, adopt: Callable[[str], None]
) -> None:
    """The reports of the row are the register and the summary «Стандарты и стратегия», pages and workbooks.

    Both stand by themselves; the yearly report is a row of its own and takes its figures from there.
    """
    other = small.community(world.district, "Детский сад", levels=["preschool"])
    adopt("baltasi")
    dmitry, anna, boris = (browser(one) for one in (world.dmitry, world.anna, world.boris))
    card = {
        "name": "Учителя математики", "goal": "Учить считать", "starts_on": "2026-09-01",
        "ends_on": "2027-05-31",
    }  # fmt: skip
    levels = {"levels": ["basic"], "aspects": ["quality", "one_space"]}
    form = text_of(dmitry.get(f"{home}manage/"))
    assert "Уровни стандарта" in form
    assert "Повышение качества образования" in form
    saved = dmitry.post(f"{home}manage/", {**card, **levels})
    assert saved.status_code == 302, text_of(saved)[700:]
    about = text_of(boris.get(f"{home}about/"))
    assert "Основное общее (5–9 классы)" in about
    assert "Повышение качества образования, Единое образовательное пространство" in about

    # a material carries both, and is found by them
    offered = text_of(anna.get(address(world)))
    assert "Направления стратегии района" in offered
    url = put(anna, world, standard="basic", aspects=["quality"], material_kind="projects")
    made.material(world.anna, world.community, "Без направления", level="primary", kind="projects")
    assert "Направления стратегии Повышение качества образования" in text_of(
        boris.get(url, follow=True)
    )
    bank = f"/{world.district.slug}/materials/"
    narrowed = text_of(boris.get(f"{bank}?aspect=quality"))
    assert TYPED["title"] in narrowed
    assert "Без направления" not in narrowed
    assert "Без направления" in text_of(boris.get(f"{bank}?level=primary"))
    directory = f"/{world.district.slug}/c/"
    for query, is_ours in (("aspect=one_space", True), ("level=preschool", False)):
        listed = boris.get(f"{directory}?{query}").content.decode().partition('id="rows"')[2]
        assert ("Учителя математики" in listed) is is_ours
        assert (other.name in listed) is not is_ours

    # the register groups materials, the summary materials and groups, by what this reader may read
    register = boris.get(f"{bank}register/?by=aspect").content.decode()
    assert register.index("<h2>Направление не указано</h2>") < register.index(
        "<h2>Повышение качества"
    )
    assert (
        "<h2>Основное общее (5–9 классы)</h2>"
        in boris.get(f"{bank}register/?by=level").content.decode()
    )
    told = text_of(boris.get(f"{bank}strategy/"))
    assert "Дошкольное образование 1 : Детский сад 0" in told
    assert "Основное общее (5–9 классы) 1 : Учителя математики 1" in told
    assert "Повышение качества образования 1 : Учителя математики 1" in told
    assert "Привлечение дополнительных образовательных ресурсов нет 0" in told
    book = boris.get(f"{bank}strategy/table/")
    with ZipFile(BytesIO(book.content)) as archive:
        words = archive.read("xl/sharedStrings.xml").decode()
        sheets = archive.read("xl/workbook.xml").decode()
    for name in ("Единое образовательное пространство", "Детский сад", str(TYPED["title"])):
        assert name in words
    for name in ("Сводка", "Сообщества", "Материалы"):
        assert f'name="{name}"' in sheets
    assert "Учителя математики" in text_of(browser(world.vera).get(f"{bank}strategy/"))
    assert "Повышение качества образования 1 : Учителя математики 0" in text_of(
        browser(world.vera).get(f"{bank}strategy/")
    )


def test_the_summary_asks_the_same_number_of_queries(world: World, browser: Browser) -> None:
    def more(n: int) -> None:
        for one in range(n):
            made.material(world.anna, world.community, f"Лист {one}", aspects="|quality|")
        Community.objects.filter(pk=world.community.pk).update(levels=["basic"])

    here = f"/{world.district.slug}/materials/strategy/"
    assert_queries_constant(browser(world.boris), here, more, expected=6)
