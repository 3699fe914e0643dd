"""The five ways of creation in a browser, each from the first click to the words of the printed order."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect
import pytest

from tests.browser.conftest import Founding
from tests.browser.steps import Check, Visit, as_member, write
from tests.core.papers.reading import words_of_pdf

Come = Callable[[str], Page]
FIRST = "Инициативы и создание сообществ"


@pytest.fixture
def come(request: pytest.FixtureRequest, founding: Founding, visit: Visit) -> Callable[[str], Come]:
    """`come(slug)(who)`: somebody of a district, signed in, at its list of communities."""

    def to(slug: str) -> Come:
        return lambda who: as_member(founding, visit, slug, who)

    return to


def heading(page: Page, words: str) -> None:
    """The page that is open is called so."""
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def begin(page: Page, link: str) -> None:
    """From the list of communities to the form of an application or of the draft of an order."""
    page.get_by_role("link", name="Инициативы и заявления").click()
    heading(page, FIRST)
    page.get_by_role("link", name=link).click()


def save(page: Page, **typed: str) -> None:
    """Fill in the fields of these names and save; ends at the page of the application."""
    for name, words in typed.items():
        field = page.locator(f"main [name={name}]")
        tag = field.evaluate("node => node.tagName")
        field.select_option(label=words) if tag == "SELECT" else field.fill(words)
    page.get_by_role("button", name="Сохранить").click()
    heading(page, typed["name"])


def together(page: Page, colleague: Page, named: str, leader: str) -> None:
    """A colleague is called by name and agrees; somebody of those who agreed will lead."""
    page.get_by_label("Фамилия и имя коллеги").fill(named)
    page.get_by_role("button", name="Позвать").click()
    expect(page.locator("#people")).to_contain_text("Ждём ответа")
    colleague.goto(page.url)
    colleague.get_by_role("button", name="Согласиться").click()
    expect(colleague.locator("#people")).not_to_contain_text("Ждём ответа")
    page.reload()
    row = page.locator("#people li").filter(has_text=leader)
    row.get_by_role("button", name="Назначить руководителем").click()
    expect(row).to_contain_text("Руководитель")


def squeezed(words: str) -> str:
    """Without blanks and the marks of divided words: sheets break lines where they must."""
    return "".join(words.replace("\ufffe", "").split())


def printed(page: Page, number: str) -> str:
    """Register the paper that is open under this number; the words of its PDF, squeezed."""
    page.get_by_role("link", name="Зарегистрировать").click()
    page.get_by_label("Номер").fill(number)
    page.get_by_role("button", name="Зарегистрировать").click()
    expect(page.locator("main")).to_contain_text(f"№ {number}")
    address = page.locator("main a[href$='.pdf']").first.get_attribute("href")
    got = page.request.get(page.url.split("/", 3)[0] + "//" + page.url.split("/")[2] + str(address))
    assert got.headers["content-type"] == "application/pdf"
    return squeezed(words_of_pdf(got.body()))


def ordered(page: Page, name: str, number: str) -> str:
    """From the page of an application to its order, registered; its words. Ends at the community."""
    here = page.url
    page.locator("main").get_by_role("link", name="Открыть проект приказа").click()
    words = printed(page, number)
    page.goto(here)
    expect(page.locator("main")).to_contain_text("Сообщество создано")
    page.locator(".message").get_by_role("link", name=name).click()
    heading(page, name)
    return words


def test_baltasi_initiative_interest_application_decision_order(
    come: Callable[[str], Come], check: Check
) -> None:
    """Two people of two schools, a week, a reasoned decision, an order."""
    of = come("baltasi")
    anna, boris, dmitry, name = of("anna"), of("boris"), of("dmitry"), "Читаем условие задачи"
    begin(anna, "Подать инициативу")
    anna.get_by_label("Название").fill(name)
    write(anna, anna.locator("#form"), "Соберём приёмы вместе.", script=True)
    anna.get_by_role("button", name="Опубликовать").click()
    heading(anna, name)
    boris.goto(anna.url)
    boris.get_by_role("button", name="Поддержать").click()
    expect(boris.locator("main")).to_contain_text("1 коллега")

    anna.goto(boris.url.split("/p/")[0] + "/baltasi/c/")
    begin(anna, "Подать заявление")
    year = timezone.localdate() + timedelta(days=200)
    save(
        anna, name=name, problem="Пятиклассники не понимают условие.", result="Сборник заданий.",
        ends_on=year.isoformat(),
    )  # fmt: skip
    together(anna, boris, "Орлов Борис", "Анна Соколова")
    anna.get_by_role("button", name="Подать заявление").click()
    expect(anna.locator("main")).to_contain_text("На рассмотрении")
    check(anna)

    dmitry.get_by_role("link", name="Инициативы и заявления").click()
    dmitry.get_by_role("link", name=name).last.click()
    dmitry.get_by_role("link", name="Поддержать").click()
    dmitry.get_by_role("button", name="Поддержать").click()
    expect(dmitry.locator("main")).to_contain_text("Готовится приказ")
    words = ordered(dmitry, name, "215-осн")
    for told in (name, "215-осн", "Соколова Анна", "Орлов Борис", f"{year:%d.%m.%Y}"):
        assert squeezed(told) in words, told


@pytest.mark.parametrize(
    ("slug", "typed", "number", "told"),
    [
        (
            "petrodvorets",
            {
                "kind": "Сообщество для задачи", "name": "Урок в музее", "goal": "Учить вне школы.",
                "task": "Составить 12 маршрутов.", "base_organization": "Управление образования",
            },
            "77", "до решения задачи",
        ),
        (
            "olekminsk",
            {
                "kind": "Секция", "name": "Секция якутского языка", "goal": "Беречь язык.",
                "parent": "Сеть района",
            },
            "31-осн", "секция",
        ),
    ],
    ids=["petrodvorets", "olekminsk"],
)  # fmt: skip
def test_by_order_at_once(
    come: Callable[[str], Come], check: Check, slug: str, typed: dict[str, str], number: str,
    told: str,
) -> None:  # fmt: skip
    """The department or the centre prepares the order itself: for one task, or a section of a district."""
    of = come(slug)
    dmitry, elena = of("dmitry"), of("elena")
    begin(dmitry, "Подготовить приказ о создании")
    save(dmitry, **typed)
    together(dmitry, elena, "Круглова Елена", "Елена Круглова")
    check(dmitry)
    dmitry.get_by_role("button", name="Подготовить приказ").click()
    expect(dmitry.locator("main")).to_contain_text("Готовится приказ")
    words = ordered(dmitry, typed["name"], number)
    for said in (typed["name"], number, told, "Круглова Елена"):
        assert squeezed(said) in words, said


@pytest.mark.parametrize(("slug", "number"), [("tula", "8"), ("berezniki", "9-од")])
def test_opened_by_staff_and_named_by_an_order(
    come: Callable[[str], Come], check: Check, slug: str, number: str
) -> None:
    """The list of twelve of Тула, and what the staff of Березники opens: one order names them."""
    dmitry = come(slug)("dmitry")
    if slug == "tula":
        dmitry.get_by_role("button", name="Открыть по перечню (12)").click()
        rows = dmitry.locator("#rows .community-card h3 a")
        expect(rows).to_have_count(12)
        names = rows.all_inner_texts()
    else:
        names = ["Учителя математики"]
        dmitry.get_by_role("link", name="Открыть сообщество").click()
        dmitry.get_by_label("Название").fill(names[0])
        dmitry.locator("main [name=goal]").fill("Решать вместе.")
        dmitry.get_by_label("Функциональная грамотность").check()
        dmitry.get_by_role("button", name="Открыть сообщество").click()
        heading(dmitry, names[0])
        dmitry.goto(dmitry.url.split("/c/")[0] + "/c/")
    begin(dmitry, "Оформить приказом то, что уже работает")
    expect(dmitry.locator("main [name=communities]:checked")).to_have_count(len(names))
    check(dmitry)
    dmitry.get_by_role("button", name="Подготовить приказ").click()
    words = printed(dmitry, number)
    for name in names:
        assert squeezed(name) in words, name
    dmitry.goto(dmitry.url.split("/documents/")[0] + "/c/")
    dmitry.locator("#rows").get_by_role("link", name=names[0]).click()
    dmitry.get_by_role("link", name="О сообществе").click()
    expect(dmitry.locator("main")).to_contain_text(f"№ {number}")
