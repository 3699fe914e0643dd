"""A teacher asks, a colleague helps; with scripts and without."""

from playwright.sync_api import expect
import pytest

from tests.browser.conftest import Site
from tests.browser.steps import Check, Visit, come_in, looking, sign_in, write

STUDIOS = "Вжурнале / педагоги дополнительного образования"
HUMANITIES = "Вжурнале / дисциплины гуманитарного цикла"


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
    look = looking(check, script=script)
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
