"""«Сроки района», one duty's page, handing over with a reason, closing with words."""

from datetime import datetime, timedelta
from typing import Any

from django.test import Client
import pytest

from staffroom.core.errors import DomainError, Forbidden
from staffroom.core.jobs import run_once
from staffroom.core.viewer import SYSTEM
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import RoleGrant, ScopeKind
from staffroom.shared.communities.queries.viewers import viewer_for
from staffroom.shared.duties import actions
from staffroom.shared.duties.jobs import raise_unanswered
from staffroom.shared.duties.models import Duty
from staffroom.shared.duties.queries import Asked, BoardState, board, share
from staffroom.shared.duties.registry import DutyKind, Outcome
from staffroom.shared.notifications.models import NoticeRow
from tests.conftest import MOMENT
from tests.factories import world as factory
from tests.factories.people import person, sign_in
from tests.queries import assert_queries_constant
from tests.shared.accounts.pages import text_of

BOARD = "/berezovka/staff/duties/"
DAY = timedelta(days=1)


@pytest.fixture
def world(db: Any, frozen: Any) -> factory.World:
    """The small district at the usual hour: Monday, 14 September."""
    return factory.make_world()


def owe(
    world: factory.World,
    title: str,
    *,
    due: int | None,
    done: int | None = None,
    kind: str = DutyKind.REQUEST,
    outcome: Outcome = Outcome.DONE,
    **more: Any,
) -> Duty:
    """Due and done so many days from now; owed by those who moderate, if nobody is named."""
    number = Duty.objects.count() + 1
    who = (
        {}
        if "owner_id" in more
        else {"power": Power.MODERATE, "scope": ("community", world.community.pk)}
    )
    made = actions.open_duty(
        kind=kind, district_id=world.district.pk, subject=("thing", number), title=title, url="/",
        due_at=None if due is None else MOMENT + due * DAY, actor=SYSTEM, at=MOMENT - 30 * DAY,
        **{**who, **more},
    )  # fmt: skip
    assert made is not None
    if done is not None:
        by = viewer_for(world.galina, at=MOMENT)
        actions.close_duties(
            subject=("thing", number), outcome=outcome, actor=by, at=MOMENT + done * DAY
        )
    return made


def shown(client: Client, query: str = "") -> str:
    words = text_of(client.get(f"{BOARD}{query}"))
    return words[words.index("Сроки района") :]


@pytest.fixture
def several(world: factory.World) -> factory.World:
    """Open, overdue, in time, late, fallen away, without a term, a private one."""
    owe(world, "Ждёт неделю", due=7)
    owe(world, "Просрочено давно", due=-5, clause="п. 3.2")
    owe(world, "Сделано вовремя", due=-2, done=-3)
    owe(world, "Сделано вовремя снова", due=1, done=-1, kind=DutyKind.REPORT)
    owe(world, "Сделано поздно", due=-6, done=-4)
    owe(world, "Отпало", due=-6, done=-4, outcome=Outcome.GONE)
    owe(world, "Без срока совсем", due=None, owner_id=world.anna.pk)
    owe(world, "Чужое личное", due=-1, kind=DutyKind.COAUTHOR, owner_id=world.anna.pk)
    return world


def test_each_state_shows_its_duties_and_the_share_is_of_what_ended(
    client: Client, several: factory.World
) -> None:
    """Two of three were kept in term; what fell away and the private affair count for nothing."""
    sign_in(client, several.dmitry)
    every = ("Ждёт неделю", "Просрочено давно", "Сделано вовремя снова", "Сделано поздно", "Отпало",
             "Без срока совсем", "Чужое личное")  # fmt: skip
    found = {
        state: [words for words in every if words in shown(client, f"?state={state}")]
        for state in ("", "late", "in_term", "done_late", "closed")
    }
    assert found == {
        "": ["Ждёт неделю", "Просрочено давно", "Без срока совсем"],
        "late": ["Просрочено давно"],
        "in_term": ["Сделано вовремя снова"],
        "done_late": ["Сделано поздно"],
        "closed": ["Сделано вовремя снова", "Сделано поздно", "Отпало"],
    }
    words = shown(client)
    assert "С 16 июня по 14 сентября в срок закрыто 66 % (2 из 3)" in words
    assert "сейчас просрочено 1 дело" in words
    assert (
        words.index("Просрочено давно")
        < words.index("Ждёт неделю")
        < words.index("Без срока совсем")
    )
    assert "Галина Ветрова" in words
    assert "позже на 2 дня" in shown(client, "?state=done_late")


