"""A coordinator keeps the district: brings staff, changes a rule, reads the journal.

With scripts and without; each district of the demonstration has its own coordinator.
"""

import io

import openpyxl
from playwright.sync_api import Page, expect
import pytest

from tests.browser.conftest import Site
from tests.browser.steps import Check, Visit, looking, sign_in

TOP = ("Фамилия", "Имя", "Отчество", "Почта", "Организация", "Должность", "Предметы")


def staff_list(place: str, *rows: tuple[str, ...]) -> dict[str, object]:
    """An Excel workbook as a school sends it, ready to be put into a file field."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (TOP, *rows):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return {
        "name": f"{place}.xlsx",
        "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "buffer": out.getvalue(),
    }


def desk(page: Page, name: str) -> None:
    """Go to a tool of the coordinator by the menu."""
    page.get_by_role("navigation", name="Разделы").get_by_role("link", name=name).click()


@pytest.mark.parametrize(
    ("script", "slug", "school", "last"),
    [
        (True, "tula", "СШ № 105", "Ласточкина"),
        (False, "berezniki", "Школа № 1", "Синицына"),
    ],
    ids=["scripts", "no-scripts"],
)
def test_a_coordinator_keeps_the_district(
    site: Site, visit: Visit, check: Check, script: bool, slug: str, school: str, last: str
) -> None:
    """Brings a staff list with errors in it, opens the news for parents, sees both in the journal."""
    look = looking(check, script=script)
    page = sign_in(visit, site, "coordinator", slug=slug, script=script)
    look(page)

    desk(page, "Загрузить сотрудников")
    look(page)
    good = (last, "Мария", "Олеговна", f"m.{slug}@list.example", school, "Учитель физики", "Физика")
    wrong = ("Зорин", "Пётр", "", "", school, "Методист", "")
    unknown = ("Зорина", "Яна", "", f"y.{slug}@list.example", "Школа на Луне", "Методист", "")
    page.locator("input[type=file]").set_input_files([staff_list(slug, good, wrong, unknown)])
    page.get_by_role("button", name="Проверить список").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{slug}.xlsx")
    expect(page.locator("main")).to_contain_text("Пока ничего не записано. Новых: 1")
    rows = page.locator("tbody tr")
    expect(rows.filter(has_text=last)).to_contain_text("новый")
    expect(rows.filter(has_text="Зорин Пётр")).to_contain_text("Нет почты")
    expect(rows.filter(has_text="Зорина Яна")).to_contain_text("нет в списке района")
    look(page)
    page.get_by_role("button", name="Загрузить (1)").click()
    expect(page.locator("main")).to_contain_text("Добавлено и изменено: 1.")
    look(page)
    page.goto(f"{site.address}/people/?q={last}")
    expect(page.locator("main")).to_contain_text(f"{last} Мария Олеговна")

    guest = visit(f"{site.address}/{slug}/news/", script=script)
    feeds = guest.get_by_role("navigation", name="Для кого")
    expect(feeds.get_by_role("link", name="Родителям")).to_have_count(0)
    desk(page, "Правила района")
    look(page)
    page.locator("[id='visibility.audiences']").get_by_role("link", name="Изменить").click()
    look(page)
    page.get_by_label("Лента «Родителям»").check()
    page.get_by_label("Почему меняете").fill("Просили родители.")
    page.get_by_role("button", name="Сохранить").click()
    expect(page.locator("[id='visibility.audiences']")).to_contain_text("Изменено")
    guest.reload()
    expect(feeds.get_by_role("link", name="Родителям")).to_be_visible()

    desk(page, "Журнал")
    look(page)
    facts = page.locator("main ul.list")
    expect(facts.get_by_role("listitem").nth(0)).to_contain_text("Для кого открытые страницы сайта")
    expect(facts).to_contain_text("загружен список сотрудников")
