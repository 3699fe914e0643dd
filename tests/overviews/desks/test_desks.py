"""The desk of those who coordinate: many communities at once, in a fixed number of queries."""

from datetime import date, timedelta
from typing import Any

from django.test import Client
import pytest

from staffroom.core.viewer import SYSTEM
from staffroom.overviews.site.actions import cabinet
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.actions import menu
from staffroom.shared.communities.models import Community, CommunityState, ScopeKind
from staffroom.shared.duties import actions as duties
from staffroom.shared.duties.registry import DutyKind
from tests.factories import plans as planned
from tests.factories import world as factory
from tests.factories.people import person
from tests.shared.accounts.pages import text_of

DESK = "/berezovka/staff/overview/"


@pytest.fixture
def world(db: Any, frozen: Any) -> factory.World:
    """The small district at the usual hour, thirteen days after its talk."""
    return factory.make_world()


def owed(world: factory.World, scope: tuple[str, int], title: str, *, days: int) -> None:
    """A duty of those who moderate, due so many days after the talk."""
    duties.open_duty(
        kind=DutyKind.REQUEST,
        district_id=world.district.pk,
        subject=("membership", abs(hash(title)) % 1000),
        title=title,
        url="/",
        power=Power.MODERATE,
        scope=scope,
        due_at=factory.THEN + timedelta(days=days),
        actor=SYSTEM,
        at=factory.THEN,
    )


@pytest.mark.clause("BT-1.8")
def test_the_department_sees_groups_terms_overdue_decisions_and_who_is_outside(
    client: Client, world: factory.World
) -> None:
    """Дмитрий sees all groups with their terms, what is past its term, schools that do not take part."""
    quiet = factory.community(world.district, "Проблемная группа", ends_on=date(2026, 9, 10))
    factory.organization(world.district, "Школа № 8")
    owed(world, ("community", world.community.pk), "Просьба принять", days=2)
    owed(world, ("district", world.district.pk), "Заявка на участие", days=60)
    factory.grant(world.boris, ScopeKind.COMMUNITY, world.community.pk, "listener", 0)
    client.force_login(world.dmitry)
    page = text_of(client.get(DESK))
    assert "Учителя математики" in page
    assert "Галина Ветрова Модератор" in page
    assert "Борис Орлов" not in page  # a listener answers for nothing
    assert quiet.name in page
    assert "никто не назначен" in page
    assert "срок вышел" in page
    late = page[page.index("Просроченные решения") : page.index("Последняя запись")]
    assert "Просьба принять" in late
    assert "на 11 дней" in late
    assert "Заявка на участие" not in late
    assert "1 дело 1 просрочено" in page
    outside = text_of(client.get(f"{DESK}outside/"))
    assert "Школа № 8" in outside
    assert "Школа № 1" not in outside


def test_an_empty_district_is_not_told_that_all_is_well(
    client: Client, db: Any, frozen: Any
) -> None:
    """Without organisations nobody «takes part»; without communities nothing is «filled»."""
    place = factory.district("novy", "Новый район")
    who = person("Дмитрий Лаптев")
    factory.grant(who, ScopeKind.DISTRICT, place.pk, "coordinator", factory.COORDINATION)
    client.force_login(who)
    outside = text_of(client.get("/novy/staff/overview/outside/"))
    assert "Организаций пока нет" in outside
    assert "Участвуют все" not in outside
    sections = text_of(client.get("/novy/staff/overview/sections/"))
    assert "Всё наполнено" not in sections


@pytest.mark.clause("BB-3.1.1")
def test_who_leads_a_parent_sees_his_children_alone(client: Client, world: factory.World) -> None:
    """Child communities with the progress of the plan, activity, open requests, who answers."""
    inside = factory.community(world.district, "5 классы", parent=world.community)
    factory.publication(world.galina, inside, "Как идёт четверть")
    planned.plan_with(inside, held=1, moved=1, late=1, ahead=2)
    other = factory.community(world.district, "Учителя химии")
    factory.grant(world.boris, ScopeKind.COMMUNITY, inside.pk, "moderator", factory.MODERATION)
    owed(world, ("community", inside.pk), "Просьба", days=30)
    client.force_login(world.galina)
    page = text_of(client.get(DESK))
    assert page.index("Учителя математики") < page.index("5 классы")
    assert "Борис Орлов Модератор" in page
    assert "1 дело" in page
    row = page[page.index("5 классы") :]
    assert "проведено 1 из 5" in row
    assert "перенесено: 1" in row
    assert "без итога: 1" in row
    assert "1 сентября" in row
    assert other.name not in page
    assert "Кто не участвует" not in page
    assert client.get(f"{DESK}outside/").status_code == 404
    client.force_login(world.anna)
    assert client.get(DESK).status_code == 404


