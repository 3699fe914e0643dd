"""The public face is kept by staff without a developer: menu, pages, the cabinet with its shelves."""

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
import pytest

from staffroom.core.viewer import SYSTEM
from staffroom.overviews.site.actions import cabinet
from staffroom.overviews.site.models import MenuItem, Shelf, ShelfItem
from staffroom.shared.publications.models import Publication
from tests.factories import world as factory
from tests.shared.accounts.pages import text_of

SHELVES = "/berezovka/staff/cabinet/"
MENU = "/berezovka/staff/menu/"


@pytest.fixture
def world(db: Any, frozen: Any) -> factory.World:
    """The small district at the usual hour."""
    return factory.make_world()


def page(
    client: Client, title: str = "Как вступить", words: str = "Подайте заявку."
) -> Publication:
    """Whoever has signed in writes a page of the district by the usual form."""
    answer = client.post(
        "/p/new/page/?district=berezovka",
        {"title": title, "body": words, "audience": "public", "tags": "", "act": "publish"},
    )
    assert answer.status_code == 302, text_of(answer)
    return Publication.objects.get(kind="page", title=title)


def shelf(title: str) -> Shelf:
    """A shelf by its name."""
    return Shelf.objects.get(title=title)


@pytest.mark.clause("BT-4.1.4")
def test_staff_fill_the_cabinet_and_everybody_reads_it(
    client: Client, world: factory.World
) -> None:
    """Five shelves in a press; a page, a publication, a link and a file; a guest reads them in order."""
    client.force_login(world.dmitry)
    client.post(f"{SHELVES}usual/")
    page(client, "Приказ о сети", "Приказ № 426.")
    norms = shelf("Нормативные документы")
    here = f"{SHELVES}{norms.pid}/"
    written = Publication.objects.get(kind="page")
    client.post(here, {"address": f"{settings.SITE_ADDRESS}/p/{written.pid}-{written.slug}/"})
    client.post(
        here,
        {
            "title": "Федеральный закон",
            "address": "https://law.example/273",
            "note": "с комментарием",
        },
    )
    brought = SimpleUploadedFile("план.txt", "План работы".encode(), content_type="text/plain")
    assert client.post(here, {"files": brought, "title": "План на год"}).status_code == 302
    practices = f"{SHELVES}{shelf('Практики района').pid}/"
    client.post(practices, {"address": f"/p/{world.open_topic.pid}/"})
    client.post(practices, {"address": f"/p/{world.topic.pid}/", "title": "Закрытое"})
    last = ShelfItem.objects.get(title="План на год")
    client.post(f"{here}order/", {"move": f"{last.pid}:up"})

    client.logout()
    answer = client.get("/berezovka/cabinet/")
    words = text_of(answer)
    assert "Методический кабинет" in words
    for name in (
        "Нормативные документы",
        "По предметам",
        "Практики района",
        "Мероприятия",
        "Контакты",
    ):
        assert name in words
    stand = words[words.rindex("Нормативные документы") :]
    assert (
        stand.index("Приказ о сети") < stand.index("План на год") < stand.index("Федеральный закон")
    )
    assert "с комментарием" in words
    assert "Неделя математики" in words
    assert "Закрытое" not in words  # the community's own talk stays closed
    file = answer.content.decode().split('href="/files/')[1].split('"')[0]
    got = client.get(f"/files/{file}")
    assert got.status_code == 200
    for closer in got._resource_closers:
        closer()
    assert "Приказ № 426." in text_of(client.get(f"/p/{written.pid}-{written.slug}/"))


@pytest.mark.clause("BT-4.1.4")
def test_shelves_are_renamed_moved_hidden_and_removed(client: Client, world: factory.World) -> None:
    """Without a developer; what is hidden is hidden with its files; a filled shelf is not lost."""
    client.force_login(world.dmitry)
    client.post(f"{SHELVES}usual/")
    client.post(SHELVES, {"title": "Воспитателям", "note": "Занятия и прогулки"})
    kids = shelf("Воспитателям")
    client.post(f"{SHELVES}order/", {"move": f"{kids.pid}:up"})
    brought = SimpleUploadedFile(
        "прогулка.txt", "Считаем шишки".encode(), content_type="text/plain"
    )
    client.post(f"{SHELVES}{kids.pid}/", {"files": brought})
    words = text_of(client.get("/berezovka/cabinet/"))
    assert words.rindex("Воспитателям") < words.rindex("Контакты")
    file = (
        client.get("/berezovka/cabinet/").content.decode().split('href="/files/')[1].split('"')[0]
    )
    refused = client.post(f"{SHELVES}{kids.pid}/remove/")
    assert refused.status_code == 422
    client.post(f"{SHELVES}{kids.pid}/change/", {"title": "Детским садам", "note": ""})
    client.logout()
    assert "Детским садам" not in text_of(client.get("/berezovka/cabinet/"))
    assert client.get(f"/files/{file}").status_code == 404
    client.force_login(world.dmitry)
    item = ShelfItem.objects.get(shelf=kids)
    client.post(f"{SHELVES}{kids.pid}/{item.pid}/take-off/")
    client.post(f"{SHELVES}{kids.pid}/remove/")
    assert not Shelf.objects.filter(pk=kids.pk).exists()


