"""Clauses of the regulations about materials, each performed through the pages."""

from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from openpyxl import load_workbook
import pytest

from staffroom.core.files.models import StoredFile
from staffroom.core.jobs import run_once
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community
from staffroom.shared.publications.actions.moderation import hide
from staffroom.shared.publications.actions.space import check_space
from staffroom.shared.publications.models import Audience, Publication
from tests.conftest import MOMENT
from tests.core.files import samples
from tests.factories import materials as made
from tests.factories.people import person
from tests.factories.world import World, acting, admit
from tests.factories.world import community as community_of
from tests.features.conftest import Browser
from tests.features.materials.pages import TYPED, address, put
from tests.features.materials.test_materials import bytes_of
from tests.shared.accounts.pages import text_of

pytestmark = pytest.mark.usefixtures("frozen")


def colleague(world: World, name: str = "Нина Соседова") -> Person:
    """A teacher of the same district who is in no community."""
    who = person(name, position="subject_teacher")
    admit(who, world.district, world.organization)
    return who


@pytest.mark.clause("BB-1.4.a")
def test_a_new_member_opens_the_library_at_once_and_others_read_that_it_is_the_members(
    world: World, browser: Browser, home: str
) -> None:
    made.material(world.anna, world.community, "Степени на складе")
    nina = browser(colleague(world))
    outside = text_of(nina.get(f"{home}materials/"))
    assert "Доступ для участников" in outside
    assert "Степени на складе" not in outside
    made.material(world.anna, world.community, "Открытый лист", audience=Audience.DISTRICT)
    outside = text_of(nina.get(f"{home}materials/"))
    assert "Доступ для участников" in outside
    assert "Открытый лист" in outside
    assert nina.post(f"{home}enter/", {"conduct": "1"}).status_code == 302
    inside = text_of(nina.get(f"{home}materials/"))
    assert "Степени на складе" in inside
    assert "Доступ для участников" not in inside


@pytest.mark.clause("OL-1.5.a")
def test_a_new_material_is_open_to_every_member_of_the_network(
    world: World, browser: Browser, adopt: Callable[[str], None]
) -> None:
    adopt("olekminsk")
    anna = browser(world.anna)
    page = anna.get(address(world)).content.decode()
    assert '<option value="district" selected>' in page
    url = put(anna, world, audience="district")
    nina = browser(colleague(world))
    assert nina.get(url).status_code == 200
    assert "Квест «Степени на складе»" in text_of(nina.get(f"/{world.district.slug}/materials/"))
    assert browser(None).get(url).status_code == 404


@pytest.mark.clause("BB-1.12.3")
def test_a_reference_article_goes_from_draft_to_its_page_with_author_date_and_theme(
    world: World, browser: Browser, adopt: Callable[[str], None]
) -> None:
    adopt("berezniki")
    galina = browser(world.galina)
    typed = {
        **TYPED, "title": "Что такое функциональная грамотность", "material_kind": "reference",
        "theme": "functional_literacy", "terms": "",
    }  # fmt: skip
    draft = galina.post(address(world), {**typed, "act": "draft"})
    shown = Publication.objects.get(kind="material")
    boris = browser(world.boris)
    assert boris.get(f"/p/{shown.pid}/", follow=True).status_code == 404
    url = galina.post(draft["Location"], typed)["Location"]
    page = text_of(boris.get(url))
    for words in (
        "Справочные и информационные материалы", world.galina.name, "Приоритетная тема",
        "Функциональная грамотность",
    ):  # fmt: skip
        assert words in page
    assert f'datetime="{MOMENT:%Y-%m-%d}' in boris.get(url).content.decode()


@pytest.mark.clause("BB-1.13.b")
def test_a_downloaded_material_carries_authors_organisation_year_and_terms(
    world: World, browser: Browser
) -> None:
    anna = browser(world.anna)
    url = put(anna, world, files=SimpleUploadedFile("Лист.txt", "Задача 1".encode()))
    assert "Скачать всё архивом" in text_of(browser(world.boris).get(url))
    answer = browser(world.boris).get(f"{url.split('-')[0]}/download/")
    assert answer["Content-Type"] == "application/zip"
    with ZipFile(BytesIO(bytes_of(answer))) as archive:
        assert archive.namelist() == ["О материале.docx", "Лист.txt"]
        assert archive.read("Лист.txt") == "Задача 1".encode()
        lines = [one.text for one in Document(BytesIO(archive.read("О материале.docx"))).paragraphs]
    told = "\n".join(lines)
    assert f"Автор: {world.anna.name}" in told
    assert f"Организация: {world.organization.name}" in told
    assert f"Год: {MOMENT.year}" in told
    assert "Условия пользования: Можно всё, с именем автора (CC BY 4.0)." in told
    assert "Три задачи и план урока." in told
    assert browser(world.vera).get(f"{url.split('-')[0]}/download/").status_code == 404


