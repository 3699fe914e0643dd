"""The frame of every page as a browser shows it, with and without scripts."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Site


def test_the_look_of_pages_is_chosen_without_scripts(
    workshop: Site, visit: Callable[..., Page]
) -> None:
    page = visit(workshop.address + "/ui/looks/", script=False)
    page.locator("main input[name=theme][value=dark]").check()
    page.get_by_role("button", name="Запомнить").click()
    page.goto(workshop.address + "/ui/looks/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_the_page_of_looks_is_for_every_eye(
    workshop: Site, visit: Callable[..., Page], check: Callable[[Page], None]
) -> None:
    check(visit(workshop.address + "/ui/looks/"))
