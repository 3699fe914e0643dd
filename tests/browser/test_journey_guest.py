"""A guest reads a district: no account, no closed door.

What each step shows is looked at by axe in both widths and three looks.
"""

from playwright.sync_api import expect

from tests.browser.conftest import Site
from tests.browser.steps import MATHS, Check, Visit


def test_a_guest_reads_a_district(site: Site, visit: Visit, check: Check) -> None:
    """The face, the news, a public topic, the list of groups: no account, no closed door."""
    page = visit(site.address + "/")
    page.locator("main").get_by_role("link", name="Город Тула").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Сеть педагогов: Город Тула")
    check(page)
    page.get_by_role("link", name="Все новости").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Новости района")
    check(page)
    page.goto(f"{site.address}/tula/groups/")
    check(page)
    page.locator("main").get_by_role("link", name=MATHS).click()
    page.get_by_role("navigation", name="Разделы сообщества").get_by_role(
        "link", name="Обсуждения"
    ).click()
    page.locator("#feed h3 a").first.click()
    expect(page.locator("#reply")).to_contain_text("Войти")
    check(page)