def test_it_is_narrowed_by_kind_community_person_and_days(
    client: Client, several: factory.World
) -> None:
    sign_in(client, several.dmitry)
    other = factory.community(several.district, "Учителя химии")
    owe(several, "В другом сообществе", due=3, scope=("community", other.pk), power=Power.MODERATE)
    reports = shown(client, f"?state=closed&kind={DutyKind.REPORT}")
    assert "Сделано вовремя снова" in reports
    assert "100 % (1 из 1)" in reports
    assert "Сделано поздно" not in reports
    there = shown(client, f"?community={other.pid}")
    assert "В другом сообществе" in there
    assert "Ждёт неделю" not in there
    annas = shown(client, "?person=Анна+Соколова")
    assert "Без срока совсем" in annas
    assert "Ждёт неделю" not in annas
    galinas = shown(client, "?person=Галина+Ветрова")
    assert "Ждёт неделю" in galinas
    assert "Без срока совсем" not in galinas
    week = shown(client, "?from_on=2026-09-21&to_on=2026-09-21")
    assert "Ждёт неделю" in week
    assert "Просрочено давно" not in week
    assert "такого человека нет" in shown(client, "?person=Пётр+Незнакомов")
    assert "Таких дел нет" in shown(client, "?from_on=2027-01-01")


def test_only_those_who_answer_for_the_district_see_it(
    client: Client, several: factory.World
) -> None:
    for who in (several.anna, several.galina, several.timur, several.vera):
        assert sign_in(Client(), who).get(BOARD).status_code == 404
        assert sign_in(Client(), who).get(f"{BOARD}export/").status_code == 404
        viewer = viewer_for(who, at=MOMENT)
        assert board(viewer, several.district, Asked(), at=MOMENT).rows == []
        assert share(viewer, several.district, Asked(), at=MOMENT).percent is None


def test_words_that_quote_are_for_those_who_may_read_them(
    client: Client, world: factory.World
) -> None:
    """Who sees statistics but not the communities reads the kind, never the title of a question."""
    owe(world, "Вопрос без ответа: «Секретная тема»", due=-1, kind=DutyKind.UNANSWERED)
    owe(world, "О координаторе", due=-1, about_id=world.dmitry.pk)
    sign_in(client, world.dmitry)
    assert "Секретная тема" in shown(client)
    assert "О координаторе" not in shown(client)
    RoleGrant.objects.filter(person=world.dmitry).update(powers=int(Power.SEE_STATISTICS))
    words = shown(client)
    assert "Секретная тема" not in words
    assert "Вопросы без ответа" in words
    exported = client.get(f"{BOARD}export/").content.decode()
    assert "Секретная тема" not in exported


def test_the_table_opens_in_a_table_program_and_runs_nothing(
    client: Client, world: factory.World
) -> None:
    owe(world, '=HYPERLINK("x")', due=-1, clause="п. 3.2")
    answer = sign_in(client, world.dmitry).get(f"{BOARD}export/?state=late")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Что сделать;Вид;Сообщество;Кто отвечает;Срок")
    assert lines[1].startswith('"\'=HYPERLINK(""x"")";Просьбы о вступлении;Учителя математики;')
    assert "Галина Ветрова;2026-09-13" in lines[1]
    assert len(lines) == 2


def test_pages_go_on_by_key_and_lose_nothing(world: factory.World) -> None:
    """Equal terms, no terms: every duty once, in order, on pages of fifty."""
    for n in range(60):
        owe(world, f"Дело {n}", due=3 if n % 2 else None)
    for state in ("", "closed"):
        viewer = viewer_for(world.dmitry, at=MOMENT)
        asked = Asked(state=BoardState(state))
        seen, after = [], None
        while True:
            page = board(viewer, world.district, asked, after=after, at=MOMENT)
            seen += [row.words for row in page.rows]
            after = page.after
            if after is None:
                break
        assert len(seen) == 60
        assert len(set(seen)) == 60
        if state == "":
            assert [int(words[5:]) % 2 for words in seen] == [1] * 30 + [0] * 30
            for n in range(60):
                actions.close_duties(
                    subject=("thing", n + 1), outcome=Outcome.DONE, actor=SYSTEM, at=MOMENT
                )


def test_the_page_goes_on_where_its_link_leads(client: Client, world: factory.World) -> None:
    for n in range(52):
        owe(world, f"Дело № {n}.", due=n + 1)
    page = sign_in(client, world.dmitry).get(BOARD).content.decode()
    link = (
        page.split('id="more"', 1)[1].split('href="', 1)[1].split('"', 1)[0].replace("&amp;", "&")
    )
    words = text_of(client.get(link))
    assert "Дело № 50." in words
    assert "Дело № 51." in words
    assert "Дело № 49." not in words


@pytest.mark.parametrize(("query", "expected"), [("", 10), ("?state=closed", 9)])
def test_queries_of_the_board_do_not_grow(
    client: Client, world: factory.World, query: str, expected: int
) -> None:
    """Session, rights, district, communities of the filter, keys, rows, names of communities, holders, two figures."""
    done = -1 if query else None

    def make(rows: int) -> None:
        for _turn in range(rows):
            who = person()
            where = factory.community(world.district, f"Группа {who.pk}")
            factory.grant(who, ScopeKind.COMMUNITY, where.pk, "moderator", Power.MODERATE)
            owe(world, "Дело", due=-2, done=done, scope=("community", where.pk), power=Power.MODERATE,
                about_id=who.pk, controller_id=world.boris.pk)  # fmt: skip

    assert_queries_constant(
        sign_in(client, world.dmitry), f"{BOARD}{query}", make, expected=expected
    )


