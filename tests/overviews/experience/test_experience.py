"""«Опыт педагога»: what is shown, to whom it opens, how one asks and is answered."""

from collections.abc import Callable

from django.test import Client
import pytest

from staffroom.core.errors import Absent, DomainError, Stale
from staffroom.core.jobs import run_once
from staffroom.overviews.experience import actions, queries, registry
from staffroom.overviews.experience.jobs import settle_pages
from staffroom.overviews.experience.models import Acquaintance, Experience, Piece
from staffroom.shared.accounts import registry as accounts
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Admission
from staffroom.shared.duties.models import Duty
from staffroom.shared.publications.actions.moderation import hide
from staffroom.shared.publications.actions.publishing import remove_publication
from staffroom.shared.publications.models import Audience
from tests.conftest import MOMENT
from tests.factories import experience as made
from tests.factories import materials, review
from tests.factories import world as small
from tests.factories.people import person, sign_in
from tests.factories.review import viewer as acting
from tests.factories.world import THEN, World
from tests.queries import assert_queries_constant
from tests.shared.accounts.pages import text_of

pytestmark = pytest.mark.usefixtures("frozen")

Browser = Callable[[Person | None], Client]


@pytest.fixture
def world(db: None) -> World:
    """The district lives by «Базовый»: shown experience is open to its members."""
    return small.make_world()


@pytest.fixture
def browser() -> Browser:
    """A browser of its own for a person; None is a guest."""
    return lambda who: sign_in(Client(), who) if who else Client()


def _at(w: World, tail: str = "") -> str:
    return f"/people/{w.anna.pid}/experience/{tail}"


def _list(w: World) -> str:
    return f"/{w.district.slug}/experience/"


def _notices(client: Client) -> str:
    run_once()
    return text_of(client.get("/notices/"))


@pytest.mark.clause("OL-3.5.2")
def test_shown_experience_is_open_to_members_without_asking(world: World, browser: Browser) -> None:
    """Of each material a reader learns what he may read anyway; a guest of nothing."""
    inside = materials.standing(world)
    wide = materials.material(
        world.anna, world.community, "Устный счёт", audience=Audience.DISTRICT, subject="russian"
    )
    materials.lesson(world)
    anna, boris, dmitry = (browser(who) for who in (world.anna, world.boris, world.timur))
    keys = [inside.publication_id, wide.publication_id]
    assert "Показать свой опыт" in text_of(anna.get(f"/people/{world.anna.pid}"))
    saved = anna.post(
        _at(world, "edit/"), {"about": "Учу считать в уме.", "works": keys, "is_shown": "on"}
    )
    assert saved.status_code == 302, text_of(saved)
    assert saved["Location"] == f"{_at(world)}?saved=1"

    bank = boris.get(f"/{world.district.slug}/materials/").content.decode()
    assert f'href="{_list(world)}"' in bank
    assert "Анна Соколова" in text_of(boris.get(_list(world)))
    assert "2 материала" in text_of(boris.get(_list(world)))
    assert "1 материал" in text_of(dmitry.get(_list(world)))
    assert "Анна Соколова" in text_of(boris.get(f"{_list(world)}?subject=math"))
    assert "По этому предмету пока никого" in text_of(dmitry.get(f"{_list(world)}?subject=math"))
    assert f'href="{_at(world)}"' in boris.get(f"/people/{world.anna.pid}").content.decode()
    read = text_of(boris.get(_at(world)))
    for words in ("Учу считать в уме.", "Степени на складе", "Устный счёт", "7 Б: Борис Орлов"):
        assert words in read
    assert "Попросить" not in read
    assert boris.get(_at(world, "ask/")).status_code == 404
    narrow = text_of(dmitry.get(_at(world)))
    assert "Устный счёт" in narrow
    assert "Степени на складе" not in narrow
    for outside in (browser(None), browser(world.vera)):
        assert outside.get(_at(world)).status_code == 404
        assert "Соколова" not in text_of(outside.get(_list(world)))

    hide(publication=wide.publication, actor=acting(world.galina), reason="Проверяем.")
    assert "Устный счёт" not in text_of(boris.get(_at(world)))