@pytest.mark.clause("BT-1.5.a")
def test_kinds_of_the_regulation_stand_in_the_form_and_in_the_register(
    world: World, browser: Browser, adopt: Callable[[str], None]
) -> None:
    adopt("baltasi")
    kinds = (
        "Проекты и программы", "Методические разработки", "Контрольно-измерительные материалы",
        "Листы оценки достижений", "Видеозаписи уроков",
    )  # fmt: skip
    anna = browser(world.anna)
    form = text_of(anna.get(address(world)))
    assert all(words in form for words in kinds)
    put(anna, world, material_kind="assessment", title="Контрольная по степеням")
    page = anna.get(f"/{world.district.slug}/materials/register/")
    shown = text_of(page)
    assert all(words in shown for words in kinds)
    assert "Контрольно-измерительные материалы 1" in shown
    assert "Листы оценки достижений 0" in shown
    assert "<h2>Контрольно-измерительные материалы</h2>" in page.content.decode()


@pytest.mark.clause("PD-2.2.5")
def test_the_bank_of_practices_projects_and_products_tells_state_and_level_and_prints(
    world: World, browser: Browser, adopt: Callable[[str], None]
) -> None:
    adopt("petrodvorets")
    anna, dmitry = browser(world.anna), browser(world.dmitry)
    for kind, title, stage in (
        ("practices", "Практика чтения", "used"), ("projects", "Проект сада", "trial"),
        ("products", "Сборник задач", "making"),
    ):  # fmt: skip
        put(
            anna, world, title=title, material_kind=kind, essence="Читаем вслух", stage=stage, terms="",
            reach="municipal", audience="district",
        )  # fmt: skip
    here = f"/{world.district.slug}/materials/"
    page = dmitry.get(f"{here}register/").content.decode()
    for kind in ("Инновационный опыт и практики", "Проекты и программы", "Продукты сообщества"):
        assert f"<h2>{kind}</h2>" in page
    words = text_of(dmitry.get(f"{here}register/"))
    for told in (
        "Внедрено, Муниципальный уровень",
        "Апробируется, Муниципальный",
        "Разрабатывается, М",
    ):
        assert told in words
    narrowed = text_of(dmitry.get(f"{here}?stage=trial"))
    assert "Проект сада" in narrowed
    assert "Сборник задач" not in narrowed
    book = load_workbook(BytesIO(dmitry.get(f"{here}register/table/?stage=used").content))
    cells = [[str(cell.value or "") for cell in line] for line in book.active.iter_rows()]
    assert [line[13:15] for line in cells if line[1] == "Практика чтения"] == [
        ["Внедрено", "Муниципальный уровень"]
    ]


@pytest.mark.clause("PD-4.9")
def test_the_results_of_a_community_are_grouped_by_kinds(
    world: World, browser: Browser, adopt: Callable[[str], None], home: str
) -> None:
    adopt("petrodvorets")
    other = community_of(world.district, "Учителя музыки")
    for kind in ("resources", "practices", "projects", "products", "articles", "methodical"):
        made.material(
            world.anna, world.community, f"Итог {kind}", kind=kind, essence="Суть", terms="community",
            audience=Audience.DISTRICT,
        )  # fmt: skip
    boris = browser(world.boris)
    link = f"/{world.district.slug}/materials/register/?in={world.community.pid}"
    assert link in boris.get(f"{home}materials/").content.decode()
    page = boris.get(link)
    assert "<h1>Результаты сообщества</h1>" in page.content.decode()
    assert f"{world.community.name}, " in text_of(page)
    for kind in (
        "Информационные ресурсы", "Инновационный опыт и практики", "Проекты и программы", "Продукты сообщества",
        "Статьи", "Методические разработки",
    ):  # fmt: skip
        assert f"<h2>{kind}</h2>" in page.content.decode()
    elsewhere = boris.get(f"/{world.district.slug}/materials/register/?in={other.pid}")
    assert "Итог" not in text_of(elsewhere)


