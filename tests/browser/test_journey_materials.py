"""A material is found by what its file says, looked into, used in a lesson and noted."""

from datetime import timedelta

from playwright.sync_api import expect
import pytest

from staffroom.core.clock import now
from tests.browser.conftest import Site
from tests.browser.steps import MATHS, Check, Visit, act, come_in, put_up, sign_in

TITLE = "Степени на складе: урок с ящиками"
WORD = "перфокарточка"  # stands in the file alone


@pytest.mark.timeout(600)  # everything that the demonstration has left to do is done on the way
def test_a_material_is_found_looked_into_used_and_noted(
    site: Site, visit: Visit, check: Check
) -> None:
    """The colleague finds it by a word of the file; the author's note names the lesson."""
    author = sign_in(visit, site, "teacher")
    home = come_in(author, site, MATHS)
    put_up(author, home, TITLE, word=WORD)
    for _step in ("the file is read aside", "what it says is found"):
        site.command("jobs", "--run-once")

    colleague = sign_in(visit, site, "moderator")
    found = colleague.locator("main").get_by_role("link", name=TITLE).first
    for _moment in range(40):  # the site's own worker may have taken the file and be still at it
        colleague.goto(f"{site.address}/search/?q={WORD}")
        if found.is_visible():
            break
        colleague.wait_for_timeout(500)
        site.command("jobs", "--run-once")
    check(colleague)
    found.click()
    colleague.get_by_text("Посмотреть здесь").click()
    expect(colleague.get_by_role("img", name="Рабочий лист.pdf, страница 1")).to_be_visible()
    check(colleague)
    with colleague.expect_download():
        colleague.get_by_role("link", name="Скачать").first.click()

    colleague.get_by_role("link", name="Провёл урок").click()
    colleague.get_by_label("Когда").fill(str(now().date() - timedelta(days=1)))
    colleague.get_by_label("В каком классе или группе").fill("7 Б")
    colleague.get_by_label("Что получилось").fill("Ящики сложили все.")
    check(colleague)
    colleague.get_by_role("button", name="Рассказать").click()
    expect(colleague.locator("main")).to_contain_text("Ящики сложили все.")

    author.reload()
    expect(author.locator(".publication-head")).to_contain_text("1 скачивание")
    act(author, "Справка о внедрении")
    expect(author.get_by_role("heading", level=1)).to_have_text("Справка о внедрении")
    expect(author.locator("main table")).to_contain_text("Ящики сложили все.")
    check(author)
