"""A newcomer comes: registers, is admitted, finds communities and help; with scripts and without."""

import email
from email import policy
from pathlib import Path
import re

from playwright.sync_api import Page, expect
import pytest

from tests.browser.conftest import Site
from tests.browser.steps import (
    LEND_A_HAND,
    Check,
    Visit,
    come_in,
    fill_in,
    looking,
    sign_in,
    told,
    write,
)

SLUG = "berezniki"
PASSWORD = "подснежник у крыльца"
SCHOOL = "Вечерняя школа № 9"
MATHS, SCIENCE = "Учителя математики", "Физика, химия, биология, география"


def link_in_letter(site: Site, page: Page, to: str) -> str:
    """The path of the link in the first letter to this address, from the folder where letters lie.

    The letter leaves in the background: it is waited for.
    """
    for attempt in range(200):
        for file in sorted(Path(site.data, "letters").glob("*.eml")):
            letter = email.message_from_bytes(file.read_bytes(), policy=policy.default)
            if letter["To"] == to:
                words = letter.get_content()
                found = re.search(r"https?://[^/\s]+(\S+)", words)
                assert found, words
                return found.group(1)
        if attempt == LEND_A_HAND:
            site.command("jobs", "--run-once")
        page.wait_for_timeout(100)
    raise AssertionError(f"no letter to {to}")


def register(page: Page, site: Site, look: Check, *, first: str, last: str, address: str) -> None:
    """Agree, fill in the form, follow the letter's link; ends at the own application."""
    page.get_by_role("link", name="Зарегистрироваться").first.click()
    page.get_by_role("link", name="Большеберезниковский муниципальный район").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Согласие на обработку персональных данных"
    )
    look(page)
    page.get_by_role("button", name="Даю согласие").click()

    page.get_by_label("Фамилия").fill(last)
    page.get_by_label("Имя", exact=True).fill(first)
    page.get_by_label("Место работы").select_option(label="моей организации нет в списке")
    page.get_by_label("Название организации").fill(SCHOOL)
    page.get_by_label("Должность").select_option(label="Учитель-предметник")
    page.get_by_label("Математика").check()
    page.get_by_label("Физика").check()
    page.get_by_label("Электронная почта").fill(address)
    page.locator("main input[name=password]").fill(PASSWORD)
    look(page)
    page.get_by_role("button", name="Зарегистрироваться").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Проверьте почту")
    look(page)

    page.goto(site.address + link_in_letter(site, page, address))
    expect(page.get_by_role("heading", level=1)).to_have_text("Остался один шаг")
    look(page)
    page.get_by_role("button", name="Подтвердить и войти").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ваша заявка")
    expect(page.locator("main")).to_contain_text("Ждёт решения")
    look(page)


def admit(page: Page, site: Site, look: Check, name: str) -> None:
    """The coordinator finds the newcomer in the queue and admits."""
    page.get_by_role("navigation", name="Разделы").get_by_role(
        "link", name="Заявки на участие"
    ).click()
    row = page.locator("#queue tbody tr", has_text=name)
    expect(row).to_contain_text("нет в списке организаций")
    row.get_by_role("checkbox").check()
    look(page)
    page.get_by_role("button", name="Принять").click()
    expect(page.locator("#queue")).to_contain_text("Принята 1 заявка.")
    expect(page.locator("#queue tbody tr", has_text=name)).to_have_count(0)


@pytest.mark.parametrize(
    ("script", "first", "last"),
    [(True, "Наталья", "Полевая"), (False, "Лидия", "Загорная")],
    ids=["scripts", "no-scripts"],
)
def test_a_newcomer_comes_and_is_helped(
    site: Site, visit: Visit, check: Check, script: bool, first: str, last: str
) -> None:
    """Registers, is admitted, signs in, joins two communities, asks, is answered, marks it solved."""
    look = looking(check, script=script)
    address = f"{'n' if script else 'l'}.newcomer@school9.example"
    page = visit(f"{site.address}/{SLUG}/", script=script)
    register(page, site, look, first=first, last=last, address=address)
    page.context.clear_cookies()

    coordinator = sign_in(visit, site, "coordinator", slug=SLUG, script=script)
    admit(coordinator, site, look, last)

    page = visit(site.address + "/account/sign-in/", script=script)
    fill_in(page, address, PASSWORD)
    page.goto(f"{site.address}/registration/{SLUG}/welcome/")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Добро пожаловать, {first}!")
    look(page)
    for name in (MATHS, SCIENCE):
        page.goto(f"{site.address}/registration/{SLUG}/welcome/")
        offer = page.locator("main li", has=page.get_by_role("link", name=name, exact=True))
        offer.get_by_role("button", name="Вступить").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
        expect(page.get_by_text("Вы участник")).to_be_visible()
    page.goto(f"{site.address}/home/")
    for name in (MATHS, SCIENCE):
        expect(page.locator("aside").get_by_role("link", name=name)).to_be_visible()

    home = come_in(page, site, MATHS, slug=SLUG)
    page.goto(f"{home}topics/")
    page.get_by_role("link", name="Спросить коллег").first.click()
    title = f"Как начать год в вечерней школе? Спрашивает {first}"
    page.get_by_label("Название").fill(title)
    write(page, page.locator("#form"), "В классе шестнадцать и сорок лет рядом.", script=script)
    page.get_by_role("button", name="Опубликовать").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)

    helper = sign_in(visit, site, "expert", slug=SLUG, script=script)
    helper.goto(page.url)
    write(helper, helper.locator("#reply"), "Посадите их парами.", script=script)
    helper.locator("#reply").get_by_role("button", name="Ответить").click()
    expect(helper.locator("#comments")).to_contain_text("Посадите их парами.")

    told(page, site, title).click()
    expect(page.locator("#comments")).to_contain_text("Посадите их парами.")
    page.locator("#comments").get_by_role("button", name="Это решение").click()
    expect(page.locator("#comments")).to_contain_text("Решение выбрано автором")
    expect(page.locator(".publication-head")).to_contain_text("Решено")
    look(page)