@pytest.mark.clause("PD-2.2.4")
def test_a_chosen_product_has_a_public_page_with_author_words_and_a_link_to_share(
    world: World, browser: Browser, adopt: Callable[[str], None]
) -> None:
    adopt("petrodvorets")
    Person.objects.filter(pk=world.anna.pk).update(is_public_name=True)
    anna = browser(world.anna)
    typed = {"material_kind": "products", "terms": "", "children": "nobody", "adults": "nobody"}
    chosen = put(anna, world, title="Сборник задач", audience="public", **typed)
    kept = put(anna, world, title="Для своих", **typed)
    guest = browser(None)
    page = guest.get(chosen)
    words = text_of(page)
    for told in (
        "Сборник задач",
        world.anna.name,
        "Три задачи и план урока.",
        "Ссылка, чтобы поделиться",
    ):
        assert told in words
    short = f"/p/{Publication.objects.get(title='Сборник задач').pid}/"
    assert f"http://testserver{short}" in words
    assert guest.get(short, follow=True).status_code == 200
    assert guest.get(kept).status_code == 404
    assert "Ссылка, чтобы поделиться" not in text_of(anna.get(kept))


@pytest.mark.clause("BT-4.3.3")
def test_a_product_may_be_a_file_a_page_a_video_a_link_a_set_or_a_mix(
    world: World, browser: Browser
) -> None:
    anna, boris = browser(world.anna), browser(world.boris)

    def sheet(name: str) -> SimpleUploadedFile:
        return SimpleUploadedFile(name, b"1 2 3")

    def film() -> SimpleUploadedFile:
        return SimpleUploadedFile("урок.mp4", samples.video())

    link = "https://example.org/atlas"
    forms: dict[str, tuple[dict[str, Any], list[str]]] = {
        "файл": ({"body": "", "files": [sheet("лист.txt")]}, ["лист.txt"]),
        "страница": ({"body": "Только слова."}, ["Только слова."]),
        "видео": (
            {"body": "Запись урока.", "files": [film()], "children": "nobody", "adults": "nobody"},
            ["<video"],
        ),
        "ссылка": ({"body": f"Атлас: {link}"}, [f'href="{link}"']),
        "набор": ({"body": "", "files": [sheet("а.txt"), sheet("б.txt")]}, ["а.txt", "б.txt"]),
        "смесь": (
            {
                "body": f"Всё: {link}",
                "files": [sheet("в.txt"), film()],
                "children": "nobody",
                "adults": "nobody",
            },
            [f'href="{link}"', "в.txt", "<video"],
        ),
    }
    for title, (typed, told) in forms.items():
        page = boris.get(put(anna, world, title=f"Продукт {title}", **typed)).content.decode()
        for words in told:
            assert words in page, title


def test_the_number_of_what_was_made_is_of_what_this_reader_may_read(
    world: World, browser: Browser
) -> None:
    row = made.standing(world)
    for n in range(12):
        made.material(world.boris, world.community, f"По мотивам {n:02}", based_on_id=row.pk)
    at = f"/p/{row.publication.pid}/"
    anna = browser(world.anna)
    assert "На его основе сделано 12 материалов" in text_of(anna.get(at, follow=True))
    gone = Publication.objects.get(title="По мотивам 03")
    hide(publication=gone, reason="Ошибка в условии", actor=acting(world.galina))
    shown = text_of(anna.get(at, follow=True))
    assert "На его основе сделано 11 материалов" in shown
    assert "По мотивам 03" not in shown


def test_files_that_old_versions_keep_take_the_place_of_the_community(
    world: World, browser: Browser
) -> None:
    def taken() -> int:
        return Community.objects.values_list("file_bytes", flat=True).get(pk=world.community.pk)

    anna, before = browser(world.anna), taken()
    url = put(anna, world, files=SimpleUploadedFile("лист.txt", b"a" * 1000))
    assert taken() - before == 1000
    changed = anna.post(
        f"{url.split('-')[0]}/edit/",
        {**TYPED, "files": SimpleUploadedFile("лист.txt", b"b" * 300)},
    )
    assert changed.status_code == 302
    assert StoredFile.objects.filter(attached_kind="materials.version").count() == 2
    assert taken() - before == 1300
    run_once(at=MOMENT)
    assert check_space() == 0
    assert taken() - before == 1300
