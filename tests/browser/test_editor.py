"""The editor in a real browser, under the policy of the site: typing, Word, tables, links, pictures, keys."""

from collections.abc import Callable, Iterator
import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Route, expect
import pytest

from staffroom.core.richtext import clean, compose
from tests.browser.conftest import Site
from tests.core.files.test_storing import photo
from tests.factories.people import PASSWORD

Visit = Callable[..., Page]


@pytest.fixture(autouse=True, scope="module")
def _no_names() -> Iterator[None]:
    """Text is cleaned here beside a browser's loop, where no database may be asked for names."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compose, "_name_people", None)
        yield


WORD = Path(__file__).with_name("word.html")


@pytest.fixture(scope="module")
def signed_in() -> list[Any]:
    """What Анна's browser keeps after she has signed in, once there is anything."""
    return []


@pytest.fixture
def page(workshop: Site, visit: Visit, signed_in: list[Any]) -> Page:
    """The living page, for Анна; she has signed in once."""
    if signed_in:
        return visit(workshop.address + "/ui/", state=signed_in[0])
    page = visit(workshop.address + "/account/sign-in/")
    page.locator("main input[name=email]").fill("anna@test.example")
    page.locator("main input[name=password]").fill(PASSWORD)
    page.locator("main input[name=password]").press("Enter")
    page.wait_for_url(lambda url: "sign-in" not in url)
    page.goto(workshop.address + "/ui/")
    signed_in.append(page.context.storage_state())
    return page


def begin(page: Page) -> None:
    """Come to the text as a person does: by a click into the box."""
    page.locator("textarea[name=text]").first.click()
    expect(page.locator(".editor-text").first).to_be_focused()


def written(page: Page) -> str:
    """What would be posted, as the server would keep it."""
    return clean(page.locator("textarea[name=text_html]").first.input_value()).html


def tool(page: Page, name: str) -> None:
    page.get_by_role("toolbar", name="Оформление текста").first.get_by_role(
        "button", name=name, exact=True
    ).click()


def test_without_scripts_the_textarea_stays(workshop: Site, visit: Visit) -> None:
    page = visit(workshop.address + "/ui/", script=False)
    page.locator("textarea[name=text]").first.fill("Взять:\n- мел")
    assert page.locator(".editor").count() == 0


def test_the_editor_comes_only_when_somebody_writes(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "editor" in url]
    begin(page)
    assert [url for url in asked if "editor" in url]
    assert page.locator("textarea[name=text]").count() == 1  # the other form's, not this one's
    expect(page.get_by_role("textbox", name="Текст с оформлением").first).to_be_focused()


def test_typing_and_buttons(page: Page) -> None:
    begin(page)
    keyboard = page.keyboard
    tool(page, "Заголовок")
    keyboard.type("План")
    keyboard.press("Enter")
    keyboard.type("Взять ")
    tool(page, "Жирный")
    keyboard.type("мел")
    tool(page, "Жирный")
    keyboard.press("Enter")
    tool(page, "Список")
    keyboard.type("белый")
    keyboard.press("Enter")
    keyboard.type("цветной")
    keyboard.press("Enter")
    keyboard.press("Enter")
    tool(page, "Цитата")
    keyboard.type("x")
    tool(page, "Верхний индекс")
    keyboard.type("2")
    assert written(page) == (
        "<h2>План</h2><p>Взять <strong>мел</strong></p><ul><li>белый</li><li>цветной</li></ul>"
        "<blockquote><p>x<sup>2</sup></p></blockquote>"
    )
    tool(page, "Отменить")
    assert "<sup>" not in written(page)
    tool(page, "Вернуть")
    assert "<sup>2</sup>" in written(page)