class TestOneDuty:
    @pytest.fixture
    def irina(self, world: factory.World) -> Any:
        """A second moderator of the community."""
        made = person("Ирина Белова")
        factory.admit(made, world.district)
        factory.enrol(made, world.community)
        factory.grant(made, ScopeKind.COMMUNITY, world.community.pk, "moderator", Power.MODERATE)
        return made

    def test_it_is_handed_over_with_a_reason_and_taken_back(
        self, client: Client, world: factory.World, irina: Any
    ) -> None:
        duty = owe(world, "Решить просьбу", due=3, clause="п. 3.2")
        page, act = f"/home/duties/{duty.pid}/", f"/home/duties/{duty.pid}/hand-over/"
        galina = sign_in(client, world.galina)
        refused = galina.post(act, {"person": irina.pid})
        assert refused.status_code == 422
        assert "Напишите коллеге, почему" in text_of(refused)
        assert (
            galina.post(act, {"person": irina.pid, "words": "Уезжаю на курсы"}).status_code == 302
        )
        assert "Решить просьбу" in text_of(galina.get("/home/duties/handed/"))
        assert galina.post(act, {"person": world.galina.pid}).status_code == 302
        duty.refresh_from_db()
        assert duty.owner_id == world.galina.pk
        words = text_of(galina.get(page))
        story = words[words.index("История") :]
        assert story.index("Дело появилось") < story.index("Передано · Ирина Белова")
        assert "Уезжаю на курсы" in story
        assert story.index("Ирина Белова") < story.index("Взято себе · Галина Ветрова")
        assert "п. 3.2" in words

    def test_the_colleague_is_told(self, world: factory.World, irina: Any) -> None:
        duty = owe(world, "Решить просьбу", due=None)
        galina = viewer_for(world.galina, at=MOMENT)
        actions.hand_over(duty=duty, to=irina, actor=galina, at=MOMENT, words="Болею")
        run_once()
        row = NoticeRow.objects.get(kind="duties.handed")
        assert (row.person_id, row.link) == (irina.pk, f"/home/duties/{duty.pid}/")

    def test_a_decision_cannot_be_ticked_off(self, client: Client, world: factory.World) -> None:
        duty = owe(world, "Решить просьбу", due=3)
        with pytest.raises(Forbidden, match="закроется само"):
            actions.close_duty(
                duty=duty, outcome=Outcome.DONE, words="Решил", actor=viewer_for(world.galina, at=MOMENT),
                at=MOMENT,
            )  # fmt: skip
        assert (
            sign_in(client, world.galina).get(f"/home/duties/{duty.pid}/close/").status_code == 403
        )

    def test_an_unanswered_question_is_closed_with_words_and_not_raised_again(
        self, client: Client, world: factory.World, frozen: Any
    ) -> None:
        factory.publication(
            world.anna, world.community, "Где взять весы?", kind="help", at=MOMENT - 30 * DAY
        )
        raise_unanswered()
        duty = Duty.objects.get(kind=DutyKind.UNANSWERED)
        galina = sign_in(client, world.galina)
        act = f"/home/duties/{duty.pid}/close/"
        assert galina.post(act, {"outcome": "done", "words": " "}).status_code == 422
        said = {"outcome": "done", "words": "Ответила по телефону"}
        assert galina.post(act, said).status_code == 302
        words = text_of(galina.get(f"/home/duties/{duty.pid}/"))
        assert "Дело закрыто Сделано. Ответила по телефону" in words
        raise_unanswered()
        assert not Duty.objects.filter(closed_at=None).exists()
        assert galina.post(act, said).status_code == 404

    def test_a_closed_duty_is_not_handed_over(self, world: factory.World) -> None:
        duty = owe(world, "Решить", due=3)
        galina = viewer_for(world.galina, at=MOMENT)
        actions.close_duties(
            subject=("thing", duty.subject_id), outcome=Outcome.DONE, actor=SYSTEM, at=MOMENT
        )
        with pytest.raises(DomainError, match="уже закрыто или передано"):
            actions.hand_over(duty=duty, to=world.galina, actor=galina, at=MOMENT)

    def test_kept_is_judged_to_the_second(self, world: factory.World) -> None:
        """Done in the last second is done in term (Civil Code, article 194)."""
        kept = {}
        for seconds in (-1, 0, 1):
            duty = owe(world, f"{seconds}", due=0)
            at: datetime = MOMENT + timedelta(seconds=seconds)
            actions.close_duties(
                subject=("thing", duty.subject_id), outcome=Outcome.DONE, actor=SYSTEM, at=at
            )
            duty.refresh_from_db()
            kept[seconds] = duty.is_kept
        assert kept == {-1: True, 0: True, 1: False}