def test_one_thing_at_a_time_goes_to_a_shelf(client: Client, world: factory.World) -> None:
    """Neither nothing, nor two; not the same record twice; no scripts for an address."""
    client.force_login(world.dmitry)
    made = factory_shelf(world)
    here = f"{SHELVES}{made.pid}/"
    assert "Укажите адрес или приложите файл" in text_of(client.post(here, {"title": "Пусто"}))
    script = client.post(here, {"title": "Плохо", "address": "javascript:alert(1)"})
    assert "Адрес начинается с https://" in text_of(script)
    address = f"/p/{world.open_topic.pid}/"
    client.post(here, {"address": address})
    assert "уже стоит на полке" in text_of(client.post(here, {"address": address}))
    assert ShelfItem.objects.count() == 1
    assert Shelf.objects.get(pk=made.pk).item_n == 1


def factory_shelf(world: factory.World) -> Shelf:
    """A shelf to put things on."""
    return cabinet.open_shelf(district=world.district, title="Нормы", actor=SYSTEM, at=factory.THEN)


@pytest.mark.clause("OL-1.2")
def test_a_public_site_and_a_member_area_stand_under_one_address_with_an_edited_menu(
    client: Client, world: factory.World
) -> None:
    """A page is written, put in the menu, moved and shown; another item renamed, one hidden."""
    guest = Client()
    front = text_of(guest.get("/berezovka/"))
    assert "О сети Новости Сообщества Методический кабинет Вопросы и ответы" in front
    client.force_login(world.dmitry)
    assert client.get("/home/").status_code == 200  # the member area, same address
    written = page(client)
    client.post(MENU, {"title": "Как вступить", "page": written.pid, "address": ""})
    client.post(MENU, {"title": "Сайт школы", "page": "", "address": "https://school.example/"})
    client.post(f"{MENU}questions/", {"title": "Спросите нас", "is_shown": "on"})
    client.post(f"{MENU}regulation/", {"title": "Положение"})  # the box is not ticked: hidden
    codes = client.get(MENU).content.decode().split('value="')
    own = next(part.split(":")[0] for part in codes if part.startswith(f"{item_code(written)}:"))
    for _press in range(7):
        client.post(f"{MENU}order/", {"move": f"{own}:up"})

    html = guest.get("/berezovka/").content.decode()
    bar = html[html.index('aria-label="Сайт района"') :]
    bar = bar[: bar.index("</nav>")]
    assert bar.index("Как вступить") < bar.index("О сети")
    assert "Спросите нас" in bar
    assert 'href="https://school.example/"' in bar
    assert "Положение" not in bar
    beside = text_of(guest.get(f"/p/{written.pid}-{written.slug}/"))
    assert "Подайте заявку." in beside
    assert "На сайте района" in beside
    assert "Спросите нас" in beside
    client.post(f"/p/{written.pid}/edit/", {
        "title": "Как вступить", "body": "Нажмите «Присоединиться».", "audience": "public", "tags": "",
    })  # fmt: skip
    assert "Нажмите «Присоединиться»." in text_of(guest.get(f"/p/{written.pid}-{written.slug}/"))
    client.post(f"{MENU}{own}/remove/")
    assert "Как вступить" not in text_of(guest.get("/berezovka/"))


def item_code(written: Publication) -> str:
    """The code of the menu's item that leads to the page."""
    return MenuItem.objects.get(publication=written).code


def test_pages_stand_in_no_feed(client: Client, world: factory.World) -> None:
    """A page is found in the menu and on shelves; news stays news."""
    client.force_login(world.dmitry)
    page(client, "Наша история")
    client.logout()
    assert "Наша история" not in text_of(client.get("/berezovka/news/"))


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_of_the_cabinet_do_not_grow(
    client: Client, world: factory.World, rows: int, django_assert_num_queries: Any
) -> None:
    """District, rules, menu, rules again for the name, shelves, things, what may be read."""
    made = factory_shelf(world)
    for n in range(rows):
        cabinet.put_on_shelf(
            shelf=made,
            title=f"Ссылка {n}",
            url=f"https://x.example/{n}",
            actor=SYSTEM,
            at=factory.THEN,
        )
    cabinet.put_on_shelf(
        shelf=made, title="Тема", publication=world.open_topic, actor=SYSTEM, at=factory.THEN
    )
    client.get("/berezovka/cabinet/")
    with django_assert_num_queries(7):
        client.get("/berezovka/cabinet/")