def paste(page: Page, html: str, text: str = "") -> None:
    """Paste as a program offers it: rich and plain."""
    page.locator(".editor-text").first.evaluate(
        """(area, [html, text]) => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            data.setData("text/plain", text);
            area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        [html, text],
    )


def test_word_keeps_its_structure_and_leaves_its_rubbish(page: Page) -> None:
    begin(page)
    paste(page, WORD.read_text())
    assert written(page) == (
        "<h2>Степени</h2><p><strong>Цель</strong>: научить <em>свойствам</em>.</p>"
        "<ul><li>мел<ul><li>белый</li></ul></li><li>тряпка</li></ul><p>Ход:</p>"
        "<ol><li>разминка</li><li>опрос</li></ol>"
        '<div class="table-scroll" role="group" aria-label="Таблица" tabindex="0"><table><tbody>'
        '<tr><td colspan="2"><strong>Класс</strong></td></tr><tr><td>7А</td><td>12</td></tr></tbody></table></div>'
    )
    raw = page.locator("textarea[name=text_html]").first.input_value()
    assert "Mso" not in raw
    assert "style" not in raw
    assert "file:" not in raw


def test_a_table_by_its_own_buttons(page: Page) -> None:
    begin(page)
    tool(page, "Таблица")
    page.keyboard.type("Класс")
    page.keyboard.press("Tab")
    page.keyboard.type("Часы")
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.type("7А")
    bar = page.get_by_role("toolbar", name="Таблица").first
    for name in ("Убрать столбец", "Убрать строку", "Добавить столбец"):
        bar.get_by_role("button", name=name).click()
    assert [written(page).count(part) for part in ("<tr>", "Часы", "Класс", "7А")] == [2, 1, 0, 0]
    bar.get_by_role("button", name="Убрать таблицу").click()
    assert page.locator("textarea[name=text_html]").first.input_value() == ""


def test_a_link(page: Page) -> None:
    begin(page)
    page.keyboard.type("План урока")
    page.keyboard.press("Control+a")
    tool(page, "Ссылка")
    page.keyboard.type("не адрес")
    page.keyboard.press("Enter")
    expect(page.locator(".editor-ask .error").first).to_have_text(
        "Адрес начинается с https:// или с почты: имя@сайт"
    )
    page.get_by_label("Адрес ссылки").first.fill("school.example/plan")
    page.keyboard.press("Enter")
    expect(page.locator(".editor-text").first).to_be_focused()
    assert written(page) == (
        '<p><a href="https://school.example/plan" rel="nofollow ugc noopener">План урока</a></p>'
    )


def test_a_picture_goes_in_parts_and_is_described(page: Page) -> None:
    begin(page)
    with page.expect_file_chooser() as chooser:
        tool(page, "Картинка")
    chooser.value.set_files(
        {"name": "доска.jpg", "mimeType": "image/jpeg", "buffer": photo((1200, 800))}
    )
    expect(page.locator(".editor-state").first).to_have_text("Картинка «доска.jpg» добавлена")
    image = page.locator(".editor-text img").first
    expect(image).to_be_visible()
    assert image.evaluate("(image) => image.complete && image.naturalWidth") == 960
    image.click()
    page.get_by_label("Что на картинке").first.fill("Доска с задачей")
    page.keyboard.press("Enter")
    html = written(page)
    assert html.startswith('<figure><img src="/files/')
    assert 'alt="Доска с задачей" width="960" height="640"' in html


def test_a_refused_picture_is_told(page: Page) -> None:
    begin(page)
    with page.expect_file_chooser() as chooser:
        tool(page, "Картинка")
    chooser.value.set_files(
        {"name": "доска.jpg", "mimeType": "image/jpeg", "buffer": b"MZ" + bytes(200)}
    )
    expect(page.locator(".editor-state").first).to_contain_text("Это программа")
    assert written(page) == ""


def test_a_break_in_the_line_does_not_lose_a_picture(page: Page) -> None:
    broken = []

    def cut(route: Route) -> None:
        if route.request.method == "PATCH" and len(broken) < 2:
            broken.append(1)
            route.abort()
        else:
            route.continue_()

    page.route("**/files/uploads/**", cut)
    begin(page)
    with page.expect_file_chooser() as chooser:
        tool(page, "Картинка")
    chooser.value.set_files(
        {"name": "доска.jpg", "mimeType": "image/jpeg", "buffer": photo((800, 600))}
    )
    expect(page.locator(".editor-state").first).to_have_text(
        "Картинка «доска.jpg» добавлена", timeout=20_000
    )
    assert len(broken) == 2


def test_files_under_a_text_are_named_in_the_form(page: Page) -> None:
    page.locator("input[name=papers]").first.set_input_files(
        [{"name": "план.txt", "mimeType": "text/plain", "buffer": b"1\n2\n"}]
    )
    mark = page.locator("input[name=papers_kept]")
    expect(mark).to_be_checked()
    expect(page.get_by_label("план.txt").first).to_be_visible()


def test_people_are_mentioned_from_a_list(page: Page) -> None:
    people = [
        {"pid": "0123456789", "name": "Борис Орлов", "note": "физика"},
        {"pid": "abcdefghjk", "name": "Бэла Юсупова", "note": ""},
    ]
    page.route(
        "**/people/suggest/**", lambda route: route.fulfill(body=json.dumps({"people": people}))
    )
    begin(page)
    page.keyboard.type("Спросите @Бо")
    expect(page.get_by_role("listbox", name="Кого упомянуть").get_by_role("option")).to_have_count(
        2
    )
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", name="Бэла Юсупова")).to_have_attribute(
        "aria-selected", "true"
    )
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    text = clean(page.locator("textarea[name=text_html]").first.input_value())
    assert text.mentions == ("0123456789",)
    assert text.plain == "Спросите @Борис Орлов"


def test_the_keyboard_alone_is_enough(page: Page) -> None:
    page.get_by_label("О чём хотите спросить").first.focus()
    page.keyboard.press("Tab")
    expect(page.locator(".editor-text").first).to_be_focused()
    page.keyboard.type("раз")
    page.keyboard.press("Alt+F10")
    expect(page.get_by_role("button", name="Заголовок", exact=True).first).to_be_focused()
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Список", exact=True).first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".editor-text").first).to_be_focused()
    assert written(page) == "<ul><li>раз</li></ul>"
    page.keyboard.press("Alt+F10")
    page.keyboard.press("End")
    expect(page.get_by_role("button", name="Вернуть", exact=True).first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".editor-text").first).to_be_focused()


def test_a_kept_draft_comes_back_with_its_looks(page: Page) -> None:
    field = page.locator("textarea[name=text_html]").first
    field.evaluate(
        "(field, html) => { field.value = html; field.dispatchEvent(new Event('input', { bubbles: true })); }",
        "<p>Взять <strong>мел</strong></p>",
    )
    expect(page.locator(".editor-text strong").first).to_have_text("мел")


def test_the_editor_is_for_every_eye(page: Page, check: Callable[[Page], None]) -> None:
    begin(page)
    paste(page, "<h2>План</h2><p>Текст</p>")
    tool(page, "Таблица")
    # the other samples of the living page have their own test
    page.evaluate("""() => {
        const form = document.querySelector(".editor").closest("form");
        document.querySelector("main").replaceChildren(form);
    }""")
    check(page)


def test_hostile_html_runs_nowhere(page: Page) -> None:
    from tests.core.richtext.payloads import payloads  # noqa: PLC0415 - a thousand strings

    page.evaluate(
        "() => { globalThis.hits = 0; globalThis.hit = () => { globalThis.hits += 1; }; }"
    )
    begin(page)
    for start in range(0, len(known := list(payloads())), 60):
        paste(page, "".join(known[start : start + 60]).replace("\ud800", ""))
    assert page.evaluate("() => globalThis.hits") == 0


def test_cleaned_html_runs_nowhere_without_any_policy(
    visit: Visit, tmp_path: Path, workshop: Site
) -> None:
    from tests.core.richtext.payloads import payloads  # noqa: PLC0415 - a thousand strings

    def bare(route: Route) -> None:
        cleaned = "\n".join(clean(payload).html for payload in payloads())
        head = (
            "<!doctype html><meta charset=utf-8><script>var hits=0;function hit(){hits++}</script>"
        )
        route.fulfill(body=head + cleaned, content_type="text/html; charset=utf-8")

    page = visit(workshop.address + "/ui/looks/")
    page.route("**/bare", bare)
    page.goto(workshop.address + "/bare")
    schemes = page.evaluate("""() => {
        document.addEventListener("click", (event) => event.preventDefault());
        for (const element of document.body.querySelectorAll("*")) {
            for (const name of ["click", "error", "load", "focus", "mouseover", "toggle", "wheel"]) {
                element.dispatchEvent(new Event(name, { bubbles: true, cancelable: true }));
            }
        }
        return [...new Set([...document.links].map((link) => link.protocol))].sort();
    }""")
    assert page.evaluate("hits") == 0
    assert set(schemes) <= {"http:", "https:", "mailto:", "tel:"}