@pytest.mark.clause("BB-7.1.5")
def test_the_owner_answers_a_request_lets_in_and_lets_out(world: World, browser: Browser) -> None:
    """On request; the same page open to all; and for members (`visibility.experience`)."""
    made.rule(world, "on_request")
    made.page(world, about="Учу считать в уме.")
    anna, boris = browser(world.anna), browser(world.boris)
    closed = text_of(boris.get(_at(world)))
    assert "Попросить познакомиться с опытом" in closed
    assert "Степени на складе" not in closed
    assert "Учу считать" not in closed
    assert "По просьбе" in text_of(boris.get(_list(world)))
    assert boris.post(_at(world, "ask/"), {"why": ""}).status_code == 422
    assert boris.post(_at(world, "ask/"), {"why": "Веду седьмые классы."}).status_code == 302
    assert boris.post(_at(world, "ask/"), {"why": "Ещё раз."}).status_code == 403
    assert "Вы попросили" in text_of(boris.get(_at(world)))

    assert "просит познакомиться с вашим опытом" in _notices(anna)
    waits = anna.get("/home/duties/").content.decode()
    found = Acquaintance.objects.get()
    address = _at(world, f"requests/{found.pid}/")
    assert address in waits
    assert "Борис Орлов" in text_of(anna.get(_at(world)))
    assert "Веду седьмые классы." in text_of(anna.get(address))
    assert boris.get(address).status_code == 404
    assert anna.post(address, {"answer": "yes"}).status_code == 302
    assert address not in anna.get("/home/duties/").content.decode()
    assert "Коллега открыл вам свой опыт" in _notices(boris)
    assert "Степени на складе" in text_of(boris.get(_at(world)))
    assert "Степени на складе" not in text_of(browser(world.galina).get(_at(world)))

    assert "Закрыть доступ" in text_of(anna.get(_at(world)))
    assert anna.post(f"{address}end/").status_code == 302
    assert "Степени на складе" not in text_of(boris.get(_at(world)))
    assert "закрыл страницу опыта" in _notices(boris)

    made.rule(world, "members")
    assert "Степени на складе" in text_of(browser(world.galina).get(_at(world)))
    guest = browser(None)
    assert guest.get(_at(world)).status_code == 404
    made.rule(world, "open")
    made.page(world, materials.material(
        world.anna, world.community, "Открытый урок", audience=Audience.PUBLIC
    ))  # fmt: skip
    assert guest.get(_at(world)).status_code == 404  # she has not let outsiders read her name
    Person.objects.filter(pk=world.anna.pk).update(is_public_name=True, shown={"name": "all"})
    assert "Открытый урок" in text_of(guest.get(_at(world)))
    assert "Анна Соколова" in text_of(guest.get(_list(world)))


def test_a_refusal_says_what_the_owner_wrote_and_a_request_is_taken_back(
    world: World, browser: Browser
) -> None:
    found = made.asked(world)
    boris, anna = browser(world.boris), browser(world.anna)
    assert boris.post(_at(world, "take-back/")).status_code == 302
    assert not Acquaintance.objects.exists()
    assert "просит познакомиться" not in text_of(anna.get("/home/duties/"))
    assert boris.post(_at(world, "take-back/")).status_code == 404
    again = made.asked(world)
    address = _at(world, f"requests/{again.pid}/")
    assert (
        anna.post(address, {"answer": "no", "words": "Позже, после аттестации."}).status_code == 302
    )
    said = text_of(boris.get(_at(world)))
    assert "Позже, после аттестации." in said
    assert "через месяц" in said
    assert boris.get(_at(world, "ask/")).status_code == 403
    with pytest.raises(Stale):
        actions.answer(found=again, is_allowed=True, words="", actor=acting(world.anna), at=MOMENT)
    assert found.pid != again.pid


def test_experience_opens_after_review_or_after_a_moderator(world: World, browser: Browser) -> None:
    """The owner is told why others do not see it yet."""
    anna, boris, galina = (browser(who) for who in (world.anna, world.boris, world.galina))
    made.page(world)
    made.rule(world, "after_editing")
    assert "Степени на складе" not in text_of(boris.get(_at(world)))
    assert "когда модератор подготовит" in text_of(anna.get(_at(world)))
    work = materials.standing(world).publication
    prepare = _at(world, f"works/{work.pid}/prepare/")
    assert "Подготовлено, показать" in text_of(galina.get(_at(world)))
    assert boris.post(prepare).status_code == anna.post(prepare).status_code == 404
    assert galina.post(prepare).status_code == 302
    assert "Степени на складе" in text_of(boris.get(_at(world)))
    assert Piece.objects.get().prepared_by_id == world.galina.pk

    made.rule(world, "after_review")
    assert "Степени на складе" not in text_of(boris.get(_at(world)))
    assert "положительного заключения" in text_of(anna.get(_at(world)))
    for name in ("Раиса Первая", "Савва Второй"):
        review.expert(world.district, name)
    review.concluded(world, review.asked(world, work))
    read = text_of(boris.get(_at(world)))
    assert "Степени на складе" in read
    assert "Заключение экспертизы:" in read


