"""A material: its card, versions, lessons given by it, what was made of it, the bank and its register."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook
import pytest

from staffroom.core.files.models import StoredFile
from staffroom.core.jobs import run_once
from staffroom.core.richtext import clean
from staffroom.core.viewer import SYSTEM
from staffroom.features.materials.models import Material, Use, Version
from staffroom.shared.publications.actions import coauthors
from staffroom.shared.publications.actions.content import Content
from staffroom.shared.publications.actions.erasure import forget_mentions
from staffroom.shared.publications.actions.publishing import edit_publication, publish_due
from staffroom.shared.publications.models import Audience, Publication, PublicationStatus
from tests.conftest import MOMENT
from tests.factories import materials as made
from tests.factories.plans import project
from tests.factories.world import World, acting, publication
from tests.features.conftest import Browser
from tests.features.materials.pages import TYPED, address, put
from tests.queries import assert_each_constant, assert_queries_constant
from tests.shared.accounts.pages import text_of

pytestmark = pytest.mark.usefixtures("frozen")


def bytes_of(answer: Any) -> bytes:
    """The served file; `close()` itself would end the connection of PostgreSQL."""
    found = b"".join(answer.streaming_content)
    for closer in answer._resource_closers:
        closer()
    answer._resource_closers.clear()
    return found


@pytest.mark.clause("BB-5.1.2.a")
def test_every_member_puts_up_a_material_with_its_card_and_file(
    world: World, browser: Browser, home: str
) -> None:
    anna, boris = browser(world.anna), browser(world.boris)
    form = text_of(anna.get(address(world)))
    for words in ("Название", "Что это", "Предмет", "С какого класса", "Уровень", "Файлы"):
        assert words in form
    assert "Откуда материал необязательно" not in form
    assert "Источник необязательно" in form
    sheet = SimpleUploadedFile("Рабочий лист.txt", "Задача 1".encode())

    url = put(anna, world, files=sheet)

    page = text_of(boris.get(url))
    assert "Материал" in page
    for words in ("Методические разработки", "Математика", "7–8 классы", "Основное общее"):
        assert words in page
    assert "Рабочий лист.txt" in page
    assert "Можно всё, с именем автора (CC BY 4.0)" in page
    assert "Квест «Степени на складе»" in text_of(boris.get(f"{home}materials/"))
    assert put(boris, world, title="Ещё один", grade_from="", grade_to="")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"origin": ""}, "Скажите, откуда материал"),
        ({"origin": "borrowed"}, "Укажите источник"),
        ({"terms": ""}, "Выберите, на каких условиях"),
        ({"accepts": ""}, "Отметьте, что согласны"),
        ({"terms": "", "accepts": ""}, "и отметьте, что согласны с ними"),
        ({"material_kind": "practices"}, "Опишите, в чём суть практики"),
        ({"grade_from": "9"}, "Последний класс не меньше первого"),
        ({"material_kind": "unknown"}, "Выберите корректный вариант"),
    ],
)
def test_what_readers_rely_on_is_asked_for_and_nothing_typed_is_lost(
    world: World, browser: Browser, typed: dict[str, str], sentence: str
) -> None:
    before = (Publication.objects.count(), Material.objects.count())
    answer = browser(world.anna).post(address(world), {**TYPED, **typed})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert "Три задачи и план урока." in page
    assert (Publication.objects.count(), Material.objects.count()) == before


def test_a_draft_may_lack_all_of_it(world: World, browser: Browser) -> None:
    anna = browser(world.anna)
    answer = anna.post(
        address(world),
        {"title": "Набросок", "material_kind": "methodical", "language": "ru", "audience": "community",
         "act": "draft"},
    )  # fmt: skip
    assert answer.status_code == 302
    row = Material.objects.get()
    assert (row.publication.status, row.origin, row.version_n) == (PublicationStatus.DRAFT, "", 0)
    assert Version.objects.count() == 0
    assert anna.get(f"/p/{row.publication.pid}/versions/").status_code == 200


def test_a_scheduled_material_that_is_not_ready_stays_a_draft(world: World) -> None:
    row = made.material(world.anna, world.community, is_draft=True)
    shown = row.publication
    shown.status, shown.publish_at = PublicationStatus.SCHEDULED, MOMENT
    shown.save(update_fields=["status", "publish_at"])
    Material.objects.update(origin="")
    publish_due(publication_id=shown.pk, actor=acting(world.anna), at=MOMENT)
    shown.refresh_from_db()
    assert shown.status == PublicationStatus.DRAFT


@pytest.mark.clause("BB-1.7.2")
def test_a_practice_tells_context_essence_result_and_contacts(
    world: World, browser: Browser, home: str
) -> None:
    anna, boris = browser(world.anna), browser(world.boris)
    assert anna.post(address(world), {**TYPED, "material_kind": "practices"}).status_code == 422
    url = put(
        anna, world, material_kind="practices", title="Чтение вслух по ролям", context="Сельская школа, 9 детей",
        essence="Дети читают условие задачи по ролям", result="Условие понимают все", contacts="Школа № 1",
    )  # fmt: skip
    put(anna, world, title="Обычная разработка")
    page = text_of(boris.get(url))
    for words in (
        "Инновационный опыт и практики", "Сельская школа, 9 детей", "Дети читают условие", "Условие понимают все",
        "К кому обратиться", "Школа № 1",
    ):  # fmt: skip
        assert words in page
    shelf = text_of(boris.get(f"{home}materials/?kind=practices"))
    assert "Чтение вслух по ролям" in shelf
    assert "Обычная разработка" not in shelf


@pytest.mark.clause("BB-1.13.a")
def test_the_author_accepts_the_terms_of_the_community_and_the_card_prints_them(
    world: World, browser: Browser, adopt: Callable[[str], None]
) -> None:
    adopt("berezniki")
    anna = browser(world.anna)
    form = text_of(anna.get(address(world)))
    assert "Согласен с условиями пользования" in form
    assert "Участники сети пользуются материалом сообща" in form
    refused = anna.post(address(world), {**TYPED, "terms": "", "accepts": ""})
    assert refused.status_code == 422
    url = put(anna, world, terms="")
    assert "Участники сети пользуются материалом сообща" in text_of(browser(world.boris).get(url))
    row = Material.objects.get()
    assert (row.terms, row.accepted_at) == ("community", MOMENT)


@pytest.mark.clause("PD-3.4")
def test_a_common_product_waits_for_the_consent_of_every_coauthor(
    world: World, browser: Browser, adopt: Callable[[str], None]
) -> None:
    adopt("petrodvorets")
    row = made.material(world.anna, world.community, is_draft=True, terms="community")
    shown = row.publication
    coauthors.invite_coauthor(
        publication=shown, person=world.boris, actor=acting(world.anna), at=MOMENT
    )
    anna, boris = browser(world.anna), browser(world.boris)
    edit = f"/p/{shown.pid}/edit/"
    typed = {**TYPED, "material_kind": "methodical", "terms": ""}
    refused = anna.post(edit, typed)
    assert refused.status_code == 422
    assert f"Ещё не ответили: {world.boris.name}" in text_of(refused)
    agreed = boris.post(f"/p/{shown.pid}/coauthors/answer/", {"answer": "agree"})
    assert agreed.status_code == 302
    assert anna.post(edit, typed).status_code == 302
    assert world.boris.name in text_of(
        browser(world.galina).get(f"/p/{shown.pid}-{shown.slug}/", follow=True)
    )


def test_each_change_keeps_the_version_before_it_with_its_files(
    world: World, browser: Browser
) -> None:
    anna, boris = browser(world.anna), browser(world.boris)
    url = put(anna, world, files=SimpleUploadedFile("Лист.txt", "Было так".encode()))
    shown = Publication.objects.get(kind="material")
    edit = f"/p/{shown.pid}/edit/"
    changed = anna.post(
        edit, {**TYPED, "body": "Четыре задачи и план урока.", "grade_to": "", "version_note": "Добавил задачу"},
    )  # fmt: skip
    assert changed.status_code == 302
    same = anna.post(edit, {**TYPED, "body": "Четыре задачи и план урока.", "grade_to": ""})
    assert same.status_code == 302
    assert list(Version.objects.order_by("n").values_list("n", "note")) == [
        (1, ""),
        (2, "Добавил задачу"),
    ]

    listed = text_of(boris.get(f"/p/{shown.pid}/versions/"))
    assert "Добавил задачу" in listed
    assert "Первая публикация" in listed
    first = boris.get(f"/p/{shown.pid}/versions/1/")
    assert "Три задачи и план урока." in text_of(first)
    assert "Это прежняя версия." in text_of(first)
    kept = StoredFile.objects.get(
        attached_kind="materials.version", attached_key=Version.objects.get(n=1).pk
    )
    assert f"/files/{kept.pid}/" in first.content.decode()
    assert bytes_of(boris.get(f"/files/{kept.pid}/{kept.name}")) == "Было так".encode()
    assert browser(world.vera).get(f"/files/{kept.pid}/{kept.name}").status_code == 404
    assert browser(world.vera).get(f"/p/{shown.pid}/versions/1/").status_code == 404
    told = boris.get(f"/p/{shown.pid}/versions/2/changes/").content.decode()
    assert "<del>Три задачи и план урока.</del>" in told
    assert "<ins>Четыре задачи и план урока.</ins>" in told
    assert "<del>7–8 классы</del> <ins>7 класс</ins>" in told
    assert f'href="/p/{shown.pid}/versions/"' in boris.get(url).content.decode()


@pytest.mark.clause("BB-2.1.7")
def test_a_lesson_is_told_of_and_the_author_prints_the_note(world: World, browser: Browser) -> None:
    row = made.standing(world)
    at = f"/p/{row.publication.pid}/"
    anna, boris = browser(world.anna), browser(world.boris)
    own = anna.post(f"{at}uses/new/", {"held_on": "2026-09-10", "grade": "7 А"})
    assert own.status_code == 403
    ahead = boris.post(f"{at}uses/new/", {"held_on": "2026-09-20", "grade": "7 А"})
    assert ahead.status_code == 422
    assert "Урок ещё не прошёл" in text_of(ahead)
    told = {
        "held_on": "2026-09-10",
        "grade": "7 Б",
        "changed": "Взял две задачи",
        "result": "Справились 18 из 20",
    }
    assert boris.post(f"{at}uses/new/", told).status_code == 302
    twice = boris.post(f"{at}uses/new/", told)
    assert twice.status_code == 422
    assert "Об этом уроке вы уже рассказали" in text_of(twice)

    page = text_of(browser(world.galina).get(at, follow=True))
    assert "Проведён 1 урок" in page
    assert "Справились 18 из 20" in page
    run_once(at=MOMENT)
    assert "провёл урок и рассказал" in text_of(anna.get("/notices/"))
    note = text_of(anna.get(f"{at}uses/note/"))
    for words in (
        "Справка о внедрении",
        "Степени на складе",
        "10.09.2026",
        world.boris.name,
        "Справились 18 из 20",
    ):
        assert words in note
    assert boris.get(f"{at}uses/note/").status_code == 404
    use = Use.objects.get()
    assert browser(world.galina).post(f"{at}uses/{use.pid}/withdraw/").status_code == 404
    assert boris.post(f"{at}uses/{use.pid}/withdraw/").status_code == 302
    row.refresh_from_db()
    assert row.use_n == 0


@pytest.mark.clause("BB-5.1.3")
def test_what_is_made_of_a_material_credits_it_and_the_source_shows_it(
    world: World, browser: Browser
) -> None:
    row = made.standing(world)
    at = f"/p/{row.publication.pid}/"
    boris = browser(world.boris)
    begun = boris.post(f"{at}adapt/", {"home": world.community.pid})
    assert begun.status_code == 302
    draft = Publication.objects.get(author=world.boris, kind="material")
    assert draft.plain == "План урока."
    assert "На его основе" not in text_of(boris.get(at, follow=True))
    published = boris.post(begun["Location"], {**TYPED, "title": "Степени на ферме"})
    assert published.status_code == 302
    mine = text_of(boris.get(published["Location"]))
    assert f"Сделано на основе: Степени на складе , {world.anna.name}" in mine
    source = text_of(browser(world.anna).get(at, follow=True))
    assert "На его основе сделан 1 материал" in source
    assert "Степени на ферме" in source
    Material.objects.filter(pk=row.pk).update(terms="lesson")
    assert boris.get(f"{at}adapt/").status_code == 403


@pytest.mark.clause("BT-1.2.5")
def test_the_register_groups_and_prints_and_the_workbook_says_the_same(
    world: World, browser: Browser
) -> None:
    made.material(
        world.anna, world.community, "Формула =1+1", audience=Audience.DISTRICT, standard="basic",
        requirement="Смысловое чтение",
    )  # fmt: skip
    made.material(
        world.anna,
        world.community,
        "Карта чувств",
        audience=Audience.DISTRICT,
        kind="practices",
        essence="Рисуем",
    )
    made.material(world.anna, world.community, "Для своих")
    vera_sees = browser(world.vera)
    dmitry = browser(world.dmitry)
    here = f"/{world.district.slug}/materials/"
    page = text_of(dmitry.get(f"{here}register/"))
    assert "Инновационный опыт и практики" in page
    assert "ФГОС ООО: Смысловое чтение" in page
    assert "Для своих" not in text_of(vera_sees.get(here))
    shown = dmitry.get(f"{here}register/?by=standard").content.decode()
    assert shown.index("<h2>Стандарт не указан</h2>") < shown.index(
        "<h2>ФГОС ООО: Смысловое чтение</h2>"
    )
    book = load_workbook(BytesIO(dmitry.get(f"{here}register/table/").content))
    cells = [[str(cell.value or "") for cell in line] for line in book.active.iter_rows()]
    assert ["Формула =1+1", "ФГОС ООО", "Смысловое чтение"] in [
        [line[1], line[7], line[8]] for line in cells
    ]
    narrowed = text_of(dmitry.get(f"{here}register/?kind=practices"))
    assert "Карта чувств" in narrowed
    assert "Формула" not in narrowed


def test_the_bank_is_narrowed_ordered_and_goes_on(world: World, browser: Browser) -> None:
    for n in range(22):
        made.material(world.anna, world.community, f"Лист {n:02}", grade_from=5, grade_to=5 + n % 2)
    row = made.material(world.anna, world.community, "Физика звука", subject="physics")
    Material.objects.filter(pk=row.pk).update(use_n=3)
    boris, here = browser(world.boris), f"/{world.district.slug}/materials/"
    first = boris.get(here)
    assert first.content.decode().count('<article class="entry"') == 20
    assert "Показать ещё" in text_of(first)
    sixth = text_of(boris.get(f"{here}?subject=math&grade=6"))
    assert "Лист 21" in sixth
    assert "Лист 20" not in sixth
    used = boris.get(f"{here}?order=used").content.decode()
    assert used.index("Физика звука") < used.index("Лист 21")
    assert "3 урока проведено" in text_of(boris.get(f"{here}?order=used"))
    assert "Такого пока нет" in text_of(boris.get(f"{here}?subject=music"))
    rest = boris.get(f"{here}?order=used&skip=20").content.decode()
    assert rest.count('<article class="entry"') == 3


def test_the_bank_asks_the_same_number_of_queries(world: World, browser: Browser) -> None:
    def more(n: int) -> None:
        for one in range(n):
            made.material(world.anna, world.community, f"Лист {one}")

    here = f"/{world.district.slug}/materials/"
    assert_queries_constant(browser(world.boris), here, more, expected=5)


def test_the_page_of_a_material_asks_the_same_number_of_queries(
    world: World, browser: Browser
) -> None:
    row = made.standing(world)
    made.lesson(world)
    Material.objects.filter(pk=row.pk).update(use_n=1)

    def more(n: int) -> None:
        for one in range(n):
            grade = f"{one}-{n}"
            Use.objects.create(
                material=row, person=world.boris, held_on=MOMENT.date(), grade=grade, version_n=1,
                made_at=MOMENT,
            )  # fmt: skip

    shown = row.publication
    here = f"/p/{shown.pid}-{shown.slug}/"
    assert_queries_constant(browser(world.boris), here, more, expected=9)


def test_registers_versions_and_notes_ask_the_same_number_of_queries(
    world: World, browser: Browser
) -> None:
    row = made.standing(world)
    first = Version.objects.get(material=row)

    def more(n: int) -> None:
        last = Version.objects.filter(material=row).count()
        for one in range(last + 1, last + n + 1):
            made.material(world.anna, world.community, f"Лист {one}")
            Use.objects.create(
                material=row, person=world.boris, held_on=MOMENT.date(), grade=f"{one}", version_n=1,
                made_at=MOMENT,
            )  # fmt: skip
            first.pk, first.n, first._state.adding = None, one, True
            first.save(force_insert=True)

    place, shown = f"/{world.district.slug}/", f"/p/{row.publication.pid}/"
    group = f"{place}c/{world.community.pid}-{world.community.slug}/"
    anna = browser(world.anna)
    pages = (
        (anna, f"{place}materials/register/", 6),
        (anna, f"{place}materials/register/?by=standard&in={world.community.pid}", 6),
        (anna, f"{group}materials/", 5),
        (anna, f"{shown}versions/", 4),
        (anna, f"{shown}uses/note/", 4),
    )
    assert_each_constant(pages, more)


def test_a_talk_shows_no_card(world: World, browser: Browser) -> None:
    topic = publication(world.anna, world.community, title="Просто разговор")
    page = browser(world.boris).get(f"/p/{topic.pid}-{topic.slug}/").content.decode()
    assert "О материале" not in page
    assert browser(world.boris).get(f"/p/{topic.pid}/versions/").status_code == 404


def test_an_erased_name_goes_out_of_old_versions_and_of_projects(world: World) -> None:
    row = made.material(world.anna, world.community)
    said = f'<p>Спасибо <a class="mention" data-mention="{world.boris.pid}">@{world.boris.name}</a>.</p>'
    for words in (said, "<p>Уже без него.</p>"):
        edit_publication(
            publication=row.publication, actor=acting(world.anna), at=MOMENT,
            content=Content(title="Степени", text=clean(words), card=made.CARD),
        )  # fmt: skip
    goal = project(world, text=clean(said))
    assert world.boris.name in Version.objects.get(n=2).html
    forget_mentions(pid=world.boris.pid, name="Удалённый участник", actor=SYSTEM, at=MOMENT)
    kept = Version.objects.get(n=2)
    goal.refresh_from_db()
    for words in (kept.html, kept.plain, goal.html, goal.plain):
        assert world.boris.name not in words
        assert "Удалённый участник" in words