@pytest.mark.clause("OL-3.2.4.a")
def test_the_map_shows_empty_and_stale_sections_with_their_owners(
    client: Client, world: factory.World, frozen: Any
) -> None:
    """A page without text, a tag without records, a silent feed, an empty shelf; then the whole map."""
    menu.add_section(community=world.community, kind="page", title="План", actor=SYSTEM)
    menu.add_section(community=world.community, kind="tag", title="ЕГЭ", tag="ЕГЭ", actor=SYSTEM)
    menu.add_section(
        community=world.community, kind="tag", title="Степени", tag="Степени", actor=SYSTEM
    )
    factory.publication(world.anna, world.community, "Степень двойки", tags=("степени",))
    cabinet.open_usual(district=world.district, actor=SYSTEM, at=factory.THEN)
    client.force_login(world.dmitry)
    page = text_of(client.get(f"{DESK}sections/"))
    here = page[page.index("Учителя математики") :]
    assert "Отвечает: Галина Ветрова" in here
    assert "План пусто" in here
    assert "ЕГЭ пусто" in here
    assert "Степени" not in here
    assert "Лента" not in here
    assert "Нормативные документы пусто" in page
    assert "Степени наполняется" in text_of(client.get(f"{DESK}sections/?all=1"))
    frozen.shift(timedelta(days=25))
    client.force_login(world.dmitry)
    stale = text_of(client.get(f"{DESK}sections/"))
    assert "Лента тихо 38 дней" in stale
    assert "Степени тихо 38 дней" in stale