def test_moderators_owe_the_preparation_of_what_is_shown(world: World, browser: Browser) -> None:
    """Ten working days, by those who moderate where it stands; nothing is owed where nothing waits."""
    made.rule(world, "after_editing")
    made.page(world)
    owed = Duty.objects.get(kind=registry.PREPARE)
    assert owed.due_at is not None
    assert (owed.due_at.date() - THEN.date()).days >= 10
    desk = text_of(browser(world.galina).get("/home/duties/"))
    assert "Подготовьте материал к показу на странице опыта: Степени на складе" in desk
    assert "Подготовьте материал" not in text_of(browser(world.anna).get("/home/duties/"))
    assert owed.url == _at(world)

    work = materials.standing(world).publication
    browser(world.galina).post(_at(world, f"works/{work.pid}/prepare/"))
    owed.refresh_from_db()
    assert owed.outcome == "done"

    # another rule of the district, a page closed by its owner: nobody owes anything any more
    second = materials.material(world.anna, world.community, "Второй лист")
    made.page(world, second)
    assert Duty.objects.filter(kind=registry.PREPARE, closed_at=None).count() == 1
    made.rule(world, "members")
    settle_pages()
    assert not Duty.objects.filter(kind=registry.PREPARE, closed_at=None).exists()
    made.rule(world, "after_editing")
    settle_pages()
    assert Duty.objects.filter(kind=registry.PREPARE, closed_at=None).count() == 1
    made.page(world, second, is_shown=False)
    assert not Duty.objects.filter(kind=registry.PREPARE, closed_at=None).exists()
    made.page(world, second)
    remove_publication(publication=second.publication, actor=acting(world.anna), at=THEN)
    assert not Duty.objects.filter(kind=registry.PREPARE, closed_at=None).exists()


def test_only_own_published_materials_are_shown(world: World) -> None:
    theirs = materials.material(world.boris, world.community, "Чужое")
    draft = materials.material(world.anna, world.community, "Черновик", is_draft=True)
    for wrong in (theirs, draft):
        with pytest.raises(DomainError, match="свои опубликованные"):
            made.page(world, wrong)
    with pytest.raises(Absent):
        actions.gather(
            person=world.anna, about="", works=[], is_shown=False, shows_reviews=False,
            actor=acting(world.boris), at=THEN,
        )  # fmt: skip
    made.page(world, is_shown=False)
    with pytest.raises(Absent):
        queries.page_for(acting(world.boris), world.anna.pid)


def test_each_part_of_a_page_opens_by_the_rule_of_its_own_district(
    world: World, browser: Browser
) -> None:
    """Анна works in two districts; who left a network shows nothing of it any more."""
    small.admit(world.anna, world.other_district)
    there = small.community(world.other_district, "Физики Заречья")
    small.enrol(world.anna, there)
    far = materials.material(world.anna, there, "Маятник", audience=Audience.PUBLIC)
    near = materials.material(world.anna, world.community, "Дроби", audience=Audience.PUBLIC)
    made.page(world, near, far)
    assert "Маятник" not in text_of(browser(world.boris).get(_at(world)))
    assert "Дроби" in text_of(browser(world.boris).get(_at(world)))
    vera = text_of(browser(world.vera).get(_at(world)))
    assert "Маятник" in vera
    assert "Дроби" not in vera
    Admission.objects.filter(person=world.anna, district=world.other_district).delete()
    assert browser(world.vera).get(_at(world)).status_code == 404


def test_a_page_leaves_with_its_person_and_goes_into_his_archive(world: World) -> None:
    found = made.asked(world, "Хочу повторить.")
    mine = accounts.own_data["experience"].rows(world.anna.pk)
    assert [row.get("Страница") for row in mine] == ["Мой опыт"]
    theirs = list(accounts.own_data["experience"].rows(world.boris.pk))
    assert theirs[0]["Моя просьба"] == "Хочу повторить."
    actions.forget_person(person_id=world.boris.pk, at=MOMENT)
    assert not Acquaintance.objects.filter(pk=found.pk).exists()
    actions.forget_person(person_id=world.anna.pk, at=MOMENT)
    assert not Experience.objects.exists()


def test_pages_ask_the_same_number_of_queries(world: World, browser: Browser) -> None:
    def more(n: int) -> None:
        rows = [materials.material(world.anna, world.community, f"Лист {one}") for one in range(n)]
        made.page(world, *rows)

    def others(n: int) -> None:
        for one in range(n):
            who = person(f"Ольга Листова{'а' * one}")
            small.admit(who, world.district)
            small.enrol_at_once(who, world.community)
            work = materials.material(who, world.community, f"Карточки {one}")
            actions.gather(
                person=who, about="", works=[work.publication], is_shown=True, shows_reviews=False,
                actor=acting(who), at=THEN,
            )  # fmt: skip

    made.page(world)
    assert_queries_constant(browser(world.boris), _at(world), more, expected=11)
    assert_queries_constant(browser(world.boris), _list(world), others, expected=6)
