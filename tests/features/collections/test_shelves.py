"""Shelves, digests, novelties, the exchange, what is recommended: by what people press and read."""

from collections.abc import Callable

from django.test import Client
import pytest

from staffroom.core.ids import new_pid
from staffroom.features.collections.actions import shelves
from staffroom.features.collections.actions.novelties import plain_isbn
from staffroom.features.collections.models import (
    Collection,
    Novelty,
    Openness,
    Pick,
    Recommendation,
)
from staffroom.features.materials.actions.uses import tell_of_use
from staffroom.shared.organizations.models import Affiliation
from staffroom.shared.publications.models import Audience, Publication
from tests.factories import materials
from tests.factories import shelves as shelf_made
from tests.factories import world as made
from tests.features.collections.conftest import notices
from tests.features.conftest import Browser
from tests.queries import assert_each_constant, assert_queries_constant
from tests.shared.accounts.pages import text_of

pytestmark = pytest.mark.usefixtures("frozen")

PRACTICE = {
    "kind": "practices",
    "essence": "Читаем по ролям",
    "context": "Село",
    "result": "Поняли",
}


def begun(client: Client, world: made.World, query: str = "", **typed: str) -> str:
    """Begin a shelf; its address."""
    said = {"title": "Устный счёт", "openness": "district", **typed}
    answer = client.post(f"/{world.district.slug}/collections/new/{query}", said)
    assert answer.status_code == 302, text_of(answer)
    return str(answer["Location"])


def put(client: Client, shown: Publication, address: str, note: str = "") -> None:
    """Put a publication on the shelf of this address."""
    typed = {"collection": address.rstrip("/").rpartition("/")[2], "note": note}
    answer = client.post(f"/p/{shown.pid}/collect/", typed)
    assert answer.status_code == 302, text_of(answer)


@pytest.mark.clause("TV-3.1.1.a")
def test_a_shelf_by_level_keeps_order_and_notes_and_tells_its_followers(
    world: made.World, browser: Browser
) -> None:
    """Анна gathers for the basic school, Борис follows; a closed topic stays closed on the shelf."""
    anna, boris, timur = browser(world.anna), browser(world.boris), browser(world.timur)
    here = begun(anna, world, level="basic", purpose="Для пятых классов")
    listed = f"/{world.district.slug}/collections/"
    assert "Устный счёт" in text_of(boris.get(f"{listed}?level=basic"))
    assert "Устный счёт" not in text_of(boris.get(f"{listed}?level=primary"))
    assert boris.post(f"{here}follow/", {"follow": "1"}).status_code == 302
    put(anna, world.open_topic, here, "Начните с игр.")
    put(anna, world.topic, here)
    page = text_of(boris.get(here))
    assert page.index("Неделя математики") < page.index("Как объяснить дроби")
    assert "Начните с игр." in page
    assert "Как объяснить дроби" not in text_of(timur.get(here))
    assert browser(world.vera).get(here).status_code == 404
    anna.post(f"{here}items/{world.topic.pid}/move/", {"to": "up"})
    page = text_of(boris.get(here))
    assert page.index("Как объяснить дроби") < page.index("Неделя математики")
    assert notices(boris).count("за которой вы следите") == 2
    again = anna.get(f"/p/{world.topic.pid}/collect/")
    assert "Класть пока некуда" in text_of(again)
    assert boris.post(f"{here}items/{world.topic.pid}/remove/").status_code == 403
    assert anna.post(f"{here}items/{world.topic.pid}/remove/").status_code == 302
    assert Collection.objects.get().item_n == 1


@pytest.mark.clause("BB-1.12.2")
def test_a_moderator_gathers_a_digest_with_own_comments_and_issues_it(
    world: made.World, browser: Browser
) -> None:
    galina, boris = browser(world.galina), browser(world.boris)
    inside = f"?in={world.community.pid}"
    refused = boris.post(f"/{world.district.slug}/collections/new/{inside}", {"title": "Мой"})
    assert refused.status_code == 403
    material = materials.standing(world)
    here = begun(
        galina, world, inside, shape="digest", openness="community", title="Дроби: что нашли",
        purpose="Собрала главное за осень.",
    )  # fmt: skip
    assert galina.post(f"{here}issue/").status_code == 422
    put(galina, world.topic, here, "Спор о том, с чего начинать.")
    put(galina, material.publication, here, "Готовый урок.")
    assert boris.get(here).status_code == 404
    assert galina.post(f"{here}issue/").status_code == 302
    page = text_of(boris.get(here))
    for words in (
        "Дайджест", "Собрала главное за осень.", "Как объяснить дроби", "Спор о том, с чего начинать.",
        "Степени на складе", "Готовый урок.",
    ):  # fmt: skip
        assert words in page
    assert "Вышел дайджест" in notices(boris)
    assert galina.post(f"{here}issue/").status_code == 422


