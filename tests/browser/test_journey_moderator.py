"""A moderator keeps order: pins, closes, moves, hides; with scripts and without."""

from playwright.sync_api import Page, expect
import pytest

from tests.browser.conftest import Site
from tests.browser.steps import Check, Visit, act, come_in, looking, sign_in, told

STUDIOS = "Вжурнале / педагоги дополнительного образования"
ARTS = "Вжурнале / дисциплины развивающего цикла"
HUMANITIES = "Вжурнале / дисциплины гуманитарного цикла"
LIBRARIES = "Вжурнале / школьные библиотекари"
REASON = "Здесь названа фамилия ученика. Уберите её, и вернём."


def place_in(page: Page, name: str) -> None:
    """Give the topic another main community."""
    page.get_by_label("Главное сообщество").select_option(label=name)
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_role("navigation", name="Где мы").last).to_contain_text(name)


@pytest.mark.parametrize(
    ("script", "who", "name", "other", "author"),
    [(True, "p56", STUDIOS, ARTS, "p54"), (False, "methodist", HUMANITIES, LIBRARIES, "p24")],
    ids=["scripts", "no-scripts"],
)
def test_a_moderator_keeps_order(
    site: Site,
    visit: Visit,
    check: Check,
    script: bool,
    who: str,
    name: str,
    other: str,
    author: str,
) -> None:
    """Pins, closes and reopens a topic, moves it to another community and back, hides it.

    The author reads why it was hidden, other readers find nothing; then it is brought back.
    """
    look = looking(check, script=script)
    writer = sign_in(visit, site, author, script=script)
    home = come_in(writer, site, name)
    writer.goto(f"{home}topics/")
    by_author = writer.locator("#feed article", has_text=author_name(writer))
    by_author.locator("h3 a").last.click()
    title = writer.get_by_role("heading", level=1).inner_text()
    topic = writer.url

    page = sign_in(visit, site, who, script=script)
    page.goto(f"{home}topics/")
    look(page)
    page.locator("#feed").get_by_role("link", name=title).click()

    act(page, "Закрепить наверху")
    page.goto(f"{home}topics/")
    expect(page.locator("#feed article", has_text=title)).to_contain_text("Закреплено")
    page.goto(topic)
    act(page, "Открепить")
    page.goto(f"{home}topics/")
    expect(page.locator("#feed article", has_text=title)).not_to_contain_text("Закреплено")
    page.goto(topic)

    act(page, "Закрыть обсуждение")
    expect(page.locator(".publication-head")).to_contain_text("Обсуждение закрыто")
    expect(page.locator("#reply textarea")).to_have_count(0)
    look(page)
    act(page, "Открыть обсуждение снова")
    expect(page.locator("#reply textarea[name=body]")).to_be_visible()

    act(page, "Перенести или показать ещё где-то")
    look(page)
    place_in(page, other)
    act(page, "Перенести или показать ещё где-то")
    place_in(page, name)

    act(page, "Скрыть с причиной")
    look(page)
    page.locator("#form textarea[name=reason]").fill(REASON)
    page.get_by_role("button", name="Скрыть").click()
    expect(page.locator("main")).to_contain_text("Запись скрыта модератором")
    look(page)
    notice = told(writer, site, REASON)
    look(writer)
    notice.click()
    expect(writer.locator("main")).to_contain_text("Запись скрыта модератором")
    expect(writer.locator("main")).to_contain_text(REASON)
    guest = visit(topic, script=script)
    expect(guest.locator("main")).not_to_contain_text(title)

    act(page, "Вернуть читателям")
    expect(page.locator("main")).not_to_contain_text("Запись скрыта модератором")
    writer.goto(topic)
    expect(writer.locator("main")).not_to_contain_text(REASON)


def author_name(page: Page) -> str:
    """The name of who is signed in, as the top bar says it."""
    name = page.locator(".topbar .menu-head").text_content()  # the menu is folded
    assert name
    return name.strip()
