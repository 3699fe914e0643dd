"""The living page in a real browser: every scheme, every width, every behaviour."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect
import pytest

from staffroom.ui.looks import CHOICES, Looks
from tests.browser.conftest import OF_COLOURS, OF_LOOKS, WCAG, Site, Window, faults, overflow

SCHEMES = [scheme for scheme in CHOICES["scheme"] if scheme != "none"]


@pytest.fixture
def living(workshop: Site, visit: Callable[..., Page]) -> Callable[..., Page]:
    """`living()` opens the living page, `living(looks=Looks(…))` in the look asked for."""

    def open_page(*, looks: Looks | None = None, **reader: Any) -> Page:
        page = visit(workshop.address + "/ui/", **reader)
        if looks:
            page.context.add_cookies(
                [{"name": "looks", "value": looks.code, "url": workshop.address}]
            )
            page.reload()
        return page

    return open_page


@pytest.mark.parametrize("width", [320, 768, 1366])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_component_is_for_every_eye(
    living: Callable[..., Page], width: int, theme: str
) -> None:
    """All rules at each width; in the dark those that a theme can break."""
    page = living(looks=Looks(theme=theme), width=width)
    assert faults(page, WCAG if theme == "light" else OF_LOOKS) == []
    assert overflow(page) <= 0


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_component_in_the_schemes_for_low_vision(
    living: Callable[..., Page], scheme: str
) -> None:
    """What reads the same in every scheme is asked in the first of them."""
    page = living(looks=Looks(scheme=scheme, size="150", spacing="wide"), width=1366)
    assert faults(page, WCAG if scheme == SCHEMES[0] else OF_LOOKS) == []
    assert overflow(page) <= 0


@pytest.mark.parametrize(("width", "size"), [(360, "150"), (360, "200"), (1366, "200")])
def test_letters_twice_as_large_need_no_sideways_scroll(
    living: Callable[..., Page], width: int, size: str
) -> None:
    page = living(looks=Looks(scheme="black-on-white", size=size, spacing="wider"), width=width)
    assert overflow(page) <= 0


def test_a_pale_word_is_seen_wherever_it_stands(living: Callable[..., Page]) -> None:
    """Colours are asked of some of those that look alike: what looks otherwise is always asked."""
    page = living()
    page.evaluate("""() => [...document.querySelectorAll("main p")].slice(3, 6).forEach((one, n) => {
        const word = one.appendChild(document.createElement(["b", "i", "s"][n]));
        word.textContent = "бледное";
        word.style.color = "#ccc";
    })""")
    pale = [line for line in faults(page, OF_COLOURS) if "бледное" in line]
    assert [line.startswith("color-contrast") for line in pale] == [True] * 3


def test_everything_that_is_pressed_is_large_enough(living: Callable[..., Page]) -> None:
    small = living(width=360).evaluate(
        """() => [...document.querySelectorAll('a, button, input, select, summary')]
          .filter((one) => one.checkVisibility() && !one.closest('p, li, td, .prose, .meta, .crumbs'))
          .map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
          .filter(([, box]) => box.width > 1 && (box.height < 24 || box.width < 24))
          .map(([html]) => html)"""
    )
    assert small == []


def test_the_page_works_without_scripts(living: Callable[..., Page]) -> None:
    page = living(script=False)
    page.locator("summary", has_text="Ещё действия").first.click()
    expect(page.get_by_role("link", name="Изменить").first).to_be_visible()
    page.get_by_role("button", name="Версия для слабовидящих").click()
    expect(page.locator("html")).to_have_attribute("data-scheme", "black-on-white")
    expect(page).to_have_url(page.url)


def test_keyboard_reaches_the_content_first(workshop: Site, visit: Callable[..., Page]) -> None:
    page = visit(workshop.address + "/ui/looks/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="К содержанию")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_a_menu_opens_and_closes_by_keyboard(living: Callable[..., Page]) -> None:
    page = living()
    summary = page.locator("summary", has_text="Ещё действия").first
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="Изменить").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(summary).to_be_focused()
    expect(page.get_by_role("link", name="Изменить").first).to_be_hidden()


def test_an_unsent_text_comes_back_until_it_is_accepted(
    living: Callable[..., Page], workshop: Site
) -> None:
    page = living()
    page.locator("#reply").fill("Попробуйте таблицу степеней")
    expect(page.get_by_text("Черновик сохранён")).to_be_visible()
    page.reload()
    expect(page.locator("#reply")).to_have_value("Попробуйте таблицу степеней")
    expect(page.get_by_text("Вернули неотправленный текст")).to_be_visible()
    page.context.add_cookies([{"name": "saved", "value": "living", "url": workshop.address}])
    page.reload()
    expect(page.locator("#reply")).to_have_value("")


def test_a_draft_can_be_dropped(living: Callable[..., Page]) -> None:
    page = living()
    page.locator("#reply").fill("Не то")
    expect(page.get_by_text("Черновик сохранён")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="Убрать").click()
    expect(page.locator("#reply")).to_have_value("")
    page.reload()
    expect(page.locator("#reply")).to_have_value("")


def test_the_theme_changes_at_once_and_stays(living: Callable[..., Page]) -> None:
    page = living()
    page.get_by_role("button", name="Тёмное").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_a_long_text_is_counted_not_cut(living: Callable[..., Page]) -> None:
    page = living()
    page.locator("#id_body").fill("я" * 502)
    expect(page.locator("#id_body_counter")).to_have_text("Лишних 2 знака")
    expect(page.locator("#id_body")).to_have_value("я" * 502)


def test_a_password_can_be_looked_at(living: Callable[..., Page]) -> None:
    page = living()
    page.locator("#id_password").fill("тайна")
    page.get_by_role("button", name="Показать пароль").first.click()
    expect(page.locator("#id_password")).to_have_attribute("type", "text")


def test_parts_come_in_through_the_one_policy_and_scripts_do_not(
    living: Callable[..., Page], window: Window
) -> None:
    page = living()
    page.evaluate("htmx.ajax('GET', '/ui/looks/', {target: '#feed', swap: 'innerHTML'})")
    expect(page.locator("#feed h1")).to_have_text("Как показывать страницы")
    refused = page.evaluate(
        "() => { try { document.body.innerHTML = '<b>x</b>' } catch (e) { return e.name } }"
    )
    assert refused == "TypeError"
    assert len(window.errors) == 1  # the browser's own words about it
    window.errors.clear()


def test_a_refusal_is_said_and_the_page_stays(living: Callable[..., Page]) -> None:
    page = living()
    page.evaluate("htmx.ajax('GET', '/no-such-page/', {target: '#feed', swap: 'innerHTML'})")
    expect(page.locator("#toasts")).to_contain_text("Такой страницы нет")
    expect(page.locator("#feed h2")).to_have_text("Лента")