def test_what_a_shelf_may_be_open_to(world: made.World, browser: Browser) -> None:
    """One's own is shown to nobody or to the district; a digest is nobody's own."""
    anna = browser(world.anna)
    here = begun(anna, world, openness="own")
    assert browser(world.dmitry).get(here).status_code == 404
    new = f"/{world.district.slug}/collections/new/"
    assert anna.post(new, {"title": "Всем", "openness": "public"}).status_code == 422
    assert anna.post(f"{new}?of=district", {"title": "Район"}).status_code == 403
    of_district = begun(
        browser(world.dmitry), world, "?of=district", openness="public", shape="collection"
    )
    assert browser(None).get(of_district).status_code == 200
    assert anna.post(f"{here}remove/").status_code == 302
    assert anna.get(here).status_code == 404


@pytest.mark.clause("TV-3.1.1.d")
def test_librarians_fill_the_novelties(world: made.World, browser: Browser) -> None:
    boris, here = browser(world.boris), f"/{world.district.slug}/novelties/"
    typed = {
        "kind": "textbooks", "title": "Математика. 5 класс. Комплект", "authors": "Волкова А. И.",
        "publisher": "Школа", "city": "М.", "year": "2026", "pages": "96", "isbn": "978-3-16-148410-0",
        "subject": "math", "grades": "5 класс", "annotation": "С рабочей тетрадью.",
        "where": "Библиотека школы № 1",
    }  # fmt: skip
    assert boris.post(f"{here}new/", typed).status_code == 403
    Affiliation.objects.filter(person=world.boris).update(position="school_librarian")
    wrong = boris.post(f"{here}new/", {**typed, "isbn": "978-3-16-148410-1"})
    assert wrong.status_code == 422
    assert "В ISBN ошибка" in text_of(wrong)
    assert boris.post(f"{here}new/", typed).status_code == 302
    twice = boris.post(f"{here}new/", {**typed, "isbn": "9783161484100"})
    assert "уже есть среди новинок" in text_of(twice)
    page = text_of(browser(None).get(here))
    line = "Волкова А. И. Математика. 5 класс. Комплект. — М. : Школа, 2026. — 96 с. — ISBN 9783161484100."
    assert line in page
    assert "Где взять: Библиотека школы № 1" in page
    assert "Комплект" in text_of(boris.get(f"{here}?subject=math&words=волкова"))
    assert "Такого пока нет" in text_of(boris.get(f"{here}?subject=music"))
    row = Novelty.objects.get()
    assert boris.post(f"{here}{row.pid}/edit/", {**typed, "year": "2025"}).status_code == 302
    assert Novelty.objects.get().year == 2025
    asked = text_of(boris.get(f"{here}{row.pid}/remove/"))
    assert "«Математика. 5 класс. Комплект» исчезнет из списка" in asked
    assert Novelty.objects.exists()
    assert boris.post(f"{here}{row.pid}/remove/").status_code == 302
    assert not Novelty.objects.exists()


def test_an_isbn_of_either_kind_is_checked() -> None:
    assert plain_isbn("0-306-40615-2") == "0306406152"
    assert plain_isbn("0-8044-2957-Х") == "080442957X"  # the Russian letter is typed as often
    assert plain_isbn("") == ""


