"""A material goes its whole way: put up, judged, put right, concluded, recommended, read by everybody."""

from playwright.sync_api import Page, expect
import pytest

from tests.browser.conftest import Founding
from tests.browser.steps import Check, Visit, as_member, put_up

TITLE = "Читаем условие задачи вслух"
HOME = "Учителя словесности"
EXPERTS = ("raisa", "savva")
PUT_RIGHT = "Добавлен лист для тех, кому труднее."


def judge(page: Page, verdict: str, check: Check | None) -> None:
    """The expert finds the work in his list, agrees and hands in."""
    page.goto(page.url.split("/baltasi/")[0] + "/baltasi/review/")
    page.locator("main").get_by_role("link", name=TITLE).first.click()
    page.get_by_role("button", name="Согласиться и оценить").click()
    for n in (1, 2):
        page.locator(f"[name=points_{n}]").fill("5")
    page.get_by_label("Сильное").fill("Дети слышат, чего не поняли.")
    page.get_by_label("Совет").fill("Нужен лист для тех, кому труднее.")
    page.get_by_label(verdict).check()
    if check:
        check(page)
    page.get_by_role("button", name="Сдать отзыв").click()
    expect(page.locator("main")).to_contain_text("Ваш отзыв сдан")


@pytest.mark.timeout(600)  # four opinions, two rounds, eight pages looked at
def test_a_material_is_judged_put_right_concluded_and_recommended(
    founding: Founding, visit: Visit, check: Check
) -> None:
    """Two experts advise to mend, the author mends, they accept; the council recommends, a guest reads."""
    author, organiser, member, *experts = (
        as_member(founding, visit, "baltasi", who) for who in ("anna", "dmitry", "timur", *EXPERTS)
    )
    author.goto(f"{founding.site.address}/baltasi/c/")
    author.locator("#rows").get_by_role("link", name=HOME).click()
    put_up(author, author.url, TITLE, kind="methodical", subject="literature", grade="6")
    page = author.url
    author.get_by_role("link", name="Сдать на экспертизу").click()
    expect(author.get_by_label("Предмет")).to_have_value("literature")
    expect(author.get_by_label("Уровень")).to_have_value("basic")
    expect(author.get_by_label("Вид работы")).to_have_value("methodical")
    author.get_by_label("Кто кого знает").select_option("blind")
    check(author)
    author.get_by_role("button", name="Сдать").click()
    expect(author.locator("main")).to_contain_text("У экспертов")
    request = author.url

    for n, expert in enumerate(experts):
        judge(expert, "Доработать", None if n else check)
    organiser.goto(f"{founding.site.address}/baltasi/review/")
    check(organiser)
    organiser.locator("main").get_by_role("link", name=TITLE).click()
    organiser.get_by_role("link", name="Вернуть на доработку").click()
    organiser.get_by_label("Что доработать").fill("Добавьте лист для тех, кому труднее.")
    check(organiser)
    organiser.get_by_role("button", name="Вернуть").click()
    expect(organiser.locator("main")).to_contain_text("На доработке у автора")

    author.goto(f"{page}edit/")
    author.locator("#form textarea[name=body]").click()
    author.keyboard.press("Control+End")
    author.keyboard.type(f" {PUT_RIGHT}")
    author.get_by_role("button", name="Сохранить").click()
    expect(author.locator("main")).to_contain_text(PUT_RIGHT)
    author.get_by_role("link", name="Как идёт экспертиза").click()
    expect(author.locator("main")).to_contain_text("Эксперт 1")
    expect(author.locator("main")).not_to_contain_text("Раиса")
    check(author)
    author.get_by_role("link", name="Сдать доработанную").click()
    author.get_by_label("Что вы изменили").fill(PUT_RIGHT)
    author.get_by_role("button", name="Сдать").click()
    expect(author.locator("main")).to_contain_text("У экспертов")

    for expert in experts:
        judge(expert, "Рекомендовать к использованию", None)
    organiser.goto(request)
    organiser.get_by_role("link", name="Дать заключение").click()
    organiser.get_by_label("Рекомендовать к использованию").check()
    organiser.get_by_label("На чём он основан").fill("Замечание учтено.")
    organiser.get_by_role("button", name="Дать заключение").click()
    expect(organiser.locator("main")).to_contain_text("100 из 100")
    check(organiser)

    member.goto(f"{founding.site.address}/baltasi/review/council/")
    check(member)
    member.get_by_role("link", name="Предложить").click()
    member.get_by_label("К публикации в районе").check()
    member.get_by_role("button", name="Сохранить").click()
    member.get_by_role("link", name="Записать решение по протоколу").click()
    member.get_by_label("Рекомендовать", exact=True).check()
    member.get_by_label("Номер и дата протокола").fill("Протокол № 3")
    member.get_by_role("button", name="Сохранить").click()
    expect(member.locator("main")).to_contain_text("Методический совет рекомендует работу")
    check(member)

    author.goto(f"{page}edit/")
    author.locator("[name=audience]").select_option("public")
    author.get_by_role("button", name="Сохранить").click()
    guest = visit(page)
    expect(guest.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(guest.locator("main")).to_contain_text("Прошла экспертизу")
    expect(guest.locator("main")).to_contain_text("Рекомендовано методическим советом")
    expect(guest.locator("main")).not_to_contain_text("Раиса")
    check(guest)
