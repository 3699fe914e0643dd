"""What the journeys share: signing in, finding a community, writing, acting."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from staffroom.demo.accounts import PASSWORD, email_of
from tests.browser.conftest import Founding, Site
from tests.core.files.samples import pdf

Visit = Callable[..., Page]
Check = Callable[[Page], None]
SLOW = 30_000  # ms; a password is checked slowly by design, slower yet on a machine at work
LEND_A_HAND = 5
MATHS = "Вжурнале / дисциплины физико-математического цикла"


def looking(check: Check, *, script: bool) -> Check:
    """The check of a step; where scripts are off nothing, because axe is a script itself."""
    return check if script else lambda _page: None


def fill_in(page: Page, email: str, password: str) -> None:
    """Fill in the sign-in page that is open, and go in."""
    page.locator("main input[name=email]").fill(email)
    page.locator("main input[name=password]").fill(password)
    page.locator("main input[name=password]").press("Enter", timeout=SLOW)
    page.wait_for_url(lambda url: "sign-in" not in url, timeout=SLOW)


def sign_in(visit: Visit, site: Site, who: str, *, slug: str = "tula", script: bool = True) -> Page:
    """A browser of this person of the demonstration, at his first page."""
    page = visit(site.address + "/account/sign-in/", script=script)
    fill_in(page, email_of(who, slug), PASSWORD)
    return page


def come_in(page: Page, site: Site, name: str, *, slug: str = "tula") -> str:
    """Find a community in the district's list and open it; its address."""
    page.goto(f"{site.address}/{slug}/c/")
    page.locator("#rows").get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    return page.url


def write(page: Page, form: Locator, words: str, *, script: bool) -> None:
    """Fill in a text: where scripts run a click brings the editor, else it is a plain field."""
    if script:
        form.locator("textarea[name=body]").click()
        expect(form.locator(".editor-text")).to_be_focused()
        page.keyboard.type(words)
    else:
        form.locator("textarea[name=body]").fill(words)


def put_up(author: Page, home: str, title: str, *, word: str = "Условие", **card: str) -> None:
    """Fill in the form of a material with a file that has this word, and publish; ends at its page.

    `card` may name its kind («documents» unless told), its subject and its grade.
    """
    author.goto(f"{home}materials/")
    author.get_by_role("link", name="Добавить материал").first.click()
    author.get_by_label("Название").fill(title)
    author.locator("[name=material_kind]").select_option(card.get("kind", "documents"))
    author.locator("[name=subject]").select_option(card.get("subject", ""))
    author.locator("[name=grade_from]").select_option(card.get("grade", ""))
    author.locator("[name=origin]").select_option("own")
    author.locator("[name=terms]").select_option("by")
    author.locator("[name=accepts]").check()
    write(author, author.locator("#form"), "План урока и рабочий лист.", script=True)
    sheet = pdf((f"{word} и ящики", "Ответы"))
    author.locator("#form input[name=files]").set_input_files(
        [{"name": "Рабочий лист.pdf", "mimeType": "application/pdf", "buffer": sheet}]
    )
    expect(author.locator("input[name=files_kept]")).to_be_checked()  # the upload is over
    author.get_by_role("button", name="Опубликовать").click()
    expect(author.get_by_role("heading", level=1)).to_have_text(title)


def as_member(founding: Founding, visit: Visit, slug: str, who: str) -> Page:
    """Somebody of one of the five small districts, signed in, at its list of communities."""
    page, site = visit("about:blank"), founding.site.address
    key = founding.sessions[f"{slug}/{who}"]
    page.context.add_cookies([{"name": founding.cookie, "value": key, "url": site}])
    page.goto(f"{site}/{slug}/c/")
    return page


def told(page: Page, site: Site, words: str) -> Locator:
    """The notice that holds these words; it is made in the background and waited for.

    What the demonstration has left to do stands before it in the queue: we lend a hand.
    """
    for attempt in range(100):
        page.goto(f"{site.address}/notices/")
        notice = page.locator("main").get_by_role("link").filter(has_text=words)
        if notice.count():
            return notice.first
        if attempt == LEND_A_HAND:
            site.command("jobs", "--run-once")
        page.wait_for_timeout(200)
    raise AssertionError(f"nobody was told: {words}")


def act(page: Page, name: str) -> None:
    """Choose in the menu of the publication."""
    page.locator("summary", has_text="Ещё действия с записью").click()
    with page.expect_navigation():
        page.locator(".publication-head .menu-list").get_by_text(name, exact=True).click()