@pytest.mark.clause("OL-2.1.5")
@pytest.mark.clause("BB-2.1.2")
def test_a_practice_is_recommended_to_a_community_and_to_the_front_page(
    world: made.World, browser: Browser
) -> None:
    physics = made.community(world.district, "Учителя физики")
    made.enrol(world.timur, physics)
    row = materials.material(
        world.anna, world.community, "Чтение по ролям", audience=Audience.PUBLIC, **PRACTICE
    )
    at = f"/p/{row.publication.pid}/recommend/"
    galina, dmitry, timur = browser(world.galina), browser(world.dmitry), browser(world.timur)
    sent = galina.post(at, {"to": physics.pid, "words": "Годится и на физике"})
    assert sent.status_code == 302, text_of(sent)
    assert "На главную страницу района" not in text_of(galina.get(at))
    about = f"/{world.district.slug}/c/{physics.pid}-{physics.slug}/about/"
    assert "Годится и на физике" in text_of(timur.get(about))
    assert "Вашему сообществу рекомендуют" in notices(timur)
    assert dmitry.post(at, {"to": "front", "words": "Всем"}).status_code == 302
    assert "Чтение по ролям" in text_of(browser(None).get(f"/{world.district.slug}/"))
    tell_of_use(
        material=row, held_on=made.THEN.date(), grade="7 Б", changed="", result="", at=made.THEN,
        today=made.THEN.date(), actor=made.acting(world.boris),
    )  # fmt: skip
    card = text_of(timur.get(at.replace("recommend/", ""), follow=True))
    for words in ("0 просмотров", "1 урок проведён", "0 раз взяли за основу"):
        assert words in card
    advice = Recommendation.objects.get(community=physics)
    assert dmitry.post(f"{at}{advice.pid}/end/").status_code == 302
    assert "Годится и на физике" not in text_of(timur.get(about))


def test_what_others_cannot_read_is_recommended_to_nobody(
    world: made.World, browser: Browser
) -> None:
    made.community(world.district, "Учителя физики")
    page = text_of(browser(world.dmitry).get(f"/p/{world.topic.pid}/recommend/"))
    assert "Рекомендовать некому" in page


@pytest.mark.clause("TV-1.1.b")
def test_the_bank_filters_experience_and_the_coordinator_pins_a_weekly_pick(
    world: made.World, browser: Browser, adopt: Callable[[str], None]
) -> None:
    row = materials.material(
        world.anna, world.community, "Чтение по ролям", audience=Audience.PUBLIC, **PRACTICE
    )
    materials.standing(world)
    adopt("tula")
    here = f"/{world.district.slug}/materials/"
    assert "Инновационный опыт" in text_of(browser(world.boris).get(here))
    bank = text_of(browser(world.boris).get(f"{here}?kind=practices"))
    assert "Чтение по ролям" in bank
    assert "Степени на складе" not in bank
    dmitry = browser(world.dmitry)
    pick = f"/p/{row.publication.pid}/pick/"
    assert browser(world.galina).get(pick).status_code == 403
    assert dmitry.post(pick, {"words": "Просто и сильно"}).status_code == 302
    front = text_of(browser(None).get(f"/{world.district.slug}/"))
    assert "Выбор недели" in front
    assert "Просто и сильно" in front
    assert dmitry.post(f"/p/{world.open_topic.pid}/pick/", {}).status_code == 302
    assert Pick.objects.get().publication == world.open_topic


def test_a_shelf_asks_the_same_number_of_queries(world: made.World, browser: Browser) -> None:
    found = shelf_made.shelf(world)

    def more(n: int) -> None:
        for one in range(n):
            topic = made.publication(world.anna, world.community, f"Тема {one}")
            shelves.put(
                found=found, publication=topic, note="", actor=made.acting(world.anna), at=made.THEN
            )

    here = f"/{world.district.slug}/collections/{found.pid}/"
    assert_queries_constant(browser(world.boris), here, more, expected=6)


def test_lists_of_shelves_ask_the_same_number_of_queries(
    world: made.World, browser: Browser
) -> None:
    """Shelves, novelties, what is looked for, reviews of trends; where a publication is recommended."""
    shelf_made.shelf(world)
    book = shelf_made.novelty(world)

    def more(n: int) -> None:
        for one in range(n):
            shelf_made.begun(world, f"Подборка {one}", Openness.DISTRICT, of="district")
            for kind in ("share", "trend"):
                shown = made.publication(
                    world.anna, world.community, f"Запись {one}", kind=kind, tags=["счёт"],
                    audience=Audience.DISTRICT,
                )  # fmt: skip
            shelf_made.advised(world, shown, world.community, "Возьмите")
            book.pk, book.pid, book._state.adding = None, new_pid(), True
            book.save(force_insert=True)

    here, boris = f"/{world.district.slug}/", browser(world.boris)
    pages = (
        (boris, f"{here}collections/", 4),
        (boris, f"{here}novelties/", 5),
        (boris, f"{here}exchange/", 4),
        (boris, f"{here}trends/", 6),
    )
    assert_each_constant(pages, more)
