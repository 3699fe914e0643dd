"""Plans of work: making, responsible people, what became of lines, approval, ties, the table."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
import re
from zipfile import ZipFile

from django.core import mail
from django.test import Client
import pytest

from staffroom.core.jobs import run_once
from staffroom.features.plans.actions import lines as line_actions
from staffroom.features.plans.actions.lines import Content
from staffroom.features.plans.models import Plan, PlanLine
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.actions import members
from staffroom.shared.communities.models import Community, ScopeKind
from staffroom.shared.communities.queries.viewers import viewer_of
from staffroom.shared.duties.models import Duty
from staffroom.shared.journal.models import JournalRow
from tests.conftest import MOMENT
from tests.factories import world as made
from tests.factories.people import person
from tests.factories.world import World
from tests.features.conftest import Browser
from tests.queries import assert_queries_constant
from tests.shared.accounts.pages import text_of

pytestmark = pytest.mark.usefixtures("frozen")

LINE = {"title": "Семинар по дробям", "starts_on": "2026-10-15", "form": "seminar"}


def plan_of(client: Client, home: str, **typed: str) -> str:
    """Make a plan of the academic year; its address."""
    data = {"period": "year:2026-09", "text": "Разбираем трудные темы вместе.", **typed}
    answer = client.post(f"{home}plan/new/", data)
    assert answer.status_code == 302, text_of(answer)
    return str(answer["Location"])


def add_line(client: Client, plan: str, **typed: str) -> PlanLine:
    answer = client.post(f"{plan}lines/new/", {**LINE, **typed})
    assert answer.status_code == 302, text_of(answer)
    return PlanLine.objects.order_by("-pk")[0]


def url_of(line: PlanLine, home: str) -> str:
    return f"{home}plan/lines/{line.pid}/"


@pytest.mark.clause("BT-4.3.2")
def test_a_plan_is_free_words_and_stages_and_nothing_else_is_asked(
    world: World, browser: Browser, home: str
) -> None:
    galina, boris = browser(world.galina), browser(world.boris)
    assert "Плана пока нет" in text_of(boris.get(f"{home}work/"))
    assert boris.get(f"{home}plan/new/").status_code == 403
    assert "Составить план" in text_of(galina.get(f"{home}work/"))

    plan = plan_of(galina, home)
    stage = galina.post(
        f"{plan}lines/new/",
        {"title": "Осень: диагностика", "starts_on": "2026-09-20", "is_stage": "on"},
    )
    assert stage.status_code == 302

    assert boris.get(plan).status_code == 404
    assert "Разбираем" not in text_of(boris.get(f"{home}work/"))
    assert galina.post(f"{plan}move/", {"act": "bring"}).status_code == 302

    seen = text_of(boris.get(f"{home}work/"))
    assert "План на 2026/27 учебный год" in seen
    assert "Разбираем трудные темы вместе." in seen
    assert "Этап: Осень: диагностика" in seen
    assert "Добавить строку" not in seen
    again = galina.post(f"{home}plan/new/", {"period": "year:2026-09"})
    assert again.status_code == 422
    assert "План на этот срок уже есть." in text_of(again)
    outside = galina.post(f"{plan}lines/new/", {**LINE, "starts_on": "2028-01-01"})
    assert outside.status_code == 422
    assert "день вне его" in text_of(outside)


def test_who_thinks_better_of_a_new_plan_or_project_comes_back_to_its_section(
    world: World, browser: Browser, home: str
) -> None:
    galina = browser(world.galina)
    for form, section in (
        ("plan/new/", f"{home}work/"),
        ("projects/new/", f"{home}work/?show=projects"),
    ):
        page = galina.get(f"{home}{form}").content.decode()
        assert page.count(f'href="{section}"') >= 2, "the crumb and «Не надо»"
        assert f'href="{home}plan/"' not in page
        assert f'href="{home}projects/"' not in page
        assert galina.get(section).status_code == 200


def test_own_dates_a_half_year_and_a_month_are_periods_too(
    world: World, browser: Browser, home: str
) -> None:
    galina = browser(world.galina)
    offered = text_of(galina.get(f"{home}plan/new/"))
    for words in ("2026/27 учебный год", "первое полугодие 2026/27", "сентябрь 2026", "Свои даты"):
        assert words in offered
    missing = galina.post(f"{home}plan/new/", {"period": "own", "starts_on": "2026-09-20"})
    assert missing.status_code == 422
    own = {"period": "own", "starts_on": "2026-09-20", "ends_on": "2026-10-02"}
    galina.post(f"{plan_of(galina, home, **own)}move/", {"act": "bring"})
    assert "20.09.2026–02.10.2026" in text_of(galina.get(f"{home}work/"))


def test_who_is_named_answers_for_a_line_only_after_accepting(
    world: World, browser: Browser, home: str
) -> None:
    galina, boris, anna = (browser(one) for one in (world.galina, world.boris, world.anna))
    plan = plan_of(galina, home)
    line = add_line(galina, plan, responsible=world.boris.pid)
    url = url_of(line, home)
    early = boris.get(url)
    assert "Вам предлагают отвечать за это" in text_of(early), "its plan is still prepared"
    assert plan not in early.content.decode()
    assert anna.get(url).status_code == 404
    galina.post(f"{plan}move/", {"act": "bring"})
    run_once(at=MOMENT)

    assert "предложено: Борис Орлов, ждём ответа" in text_of(anna.get(f"{home}work/"))
    assert "без ответственного: 1" in text_of(anna.get(f"{home}work/"))
    assert boris.get(f"{url}mark/held/").status_code == 403
    assert anna.post(f"{url}accept/").status_code == 404
    assert "Отвечать за строку плана: Семинар по дробям" in text_of(boris.get("/home/duties/"))
    assert "Вам предлагают отвечать за строку плана" in text_of(boris.get("/notices/"))
    assert world.boris.email in {to for letter in mail.outbox for to in letter.to}

    silent = boris.post(f"{url}decline/", {"words": " "})
    assert silent.status_code == 422
    assert boris.post(f"{url}decline/", {"words": "Уезжаю на курсы"}).status_code == 302
    run_once(at=MOMENT)
    told = text_of(galina.get(url))
    assert "Уезжаю на курсы" in told
    assert "от предложения отказались" in told
    assert "От строки плана отказались" in text_of(galina.get("/notices/"))
    assert not Duty.objects.filter(closed_at=None, kind="plans.line").exists()

    assert anna.post(f"{url}take/").status_code == 302
    seen = text_of(boris.get(f"{home}work/"))
    assert "Анна Соколова" in seen
    assert "без ответственного" not in seen
    assert boris.post(f"{url}take/").status_code == 403
    members.leave_community(
        community=world.community, actor=viewer_of(world.anna, at=MOMENT)[0], at=MOMENT
    )
    assert "Анна Соколова" not in text_of(boris.get(f"{home}work/"))


def test_a_line_is_held_moved_with_the_reason_or_cancelled_with_the_reason(
    world: World, browser: Browser, home: str
) -> None:
    galina, boris, anna = (browser(one) for one in (world.galina, world.boris, world.anna))
    plan = plan_of(galina, home)
    rows = [add_line(galina, plan, title=f"Встреча {n}", starts_on="2026-09-10") for n in range(3)]
    own = add_line(galina, plan, title="Мастерская", responsible=world.anna.pid)
    assert galina.get(f"{url_of(rows[0], home)}mark/held/").status_code == 403
    galina.post(f"{plan}move/", {"act": "bring"})
    assert anna.post(f"{url_of(own, home)}accept/").status_code == 302
    assert "без итога: 3" in text_of(boris.get(f"{home}work/"))

    held, moved, cancelled = (url_of(one, home) for one in rows)
    assert galina.post(f"{held}mark/held/", {"outcome": "Собрали 12 задач"}).status_code == 302
    day = {"starts_on": "2026-11-05", "ends_on": ""}
    assert galina.post(f"{moved}mark/moved/", day).status_code == 422
    galina.post(f"{moved}mark/moved/", {**day, "words": "Карантин в школе"})
    assert galina.post(f"{cancelled}mark/cancelled/", {"words": ""}).status_code == 422
    galina.post(f"{cancelled}mark/cancelled/", {"words": "Тему разобрали на совещании"})
    assert anna.get(f"{url_of(own, home)}mark/cancelled/").status_code == 403
    by_owner = {"starts_on": "2026-10-20", "words": "Просили коллеги"}
    assert anna.post(f"{url_of(own, home)}mark/moved/", by_owner).status_code == 302

    seen = text_of(boris.get(f"{home}work/"))
    for words in (
        "Собрали 12 задач", "Карантин в школе", "было 10 сентября", "Тему разобрали на совещании",
        "Всего дел: 4", "проведено: 1", "перенесено: 2", "отменено: 1",
    ):  # fmt: skip
        assert words in seen
    assert "без итога" not in seen
    assert "10 сентября → 5 ноября" in text_of(boris.get(moved))
    assert galina.post(f"{held}mark/held/", {}).status_code == 422
    assert galina.post(f"{cancelled}reopen/").status_code == 302
    assert "отменено" not in text_of(boris.get(f"{home}work/"))
    edited = {**LINE, "title": "Мастерская", "starts_on": "2026-12-01"}
    assert "меняют переносом" in text_of(galina.post(f"{url_of(own, home)}edit/", edited))
    facts = set(JournalRow.objects.filter(event__startswith="plans.").values_list("event", flat=True))  # fmt: skip
    assert {"plans.line.moved", "plans.line.held", "plans.line.cancelled"} <= facts


@pytest.mark.clause("OL-3.2.2")
def test_the_head_of_a_section_edits_its_plan_and_the_coordinator_approves(
    world: World, browser: Browser, home: str, here: Community, adopt: Callable[[str], None]
) -> None:
    adopt("olekminsk")
    head = person("Ольга Ким", position="subject_teacher")
    made.admit(head, world.district, world.organization)
    made.enrol(head, here)
    powers = Power.MANAGE_MEMBERS | Power.MANAGE_STRUCTURE | Power.MODERATE
    made.grant(head, ScopeKind.COMMUNITY, here.pk, "section_lead", powers)
    lower = person("Иван Тит", position="subject_teacher")
    made.admit(lower, world.district, world.organization)
    made.enrol(lower, here)
    only = Power.MANAGE_MEMBERS | Power.MODERATE
    made.grant(lower, ScopeKind.COMMUNITY, here.pk, "moderator", only)
    olga, dmitry, boris = browser(head), browser(world.dmitry), browser(world.boris)
    assert browser(lower).get(f"{home}plan/new/").status_code == 403

    plan = plan_of(olga, home)
    assert olga.post(f"{plan}move/", {"act": "bring"}).status_code == 403
    assert olga.post(f"{plan}move/", {"act": "submit"}).status_code == 302
    assert olga.post(f"{plan}move/", {"act": "approve"}).status_code == 403
    assert olga.get(f"{plan}lines/new/").status_code == 403
    assert boris.get(plan).status_code == 404
    run_once(at=MOMENT)
    assert "Утвердить план: Учителя математики" in text_of(dmitry.get("/home/duties/"))
    assert dmitry.post(f"{plan}return/", {"words": ""}).status_code == 422
    assert dmitry.post(f"{plan}return/", {"words": "Добавьте открытые уроки"}).status_code == 302
    run_once(at=MOMENT)
    assert "Добавьте открытые уроки" in text_of(olga.get(plan))
    assert "вернули на доработку" in text_of(olga.get("/notices/"))

    add_line(olga, plan, title="Открытый урок")
    olga.post(f"{plan}move/", {"act": "submit"})
    assert dmitry.post(f"{plan}move/", {"act": "approve"}).status_code == 302
    run_once(at=MOMENT)
    seen = text_of(boris.get(f"{home}work/"))
    assert "Открытый урок" in seen
    assert "утверждён" in seen
    assert "утверждён" in text_of(olga.get("/notices/"))
    assert not Duty.objects.filter(closed_at=None, kind="plans.approval").exists()

    add_line(olga, plan, title="Ещё один урок")
    assert "изменён после утверждения" in text_of(boris.get(f"{home}work/"))
    assert "Ещё один урок" in text_of(boris.get(f"{home}work/"))


def test_nobody_approves_his_own_plan_and_time_approves_nothing(
    world: World, browser: Browser, home: str, adopt: Callable[[str], None]
) -> None:
    adopt("olekminsk")
    dmitry = browser(world.dmitry)
    plan = plan_of(dmitry, home)
    dmitry.post(f"{plan}move/", {"act": "submit"})
    assert dmitry.post(f"{plan}move/", {"act": "approve"}).status_code == 403
    run_once(at=MOMENT + timedelta(days=400))
    assert Plan.objects.get().state == "submitted"


def test_the_leader_of_a_group_edits_its_plan_and_invites_and_no_other(
    world: World, browser: Browser, home: str, here: Community, adopt: Callable[[str], None]
) -> None:
    group = made.community(world.district, "Проблемная группа", kind="problem_group")
    made.enrol(world.anna, group)
    adopt("baltasi")
    powers = Power.MANAGE_MEMBERS | Power.MANAGE_STRUCTURE | Power.MODERATE
    made.grant(world.anna, ScopeKind.COMMUNITY, group.pk, "group_leader", powers)
    url = f"/{world.district.slug}/c/{group.pid}-{group.slug}/"
    anna = browser(world.anna)
    assert anna.get(plan_of(anna, url)).status_code == 200
    assert anna.get(f"{url}manage/people/").status_code == 200
    assert anna.get(f"/{world.district.slug}/c/{here.pid}-{here.slug}/plan/new/").status_code == 403


def test_a_line_of_a_draft_is_taken_out_after_a_question_and_later_not_at_all(
    world: World, browser: Browser, home: str
) -> None:
    galina = browser(world.galina)
    plan = plan_of(galina, home)
    line, kept = add_line(galina, plan), add_line(galina, plan, title="Мастерская")
    asked = text_of(galina.get(f"{url_of(line, home)}remove/"))
    assert "Строка исчезнет со всем, что в ней написано." in asked
    assert PlanLine.objects.count() == 2
    assert galina.post(f"{url_of(line, home)}remove/")["Location"] == plan
    assert PlanLine.objects.get() == kept

    galina.post(f"{plan}move/", {"act": "bring"})
    for answer in (
        galina.get(f"{url_of(kept, home)}remove/"), galina.post(f"{url_of(kept, home)}remove/"),
    ):  # fmt: skip
        assert (answer.status_code, "строку отменяют с причиной" in text_of(answer)) == (422, True)
    assert PlanLine.objects.get() == kept


def test_a_publication_is_tied_to_a_line_from_its_menu(
    world: World, browser: Browser, home: str, here: Community
) -> None:
    galina, boris, vera = (browser(one) for one in (world.galina, world.boris, world.vera))
    plan = plan_of(galina, home)
    line = add_line(galina, plan)
    galina.post(f"{plan}move/", {"act": "bring"})
    topic = f"/p/{world.topic.pid}-{world.topic.slug}/"
    assert f"/p/{world.topic.pid}/plan/" in galina.get(topic).content.decode()
    assert f"/p/{world.topic.pid}/plan/" not in boris.get(topic).content.decode()

    assert galina.post(f"/p/{world.topic.pid}/plan/", {"line": line.pid}).status_code == 302
    assert world.topic.title in text_of(boris.get(f"{home}work/"))
    assert world.topic.title in text_of(boris.get(url_of(line, home)))
    assert galina.post(f"/p/{world.topic.pid}/plan/", {"line": line.pid}).status_code == 422
    assert "Отнести пока не к чему" in text_of(boris.get(f"/p/{world.topic.pid}/plan/"))
    assert vera.get(f"/p/{world.topic.pid}/plan/").status_code == 404
    secret = made.publication(
        world.galina, here, "Только для модераторов", audience="role", kind="topic"
    )
    made_tie = galina.post(f"/p/{secret.pid}/plan/", {"line": line.pid})
    assert made_tie.status_code == 302
    assert "Только для модераторов" not in text_of(boris.get(f"{home}work/"))
    galina.post(f"{url_of(line, home)}ties/{world.topic.pid}/remove/")
    assert world.topic.title not in text_of(boris.get(url_of(line, home)))


def test_the_plan_is_a_table_and_a_page_to_print(world: World, browser: Browser, home: str) -> None:
    galina = browser(world.galina)
    plan = plan_of(galina, home)
    add_line(galina, plan, title="=Семинар", result="Банк задач")
    answer = galina.get(f"{plan}table/")
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    words = ZipFile(BytesIO(answer.content)).read("xl/sharedStrings.xml").decode()
    assert re.findall(r"<t[^>]*>([^<]*)</t>", words)[0].endswith("План на 2026/27 учебный год")
    assert "=Семинар" in words
    assert "Банк задач" in words
    assert "=Семинар" in text_of(galina.get(f"{plan}?all=1"))


def test_lines_cost_a_literal_number_of_queries(
    world: World, browser: Browser, home: str, here: Community
) -> None:
    galina = browser(world.galina)
    plan_of(galina, home)
    plan = Plan.objects.select_related("community__district").get()

    def more(n: int) -> None:
        for _one in range(n):
            content = Content(title="Встреча", starts_on=MOMENT.date())
            line = line_actions.add_line(
                plan=plan, content=content, responsible=world.anna, actor=made.acting(world.galina),
                at=MOMENT,
            )  # fmt: skip
            Plan.objects.update(in_force_at=MOMENT)
            plan.refresh_from_db()
            plan.community = here
            line.plan.community = here
            line_actions.tie_publication(
                line=line, publication=world.topic, actor=made.acting(world.galina), at=MOMENT
            )

    assert_queries_constant(browser(world.boris), f"{home}work/", more, expected=8)


def test_who_may_read_the_plan(world: World, browser: Browser, home: str) -> None:
    galina = browser(world.galina)
    plan = plan_of(galina, home)
    galina.post(f"{plan}move/", {"act": "bring"})
    for who, words in (
        (None, "План и проекты видят участники сети этого района."),
        (world.vera, "План и проекты видят участники сети этого района."),
        (world.dmitry, "Разбираем трудные темы вместе."),
    ):
        assert words in text_of(browser(who).get(f"{home}work/"))
    assert browser(world.vera).get(plan).status_code == 404


def test_a_guest_of_an_open_community_reads_the_plan_and_no_names(
    world: World, browser: Browser, home: str
) -> None:
    galina, boris = browser(world.galina), browser(world.boris)
    plan = plan_of(galina, home)
    line = add_line(galina, plan, responsible=world.boris.pid)
    galina.post(f"{plan}move/", {"act": "bring"})
    boris.post(f"{url_of(line, home)}accept/")
    Community.objects.filter(pk=world.community.pk).update(is_public=True)
    page = browser(None).get(f"{home}work/")
    words = text_of(page)
    assert "Семинар по дробям" in words
    assert "Участник сообщества" in words
    assert "Борис Орлов" not in words
    assert world.boris.pid not in page.content.decode()
    assert "Борис Орлов" in text_of(galina.get(f"{home}work/"))
