"""Plans, projects and shelves in the one search: for who may see them, and for nobody else (PD-2.2.3)."""

from datetime import date, datetime
from html import unescape
import re

from django.db import connection
from django.test import Client
import pytest

from staffroom.core import plugs
from staffroom.features.collections.models import Collection
from staffroom.features.collections.policies import shelves as shelf_rights
from staffroom.features.plans.actions import lines
from staffroom.features.plans.models import Plan, PlanLine, Project
from staffroom.features.plans.policies.plans import visible_lines
from staffroom.features.plans.policies.projects import visible_projects
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries.viewers import viewer_for
from staffroom.shared.search import jobs
from staffroom.shared.search.actions import index
from staffroom.shared.search.queries.results import Filters, results
from tests.factories import plans
from tests.factories import world as made
from tests.factories.people import person, sign_in
from tests.factories.world import THEN, World, acting, make_world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@pytest.fixture
def world() -> World:
    """Анна's community has a line «Метеостанция» in its plan and a project of that name; and four shelves."""
    small = make_world()
    content = lines.Content(title="Метеостанция на крыше", starts_on=date(2026, 10, 1))
    lines.add_line(
        plan=plans.plan_in_force(small), content=content, responsible=None,
        actor=acting(small.galina), at=THEN,
    )  # fmt: skip
    project = plans.project(small)
    Project.objects.filter(pk=project.pk).update(title="Метеостанция района")
    for openness in ("own", "community", "district", "public"):
        Collection.objects.create(
            district=small.district, owner=small.anna, title=f"Метеостанция: {openness}",
            openness=openness, made_at=THEN, changed_at=THEN,
            community=small.community if openness == "community" else None,
        )  # fmt: skip
    Collection.objects.create(
        district=small.district, community=small.community, title="Метеостанция: дайджест",
        shape="digest", openness="public", made_at=THEN, changed_at=THEN,
    )  # fmt: skip
    for kind in ("plan_line", "project", "collection"):
        jobs.reindex(kind=kind)
    return small


def found(world: World, who: Person | None, at: datetime, typed: str = "метеостанция") -> set[str]:
    """Titles that somebody finds."""
    viewer = viewer_for(who, at=at)
    page = results(viewer, typed, Filters(), at=at)
    return {hit.head.title.striptags() for hit in page.hits}


def test_each_finds_what_he_may_see(world: World, at: datetime) -> None:
    """The search, the condition of the index and the policies say the same for each reader."""
    neighbour = person("Нина Соседова")
    made.admit(neighbour, world.district)
    home = Community.objects.select_related("district", "profile").get(pk=world.community.pk)
    cast = {"guest": None, "stranger": world.vera, "neighbour": neighbour, "colleague": world.boris,
            "author": world.anna}  # fmt: skip
    told = {name: found(world, who, at) for name, who in cast.items()}
    for name, who in cast.items():
        viewer = viewer_for(who, at=at)
        seen = {
            *visible_lines(viewer, home).values_list("title", flat=True),
            *visible_projects(viewer, home).values_list("title", flat=True),
            *shelf_rights.visible_collections(viewer).values_list("title", flat=True),
        }
        assert told[name] == seen, name
        judged = set()
        for kind, table in (
            ("plan_line", "plans_planline"), ("project", "plans_project"),
            ("collection", "collections_collection"),
        ):  # fmt: skip
            plug = plugs.indexes[kind]
            assert plug.judged is not None
            condition, values = plug.judged(viewer, "d.id")
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT d.title FROM {table} d WHERE {condition}", values)
                judged |= {title for (title,) in cursor.fetchall()}
        assert judged == seen, name
    shared = {"Метеостанция на крыше", "Метеостанция района", "Метеостанция: district"}
    assert told["guest"] == told["stranger"] == {"Метеостанция: public"}
    assert told["neighbour"] == {"Метеостанция: public", *shared}
    assert told["colleague"] == {"Метеостанция: public", "Метеостанция: community", *shared}
    assert told["author"] == told["colleague"] | {"Метеостанция: own"}


def test_a_stale_index_shows_nothing_closed(world: World, at: datetime) -> None:
    """What was closed after it was written is found by nobody: rows are judged anew."""
    neighbour = person("Нина Соседова")
    made.admit(neighbour, world.district)
    Plan.objects.update(in_force_at=None)
    Project.objects.all().delete()
    Collection.objects.update(openness="own")
    assert found(world, neighbour, at) == set()
    page = sign_in(Client(), neighbour).get("/search/?q=метеостанция").content.decode()
    assert "Метеостанция" not in page
    assert "Ничего не нашлось" in page


@pytest.mark.clause("PD-2.2.3")
def test_one_page_finds_them_by_any_form_of_the_word(world: World) -> None:
    page = sign_in(Client(), world.boris).get("/search/?q=метеостанции").content.decode()
    line = PlanLine.objects.get()
    assert f'/plan/lines/{line.pid}/"><mark>Метеостанция</mark> на крыше' in page
    assert [
        f'<span class="kind">{name}</span>' in page for name in ("План", "Проект", "Подборка")
    ] == [True] * 3
    tabs = dict(re.findall(r'href="\?([^"]+&amp;what=[a-z_]+)">(\w+)</a>', page))
    assert {"Планы", "Проекты", "Подборки"} <= set(tabs.values())
    (chosen,) = (unescape(href) for href, label in tabs.items() if label == "Проекты")
    only = sign_in(Client(), world.boris).get(f"/search/?{chosen}").content.decode()
    assert only.count("<h2><a") == 1
    assert "<mark>Метеостанция</mark> района" in only


def test_the_search_follows_the_plan(world: World, at: datetime) -> None:
    """A new line is found at once, a removed one no more; of an open community by everybody."""
    content = lines.Content(title="Гелиограф", starts_on=date(2026, 11, 1))
    line = lines.add_line(
        plan=Plan.objects.get(), content=content, responsible=None,
        actor=acting(world.galina), at=THEN,
    )  # fmt: skip
    assert found(world, world.boris, at, "гелиограф") == {"Гелиограф"}
    assert found(world, None, at, "гелиограф") == set()
    Community.objects.filter(pk=world.community.pk).update(is_public=True)
    index.index("plan_line", [line.pk])
    assert found(world, None, at, "гелиограф") == {"Гелиограф"}
    line.delete()
    assert found(world, world.boris, at, "гелиограф") == set()
