"""Projects, their teams and tasks; the plan of publications; what is open at one place."""

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
import pytest

from staffroom.core.jobs import run_once
from staffroom.features.plans.actions import projects as actions
from staffroom.features.plans.models import Project, Task
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import Community, ScopeKind
from staffroom.shared.duties.models import Duty
from staffroom.shared.publications.actions import moderation
from staffroom.shared.publications.models import Publication, PublicationStatus
from tests.conftest import MOMENT
from tests.factories import plans as planned
from tests.factories import world as made
from tests.factories.world import World
from tests.features.conftest import Browser
from tests.queries import assert_queries_constant
from tests.shared.accounts.pages import text_of

pytestmark = pytest.mark.usefixtures("frozen")

PROJECT = {"kind": "project", "title": "Задачи о районе", "goal": "Собрать 50 задач", "places": "1"}


def begin(client: Client, home: str, **typed: str) -> str:
    answer = client.post(f"{home}projects/new/", {**PROJECT, **typed})
    assert answer.status_code == 302, text_of(answer)
    return str(answer["Location"])


@pytest.mark.clause("PD-1.2.b")
def test_a_member_asks_into_an_innovation_site_with_open_places(
    world: World, browser: Browser, home: str, adopt: Callable[[str], None]
) -> None:
    adopt("petrodvorets")
    galina, anna, boris = (browser(one) for one in (world.galina, world.anna, world.boris))
    refused = anna.post(f"{home}projects/new/", {**PROJECT, "kind": "site"})
    assert refused.status_code == 422
    url = begin(galina, home, kind="site")
    assert galina.post(f"{url}stages/", {"stage-title": "Апробация"}).status_code == 302

    listed = text_of(anna.get(f"{home}work/?show=projects"))
    assert "Инновационная площадка" in listed
    assert "собирает команду" in listed
    assert "1 свободное место" in listed
    assert "Апробация" in text_of(anna.get(url))
    assert browser(world.dmitry).post(f"{url}ask/").status_code == 403
    for client, words in ((anna, "Проверю в 7 классе"), (boris, "Оформлю сборник")):
        assert client.post(f"{url}ask/", {"words": words}).status_code == 302
    run_once(at=MOMENT)
    assert "просится в команду вашего проекта" in text_of(galina.get("/notices/"))
    asked = text_of(galina.get(url))
    assert "Проверю в 7 классе" in asked
    assert "Проверю в 7 классе" not in text_of(boris.get(url))

    team = f"{url}team/"
    assert galina.post(f"{team}{world.boris.pid}/", {"answer": "refuse"}).status_code == 422
    assert boris.post(f"{team}{world.boris.pid}/", {"answer": "admit"}).status_code == 403
    galina.post(f"{team}{world.anna.pid}/", {"answer": "admit"})
    full = galina.post(f"{team}{world.boris.pid}/", {"answer": "admit"})
    assert full.status_code == 422
    assert "Свободных мест в команде нет" in text_of(full)
    galina.post(f"{team}{world.boris.pid}/", {"answer": "refuse", "words": "Мест больше нет"})
    assert "Мест больше нет" in text_of(boris.get(url))
    assert "мест нет" in text_of(boris.get(f"{home}work/?show=projects"))
    assert not Duty.objects.filter(closed_at=None, kind="plans.mate").exists()
    assert anna.post(f"{team}{world.anna.pid}/leave/").status_code == 302
    assert "1 свободное место" in text_of(boris.get(f"{home}work/?show=projects"))


@pytest.mark.clause("BB-7.1.3")
def test_tasks_are_taken_and_an_offered_one_counts_only_after_accepting(
    world: World, browser: Browser, home: str
) -> None:
    anna, boris, galina = (browser(one) for one in (world.anna, world.boris, world.galina))
    url = begin(anna, home)
    assert anna.post(f"{url}invite/", {"person": world.boris.pid}).status_code == 302
    early = anna.post(f"{url}tasks/", {"task-title": "Набрать", "task-person": world.boris.pid})
    assert early.status_code == 422
    assert "Вас зовут в команду" in text_of(boris.get(url))
    assert boris.post(f"{url}answer/", {"answer": "accept"}).status_code == 302

    anna.post(f"{url}tasks/", {"task-title": "Набрать сборник", "task-person": world.boris.pid})
    anna.post(f"{url}tasks/", {"task-title": "Собрать условия"})
    offered, free = Task.objects.order_by("pk")
    assert "предложена: Борис Орлов, ждём ответа" in text_of(galina.get(url))
    assert "Взять или отклонить задачу: Набрать сборник" in text_of(boris.get("/home/duties/"))
    mine = f"{url}tasks/{offered.pid}/"
    assert boris.post(mine, {"act": "done", "words": "Готово"}).status_code == 403
    assert anna.post(mine, {"act": "take"}).status_code == 403
    assert boris.post(mine, {"act": "decline", "words": ""}).status_code == 422
    boris.post(mine, {"act": "decline", "words": "Нет компьютера"})
    seen = text_of(anna.get(url))
    assert "Борис Орлов: Нет компьютера" in seen
    assert "предложена" not in seen

    assert galina.post(f"{url}tasks/{free.pid}/", {"act": "take"}).status_code == 403
    assert boris.post(f"{url}tasks/{free.pid}/", {"act": "take"}).status_code == 302
    assert "делает: Борис Орлов" in text_of(anna.get(url))
    Community.objects.filter(pk=world.community.pk).update(is_public=True)
    strangers = browser(None).get(f"{home}work/?show=projects").content.decode()
    assert "Участник сообщества" in strangers
    assert world.anna.name not in strangers
    assert anna.post(f"{url}tasks/{free.pid}/", {"act": "remove"}).status_code == 403
    boris.post(f"{url}tasks/{free.pid}/", {"act": "done", "words": "52 задачи"})
    assert "52 задачи" in text_of(galina.get(url))


