"""Talk with scripts: quoting by a press, keeping what is being typed."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Site
from tests.browser.test_journeys import MATHS, come_in, sign_in

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