def test_a_list_that_is_cut_says_so(
    client: Client, world: factory.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("staffroom.overviews.desks.queries.table.MOST", 1)
    monkeypatch.setattr("staffroom.overviews.desks.queries.MOST", 1)
    client.force_login(world.dmitry)
    for address in ("staff/overview/", "staff/overview/sections/"):
        page = text_of(client.get(f"/{world.district.slug}/{address}"))
        assert "Показаны первые 1 сообществ по алфавиту. Все есть в каталоге" in page


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize(("page", "queries"), [("", 9), ("sections/", 10), ("outside/", 4)])
def test_queries_do_not_grow_with_communities(
    client: Client,
    world: factory.World,
    rows: int,
    page: str,
    queries: int,
    django_assert_num_queries: Any,
) -> None:
    """One statement for all communities, their leads, what is owed, their sections."""
    for n in range(rows):
        made = factory.community(world.district, f"Группа {n}", parent=world.community)
        menu.add_section(community=made, kind="tag", title="Метка", tag=f"м{n}", actor=SYSTEM)
        factory.grant(world.boris, ScopeKind.COMMUNITY, made.pk, "moderator", factory.MODERATION)
        owed(world, ("community", made.pk), f"Просьба {n}", days=1)
    client.force_login(world.dmitry)
    client.get(f"{DESK}{page}")
    with django_assert_num_queries(queries):
        client.get(f"{DESK}{page}")


class TestOwnDesk:
    """`/home/desk/`: what waits, over all groups; then the tools of each role."""

    def words(self, client: Client, who: Any) -> str:
        client.force_login(who)
        page = text_of(client.get("/home/desk/"))
        return page[page.rindex("Рабочий стол", 0, page.index("Версия для слабовидящих")) :]

    def test_one_queue_over_three_groups_stands_first(
        self, client: Client, world: factory.World
    ) -> None:
        """Галина runs three groups: the most urgent of all is first, her groups with their figures after."""
        others = [factory.community(world.district, name) for name in ("Физики", "Химики")]
        for n, one in enumerate(others):
            factory.grant(
                world.galina, ScopeKind.COMMUNITY, one.pk, "moderator", factory.MODERATION
            )
            owed(world, ("community", one.pk), f"Дело {one.name}", days=30 - n)
        owed(world, ("community", world.community.pk), "Дело математиков", days=2)
        page = self.words(client, world.galina)
        order = ("Дело математиков", "Дело Химики", "Дело Физики", "Сообщества, которые вы ведёте")
        places = [page.index(one) for one in order]
        assert places == sorted(places)
        assert "Модератор · 1 дело 1 просрочено Участники : Учителя математики" in page

    def test_each_role_has_its_own_tools(self, client: Client, world: factory.World) -> None:
        """The coordinator: terms, applications, rules; the technician: the state of the site, letters."""
        coordinator = self.words(client, world.dmitry)
        for words in (
            "Координатор",
            "Сроки района",
            "Заявки на участие",
            "Правила района",
            "Журнал",
        ):
            assert words in coordinator
        assert "Какие письма ушли" not in coordinator
        technician = self.words(client, world.timur)
        assert "Место на диске" in technician
        assert "Какие письма ушли" in technician
        assert "Какая доля" not in technician
        factory.grant(
            world.boris, ScopeKind.DISTRICT, world.district.pk, "methodist",
            Power.PUBLISH_NEWS | Power.SEE_STATISTICS,
        )  # fmt: skip
        methodist = self.words(client, world.boris)
        assert "Полки методического кабинета" in methodist
        assert "Кого принять" not in methodist

    def test_overdue_under_control_is_said_first(
        self, client: Client, world: factory.World
    ) -> None:
        owed(world, ("community", world.community.pk), "Просрочено", days=2)
        page = self.words(client, world.dmitry)
        assert page.index("под вашим контролем просрочено 1 дело") < page.index("Дел нет")

    @pytest.mark.parametrize("rows", [1, 30])
    def test_queries_do_not_grow_with_groups(
        self, client: Client, world: factory.World, rows: int, django_assert_num_queries: Any
    ) -> None:
        for n in range(rows):
            made = factory.community(world.district, f"Группа {n}")
            factory.grant(
                world.galina, ScopeKind.COMMUNITY, made.pk, "moderator", factory.MODERATION
            )
            owed(world, ("community", made.pk), f"Просьба {n}", days=1)
        client.force_login(world.galina)
        client.get("/home/desk/")
        with django_assert_num_queries(9):
            client.get("/home/desk/")


def test_the_overview_hides_private_duties_and_the_desk_offers_nothing_where_work_has_ended(
    client: Client, world: factory.World
) -> None:
    """An overdue invitation is a person's own affair; people and sections of an ended group stand still."""
    duties.open_duty(
        kind=DutyKind.INVITATION, district_id=world.district.pk, subject=("membership", 77),
        title="Личное приглашение", url="/", power=Power.MODERATE,
        scope=("district", world.district.pk), due_at=factory.THEN + timedelta(days=1),
        actor=SYSTEM, at=factory.THEN,
    )  # fmt: skip
    owed(world, ("district", world.district.pk), "Заявка на участие", days=1)
    client.force_login(world.dmitry)
    page = client.get(DESK)
    assert "Личное приглашение" not in text_of(page)
    link = page.content.decode().split("Заявка на участие")[0].rsplit('href="', 1)[1].split('"')[0]
    assert client.get(link).status_code == 200

    manage = f"/c/{world.community.pid}-{world.community.slug}/manage/people/"
    client.force_login(world.galina)
    assert manage in client.get("/home/desk/").content.decode()
    Community.objects.filter(pk=world.community.pk).update(state=CommunityState.CLOSED)
    page = client.get("/home/desk/")
    assert "закончило работу" in text_of(page).lower()
    assert manage not in page.content.decode()
    offered = client.get("/berezovka/")
    assert f'href="{DESK}"' in offered.content.decode()
    assert "нет работающих сообществ" in text_of(client.get(DESK)).lower()
    there = client.get(f"/{world.other_district.slug}/")
    assert "/staff/overview/" not in there.content.decode()
    assert client.get(f"/{world.other_district.slug}/staff/overview/").status_code == 404
