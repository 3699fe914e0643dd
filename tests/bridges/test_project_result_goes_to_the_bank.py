"""A project has goal, team, tasks and result; the result goes to the bank of materials (BB-2.1.5.a)."""

import pytest

from staffroom.core.jobs import run_once
from staffroom.shared.communities.models import Community
from staffroom.shared.duties.models import Duty
from staffroom.shared.publications.models import Publication, PublicationStatus
from tests.conftest import MOMENT
from tests.factories import materials as materials_made
from tests.factories import plans as planned
from tests.factories import review as reviewed
from tests.factories.world import World
from tests.features.conftest import Browser, browser, here, home, world
from tests.features.materials.pages import TYPED
from tests.queries import assert_queries_constant
from tests.shared.accounts.pages import text_of

__all__ = ["browser", "here", "home", "world"]
pytestmark = pytest.mark.usefixtures("frozen")

PROJECT = {"kind": "project", "title": "Задачи о районе", "goal": "Собрать 50 задач"}


@pytest.mark.clause("BB-2.1.5.a")
def test_the_result_of_a_project_goes_to_the_bank(
    world: World, browser: Browser, home: str
) -> None:
    anna, boris, vera = (browser(one) for one in (world.anna, world.boris, world.vera))
    Community.objects.filter(pk=world.community.pk).update(themes=["reading"])
    url = str(anna.post(f"{home}projects/new/", PROJECT)["Location"])
    anna.post(f"{url}invite/", {"person": world.boris.pid})
    boris.post(f"{url}answer/", {"answer": "accept"})
    anna.post(f"{url}tasks/", {"task-title": "Набрать сборник"})

    # the material begins filled, its team is asked and not signed
    assert "Сдать результат в банк" in text_of(anna.get(url))
    assert vera.post(f"{url}results/begin/").status_code in {403, 404}
    begun = anna.post(f"{url}results/begin/", {"once": "a" * 32})
    assert begun.status_code == 302, text_of(begun)
    form = anna.get(str(begun["Location"])).content.decode()
    draft = Publication.objects.get(kind="material")
    assert 'value="Задачи о районе"' in form
    assert "Цель проекта: Собрать 50 задач" in form
    assert '<option value="projects" selected>' in form
    assert '<option value="own" selected>' in form
    assert draft.theme == "reading"
    assert draft.home_community == world.community
    assert "готовится, другие его пока не видят" in text_of(anna.get(url))
    assert "готовится" not in text_of(browser(world.galina).get(url))
    run_once(at=MOMENT)
    assert "Задачи о районе" in text_of(boris.get("/notices/"))
    assert boris.post(f"/p/{draft.pid}/coauthors/answer/", {"answer": "agree"}).status_code in {
        302,
        404,
    }

    # published, it stands in the bank, says whose result it is, and the project shows it
    put = anna.post(
        str(begun["Location"]), {**TYPED, "title": draft.title, "material_kind": "projects"}
    )
    assert put.status_code == 302, text_of(put)
    card = text_of(browser(world.galina).get(f"/p/{draft.pid}/", follow=True))
    assert "Результат проекта: Задачи о районе" in card
    assert "Задачи о районе" in text_of(boris.get(f"/{world.district.slug}/materials/"))
    shown = text_of(browser(world.galina).get(url))
    assert "в банке материалов" in shown
    assert "Прошла экспертизу" not in shown
    done = {"state": "done", "outcome": "Сборник готов"}
    assert anna.post(f"{url}close/", done).status_code == 302
    told = text_of(boris.get(f"{home}work/?show=open"))
    assert "Завершено: 1, из них с результатом в банке материалов: 1." in told
    assert vera.get(url).status_code in {403, 404}


def test_a_work_of_the_team_is_named_and_its_review_is_told(
    world: World, browser: Browser, home: str
) -> None:
    anna, galina = (browser(one) for one in (world.anna, world.galina))
    row = materials_made.standing(world)
    alien = materials_made.material(world.dmitry, world.community, "Чужая работа")
    url = str(anna.post(f"{home}projects/new/", PROJECT)["Location"])
    page = f"{url}results/new/"
    assert row.publication.title in text_of(anna.get(page))
    assert alien.publication.title not in text_of(anna.get(page))
    assert anna.post(page, {"line": alien.publication.pid}).status_code == 422
    assert anna.post(page, {"line": row.publication.pid}).status_code == 302
    assert row.publication.title in text_of(galina.get(url))
    assert row.publication.title not in text_of(anna.get(page))

    # under review: its author knows, the rest of the community does not; the conclusion is for all
    reviewed.expert(world.district, "Раиса Первая")
    reviewed.expert(world.district, "Савва Второй")
    found = reviewed.fresh(reviewed.asked(world, row.publication))
    assert "На экспертизе" in text_of(anna.get(url))
    assert "На экспертизе" not in text_of(browser(world.boris).get(url))
    reviewed.concluded(world, found)
    assert "Прошла экспертизу: рекомендовать к использованию" in text_of(galina.get(url))

    # what is hidden counts no more, what was stopped brings nothing
    Publication.objects.filter(pk=row.pk).update(status=PublicationStatus.HIDDEN)
    assert row.publication.title not in text_of(browser(world.boris).get(url))
    anna.post(f"{url}close/", {"state": "stopped", "outcome": "Тему закрыли"})
    assert anna.get(page).status_code == 403
    assert not Duty.objects.filter(kind="plans.result").exists()


def test_the_page_of_a_project_asks_the_same_number_of_queries(
    world: World, browser: Browser, home: str
) -> None:
    project = planned.project(world)
    galina = browser(world.galina)
    url = f"{home}projects/{project.pid}/"

    def more(n: int) -> None:
        for one in range(n):
            row = materials_made.material(world.galina, world.community, f"Лист {one}-{n}")
            assert (
                galina.post(f"{url}results/new/", {"line": row.publication.pid}).status_code == 302
            )

    more(1)
    assert_queries_constant(browser(world.boris), url, more, expected=11)
