"""Whole errands in a real browser, on the demonstration: a guest, a teacher, a moderator.

What each step shows is looked at by axe in both widths and three looks.
"""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect
import pytest

from staffroom.demo.accounts import PASSWORD, email_of
from tests.browser.conftest import Site

Visit = Callable[..., Page]
Check = Callable[[Page], None]
STUDIOS = "Вжурнале / педагоги дополнительного образования"
HUMANITIES = "Вжурнале / дисциплины гуманитарного цикла"
ARTS = "Вжурнале / дисциплины развивающего цикла"
MATHS = "Вжурнале / дисциплины физико-математического цикла"


def sign_in(visit: Visit, site: Site, who: str, *, script: bool = True) -> Page:
    """A browser of this person of the demonstration, at his first page."""
    page = visit(site.address + "/account/sign-in/", script=script)
    page.locator("main input[name=email]").fill(email_of(who, "tula"))
    page.locator("main input[name=password]").fill(PASSWORD)
    page.locator("main input[name=password]").press("Enter")
    page.wait_for_url(lambda url: "sign-in" not in url)
    return page


def come_in(page: Page, site: Site, name: str) -> str:
    """Find a community in the district's list and open it; its address."""
    page.goto(f"{site.address}/tula/c/")
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


def act(page: Page, name: str) -> None:
    """Choose in the menu of the publication."""
    page.locator("summary", has_text="Ещё действия с записью").click()
    with page.expect_navigation():
        page.locator(".publication-head .menu-list").get_by_text(name, exact=True).click()


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


@pytest.mark.parametrize(
    ("script", "name", "colleague"),
    [(True, STUDIOS, "technician"), (False, HUMANITIES, "expert")],
    ids=["scripts", "no-scripts"],
)
def test_a_teacher_asks_and_a_colleague_helps(
    site: Site,
    visit: Visit,
    check: Check,
    script: bool,
    name: str,
    colleague: str,
) -> None:
    """Joins, asks, is answered, marks the reply as the solution, leaves."""
    look: Check = check if script else (lambda _page: None)  # axe is a script itself
    teacher = sign_in(visit, site, "teacher", script=script)
    home = come_in(teacher, site, name)
    teacher.get_by_role("button", name="Вступить").click()
    expect(teacher.get_by_text("Вы участник")).to_be_visible()
    look(teacher)

    teacher.goto(f"{home}topics/")
    teacher.get_by_role("link", name="Спросить коллег").first.click()
    teacher.get_by_label("Название").fill("С чего начать со степенями?")
    write(teacher, teacher.locator("#form"), "Седьмой класс боится степеней.", script=script)
    look(teacher)
    teacher.get_by_role("button", name="Опубликовать").click()
    expect(teacher.get_by_role("heading", level=1)).to_have_text("С чего начать со степенями?")

    helper = sign_in(visit, site, colleague, script=script)
    helper.goto(f"{home}topics/")
    helper.get_by_role("link", name="С чего начать со степенями?").first.click()
    expect(helper.locator(".posts")).to_contain_text("Седьмой класс боится степеней.")
    write(helper, helper.locator("#reply"), "Начните с шахматной доски.", script=script)
    look(helper)
    helper.locator("#reply").get_by_role("button", name="Ответить").click()
    expect(helper.locator("#comments")).to_contain_text("Начните с шахматной доски.")

    teacher.reload()
    teacher.locator("#comments").get_by_role("button", name="Это решение").click()
    expect(teacher.locator("#comments")).to_contain_text("Решение выбрано автором")
    expect(teacher.locator(".publication-head")).to_contain_text("Решено")
    look(teacher)
    teacher.goto(home)
    teacher.locator("summary", has_text="Вы участник").click()
    teacher.get_by_role("button", name="Выйти из сообщества").click()
    expect(teacher.get_by_role("button", name="Вступить")).to_be_visible()


def test_a_moderator_keeps_order(site: Site, visit: Visit, check: Check) -> None:
    """Pins, closes and reopens a topic, then moves it to another community and back."""
    page = sign_in(visit, site, "p56")
    home = come_in(page, site, STUDIOS)
    page.goto(f"{home}topics/")
    check(page)
    page.locator("#feed h3 a").last.click()
    title = page.get_by_role("heading", level=1).inner_text()

    act(page, "Закрепить наверху")
    page.goto(f"{home}topics/")
    expect(page.locator("#feed article", has_text=title)).to_contain_text("Закреплено")
    page.locator("#feed").get_by_role("link", name=title).click()
    act(page, "Открепить")

    act(page, "Закрыть обсуждение")
    expect(page.locator(".publication-head")).to_contain_text("Обсуждение закрыто")
    expect(page.locator("#reply textarea")).to_have_count(0)
    check(page)
    act(page, "Открыть обсуждение снова")
    expect(page.locator("#reply textarea[name=body]")).to_be_visible()

    for place in (ARTS, STUDIOS):
        act(page, "Перенести или показать ещё где-то")
        check(page)
        page.get_by_label("Главное сообщество").select_option(label=place)
        page.get_by_role("button", name="Сохранить").click()
        crumbs = page.get_by_role("navigation", name="Где мы")
        expect(crumbs.last).to_contain_text(place)
