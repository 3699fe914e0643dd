"""Talk with scripts: quoting by a press, keeping what is being typed."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Site
from tests.browser.steps import MATHS, come_in, sign_in

Visit = Callable[..., Page]


def open_topic(page: Page, site: Site) -> str:
    """A topic of the mathematicians that has answers; its address."""
    home = come_in(page, site, MATHS)
    page.goto(f"{home}topics/?kind=topic")
    page.locator("#feed article", has_text="ответ").locator("h3 a").last.click()
    expect(page.locator("#reply textarea[name=body]")).to_be_visible()
    return page.url


def test_the_chosen_words_are_quoted(site: Site, visit: Visit) -> None:
    """A press puts the chosen words with their author into the editor; the next one adds to them."""
    page = sign_in(visit, site, "moderator")
    open_topic(page, site)
    first, reply = page.locator("#start"), page.locator("#comments .post").first
    words = first.locator(".prose p").first.inner_text().split()[:3]
    first.locator(".prose p").first.evaluate(
        """(line, end) => {
            const range = document.createRange();
            range.setStart(line.firstChild, 0);
            range.setEnd(line.firstChild, end);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }""",
        len(" ".join(words)),
    )
    first.get_by_role("link", name="Цитировать").click()
    editor = page.locator("#reply .editor-text")
    expect(editor.locator("blockquote p")).to_have_text(
        [f"{first.locator('.post-who').locator('a, b').first.inner_text()}:", " ".join(words)]
    )
    page.keyboard.type("Согласна.")
    expect(editor.locator("> p", has_text="Согласна.")).to_have_count(1)

    reply.get_by_role("link", name="Цитировать").click()
    expect(editor.locator("blockquote")).to_have_count(2)
    page.keyboard.type("И это тоже.")
    expect(editor.locator("> p", has_text="И это тоже.")).to_have_count(1)
    number = (reply.get_attribute("id") or "").removeprefix("c")
    expect(page.locator("#reply input[name=reply_to]")).to_have_value(number)


def test_what_is_typed_is_kept_by_the_site(site: Site, visit: Visit) -> None:
    """Typed on one device, found on another; thrown away by a button."""
    page = sign_in(visit, site, "coordinator")
    address = open_topic(page, site)
    page.locator("#reply textarea[name=body]").click()
    expect(page.locator("#reply .editor-text")).to_be_focused()
    page.keyboard.type("Начну с карточек")
    expect(page.locator("#reply [data-draft-state]")).to_contain_text(
        "Черновик сохранён в", timeout=15_000
    )

    other = sign_in(visit, site, "coordinator")
    other.goto(f"{site.address}/p/drafts/")
    expect(other.locator("main")).to_contain_text("Начну с карточек")
    other.locator("main").get_by_role("link", name="Ответ в обсуждении").click()
    expect(other.locator("#reply")).to_contain_text("Вернули неотправленный текст")
    expect(other.locator("#reply .editor-text")).to_have_text("Начну с карточек")
    other.locator("#reply").get_by_role("button", name="Убрать").click()
    other.goto(f"{site.address}/p/drafts/")
    expect(other.locator("main")).not_to_contain_text("Начну с карточек")
    assert address.split("?")[0].endswith("/")


def test_leaving_the_page_keeps_the_last_words(site: Site, visit: Visit) -> None:
    """The page is closed before the first keeping; a new page of the same person has the words."""
    page = sign_in(visit, site, "expert")
    address = open_topic_form(page, site)
    page.get_by_label("Название").fill("Недописанная тема")
    page.evaluate(
        """() => {
            Object.defineProperty(document, "hidden", { value: true });
            document.dispatchEvent(new Event("visibilitychange"));
        }"""
    )
    other = sign_in(visit, site, "expert")
    other.goto(address)
    expect(other.get_by_label("Название")).to_have_value("Недописанная тема")
    expect(other.locator("#form")).to_contain_text("Вернули неотправленный текст")


def open_topic_form(page: Page, site: Site) -> str:
    """The form of a new topic in a community of one's own."""
    page.goto(f"{site.address}/p/new/topic/")
    if page.locator("#form").count() == 0:
        page.locator("main .panel-list a").first.click()
    expect(page.get_by_label("Название")).to_be_visible()
    return page.url