def test_a_project_gives_results_and_ends_with_its_outcome(
    world: World, browser: Browser, home: str
) -> None:
    anna, boris = browser(world.anna), browser(world.boris)
    url = begin(anna, home)
    pid = url.rstrip("/").rpartition("/")[2]
    assert anna.post(f"/p/{world.topic.pid}/plan/", {"line": pid}).status_code == 302
    assert world.topic.title in text_of(boris.get(url))
    assert boris.get(f"{url}close/").status_code == 403
    assert anna.post(f"{url}close/", {"state": "done", "outcome": " "}).status_code == 422
    anna.post(f"{url}close/", {"state": "stopped", "outcome": "Тему закрыла олимпиада"})

    assert "Тему закрыла олимпиада" in text_of(boris.get(url))
    assert boris.post(f"{url}ask/").status_code == 403
    assert anna.post(f"{url}tasks/", {"task-title": "Ещё"}).status_code == 403
    assert Project.objects.get().state == "stopped"


def test_projects_cost_a_literal_number_of_queries(
    world: World, browser: Browser, home: str
) -> None:
    def more(n: int) -> None:
        for _one in range(n):
            planned.project(world)

    url = f"{home}work/?show=projects"
    assert_queries_constant(browser(world.boris), url, more, expected=5)


def test_a_project_says_what_its_page_has_no_room_for(
    world: World, browser: Browser, home: str
) -> None:
    task = planned.task(world)
    url = f"{home}projects/{task.project.pid}/"
    Task.objects.bulk_create(Task(project=task.project, title=f"Дело {n}") for n in range(1, 203))
    Task.objects.filter(title="Дело 202").update(state="offered", owner=world.anna)
    page = text_of(browser(world.anna).get(url))
    assert "Показано 200, не поместилось ещё: 3." in page
    assert page.index("Дело 202") < page.index("Дело 1 ")


@pytest.mark.clause("TV-4.2.1")
def test_the_plan_of_publications_and_the_warning_of_silence(
    world: World, browser: Browser, home: str, here: Community, adopt: Callable[[str], None]
) -> None:
    adopt("tula")
    made.grant(
        world.galina, ScopeKind.COMMUNITY, here.pk, "curator",
        Power.MANAGE_MEMBERS | Power.MANAGE_STRUCTURE,
    )  # fmt: skip
    galina, boris = browser(world.galina), browser(world.boris)
    page = f"{home}work/?show=content"
    assert "Неделя с" not in text_of(boris.get(page))
    planned.plan_in_force(world)
    planned.line_offered(world)

    silent = text_of(galina.get(page))
    assert "Сообщество может замолчать" in silent
    assert "тишина не дольше 7 дней" in silent
    galina.post(f"{home}plan/rubrics/", {"weekday": "2", "title": "Задача недели"})
    assert "Рубрика «Задача недели»" in text_of(galina.get(page))
    assert "Позовите коллег: «Семинар»" in text_of(galina.get(page))

    at = MOMENT + timedelta(days=2)
    Publication.objects.filter(home_community=here).update(published_at=MOMENT, bumped_at=MOMENT)
    Community.objects.filter(pk=here.pk).update(active_at=MOMENT)
    waits = made.publication(
        world.anna, here, "Тайна анонса", status=PublicationStatus.DRAFT, at=MOMENT
    )
    Publication.objects.filter(pk=waits.pk).update(
        status=PublicationStatus.SCHEDULED, publish_at=at
    )
    seen = text_of(galina.get(page))
    assert "Сообщество может замолчать" not in seen
    assert "Обсуждение · Анна Соколова: Запись автора ждёт своего часа" in seen
    assert "Тайна анонса" not in seen
    assert "Рубрика «Задача недели». Написать 23 сентября" not in seen
    galina.post(f"{home}plan/rubrics/", {"weekday": "2", "title": ""})
    assert "Задача недели" not in text_of(galina.get(page))


@pytest.mark.clause("BB-6.2")
def test_plan_results_problems_and_moderators_acts_stand_at_one_place(
    world: World, browser: Browser, home: str, here: Community
) -> None:
    planned.plan_with(here, held=1, moved=1)
    question = made.publication(world.anna, here, "Чем заменить линейку", kind="help")
    hidden = made.publication(world.boris, here, "Продам учебники")
    moderation.hide(publication=hidden, reason="Реклама", actor=made.acting(world.galina))
    done = planned.project(world)
    actions.close_project(
        project=done, state="done", outcome="Собрано 50 задач", actor=made.acting(world.galina),
        at=MOMENT,
    )  # fmt: skip
    page = text_of(browser(world.boris).get(f"{home}work/?show=open"))
    for words in (
        "проведено: 1", "перенесено: 1", "Собрались", "Собрано 50 задач", question.title, "Реклама",
    ):  # fmt: skip
        assert words in page
    assert "Что делали модераторы" in page
    guest = text_of(browser(None).get(f"{home}work/?show=open"))
    assert "Собрались" not in guest
    assert "Реклама" not in guest
