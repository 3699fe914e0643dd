"""What has ended is only read: every writing door refuses, and the page says when, why, with what result."""

from typing import Any

import pytest

from staffroom.core.viewer import SYSTEM
from staffroom.features.plans.actions import lines
from staffroom.features.plans.models import PlanLine, Project
from staffroom.shared.communities.actions import members, states
from staffroom.shared.communities.models import Community, Membership, RoleGrant, Section
from staffroom.shared.publications.models import Comment, Placement, Publication, Reaction
from tests.factories import world as made
from tests.factories.people import person
from tests.factories.plans import plan_in_force, project
from tests.features.lifecycle.conftest import Browser, Group, group_of, lead
from tests.features.lifecycle.test_endings import text
from tests.features.lifecycle.test_reshaping import made_world

WATCHED: tuple[Any, ...] = (
    Community, Membership, Section, RoleGrant, Publication, Placement, Comment, Reaction, PlanLine,
    Project,
)  # fmt: skip
UNSEEN = {"view_n", "bumped_at"}


def everything() -> dict[str, list[dict[str, Any]]]:
    """All that could have been changed."""
    return {
        model.__name__: [
            {name: value for name, value in row.items() if name not in UNSEEN}
            for row in model.objects.order_by("pk").values()
        ]
        for model in WATCHED
    }


@pytest.fixture
def group(db: Any, frozen: Any) -> Group:
    """A community with talk, a plan and a project, in the archive."""
    found = group_of("basic", kind="subject")
    cast, home = found.cast, found.community
    lead(cast.dmitry, home)
    made.comment(cast.boris, found.result)
    made.publication(cast.boris, home, "Как быть?", kind="help")
    world = made_world(found)
    plan = plan_in_force(world)
    content = lines.Content(title="Семинар", starts_on=plan.starts_on)
    lines.add_line(plan=plan, content=content, actor=SYSTEM, at=made.THEN)
    project(world)
    members.invite(community=home, person=cast.vera, actor=SYSTEM, at=made.THEN)
    states.archive_community(
        community=found.fresh(), words="Сборник издан", actor=SYSTEM, at=made.THEN,
        basis="решение совета от 1 сентября",
    )  # fmt: skip
    return found


def test_every_writing_door_of_an_archived_community_refuses(group: Group, as_: Browser) -> None:
    cast, home = group.cast, group.here
    other = made.community(cast.district, "Учителя химии")
    talk, question = Publication.objects.order_by("pk")
    page, asked = f"/p/{talk.pid}-{talk.slug}/", f"/p/{question.pid}-{question.slug}/"
    line, work = PlanLine.objects.get(), Project.objects.get()
    plan = f"{home}plan/{line.plan.pid}/"
    new = person("Нина Новая")
    made.admit(new, cast.district)
    words = {"body": "Ещё слово", "title": "Новое", "reason": "Так надо", "words": "Так надо"}
    doors: list[tuple[Any, str, dict[str, Any]]] = [
        (cast.anna, f"/p/new/topic/?in={group.community.pid}", {**words, "audience": "community"}),
        (cast.anna, f"{page}edit/", {**words, "audience": "community"}),
        (cast.anna, f"{page}remove/", {}), (cast.anna, f"{page}comments/", words),
        (cast.anna, f"{page}close/", {}), (cast.dmitry, f"{page}pin/", {"community": group.community.pid}),
        (cast.boris, f"{page}comments/1/edit/", words), (cast.boris, f"{page}comments/1/remove/", {}),
        (cast.boris, f"{page}thank/", {}), (cast.anna, f"{page}comments/1/thank/", {}),
        (cast.dmitry, f"{page}comments/1/decide/", {}), (cast.boris, f"{asked}solve/", {}),
        (cast.anna, f"{page}place/", {"home": other.pid}), (cast.dmitry, f"{page}place/", {"home": other.pid}),
        (cast.dmitry, f"{page}merge/", {"into": question.pid, "reason": "Одно"}),
        (cast.dmitry, f"{page}split/", {"replies": ["1"], "title": "Другое", "body": "Слово"}),
        (cast.anna, f"{page}summary/", {"text": "Итог"}), (cast.anna, f"{page}hour/", {}),
        (cast.anna, f"{plan}lines/new/", {"title": "Встреча", "starts_on": "2026-10-10"}),
        (cast.anna, f"{plan}edit/", {"text": "Ещё"}),
        (cast.anna, f"{home}plan/lines/{line.pid}/edit/", {"title": "Другое", "starts_on": "2026-10-10"}),
        (cast.anna, f"{home}plan/lines/{line.pid}/mark/held/", {"words": "Да"}),
        (cast.boris, f"{home}plan/lines/{line.pid}/take/", {}),
        (cast.anna, f"{home}projects/new/", {"title": "Новый", "goal": "Цель", "kind": "project"}),
        (cast.anna, f"{home}projects/{work.pid}/edit/", {"title": "Иной", "goal": "Цель"}),
        (cast.boris, f"{home}projects/{work.pid}/ask/", words),
        (cast.anna, f"{home}projects/{work.pid}/tasks/", {"title": "Дело"}),
        (cast.anna, f"{home}projects/{work.pid}/close/", {"outcome": "Готово"}),
        (new, f"{home}enter/", {"conduct": "1"}), (cast.vera, f"{home}answer/", {"answer": "accept", "conduct": "1"}),
        (cast.anna, f"{home}manage/", {"name": "Иное", "goal": "Иная"}),
        (cast.anna, f"{home}manage/menu/", {"kind": "page", "title": "Страница"}),
        (cast.anna, f"{home}manage/people/", {"person": "Нина Новая"}),
        (cast.dmitry, f"{home}manage/roles/", {"person": "Борис Орлов", "role": "moderator", "basis": "Так"}),
        (cast.anna, f"{home}manage/conduct/", {"text": "Иные правила"}),
        (cast.anna, f"{home}term/product/", words), (cast.anna, f"{home}term/extension/", words),
        (cast.dmitry, f"{home}term/close/", words), (cast.dmitry, f"{home}reshape/new/split/", words),
    ]  # fmt: skip
    before = everything()
    for who, url, data in doors:
        answer = as_(who).post(url, data)
        assert answer.status_code in {403, 404, 422}, (url, answer.status_code)
        assert everything() == before, url
    assert as_(cast.boris).get(page).status_code == 200


def test_the_archived_page_says_when_why_and_with_what_result(group: Group, as_: Browser) -> None:
    page = text(as_(group.cast.boris).get(group.here))
    assert "Сообщество в архиве: его можно только читать Сборник издан" in page
    assert "Работа закончена: 1 сентября" in page
    assert "Основание: решение совета от 1 сентября." in page
