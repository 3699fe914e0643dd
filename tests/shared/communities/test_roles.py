"""Roles of a district: their pages, appointing, one official after another."""

from datetime import datetime, timedelta
import re

from django.test import Client
import pytest

from staffroom.core.errors import DomainError
from staffroom.core.viewer import SYSTEM
from staffroom.shared.accounts.models import Person
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.actions import roles
from staffroom.shared.communities.models import Community, RoleGrant, Section
from staffroom.shared.communities.queries.viewers import viewer_of
from staffroom.shared.publications.models import Audience
from staffroom.shared.regulations import actions as regulations
from tests.factories import world as made
from tests.factories.people import person, sign_in
from tests.queries import assert_queries_constant
from tests.shared.accounts.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> made.World:
    return made.make_world()


def browser(who: Person) -> Client:
    return sign_in(Client(), who)


@pytest.mark.clause("BB-4.1.1")
def test_each_kind_has_its_page_and_one_person_holds_several(
    world: made.World, at: datetime
) -> None:
    regulations.adopt_profile(district=world.district, code="berezniki", actor=SYSTEM, at=at)
    here = Community.objects.get(pk=world.community.pk)
    for role, scope, basis in (
        ("methodist", world.district, "приказ № 14"),
        ("moderator", here, ""),
        ("lead_teacher", here, "приказ № 15"),
    ):
        roles.grant_role(
            person=world.anna, role=role, scope=scope, actor=SYSTEM, at=at, basis=basis
        )
    boris = browser(world.boris)

    listed = text_of(boris.get("/berezovka/roles/"))
    for words in (
        "Модератор в сообществе · 2 человека",
        "Педагог-куратор в сообществе · 1 человек",
        "Методист центра во всём районе · 1 человек",
        "п. 1.2, 1.11, 1.12, 4.1",
    ):
        assert words in listed
    moderator = text_of(boris.get("/berezovka/roles/moderator/"))
    assert (
        "Скрывает, закрывает, закрепляет и переносит записи" in moderator.split("Чего эта роль")[0]
    )
    assert "Решает о регистрации" in moderator.split("Чего эта роль")[1]
    assert "Анна Соколова Учителя математики · ещё: Методист центра, Педагог-куратор" in moderator
    curator = text_of(boris.get("/berezovka/roles/lead_teacher/"))
    assert "Учителя математики · приказ № 15 · ещё: Методист центра, Модератор" in curator
    employee = text_of(boris.get("/berezovka/roles/methodist/"))
    assert "Права роли во всём районе." in employee
    assert "Читает всё опубликованное" in employee.split("Чего эта роль")[0]
    assert browser(world.vera).get("/berezovka/roles/moderator/").status_code == 404


@pytest.mark.clause("BB-O.2")
def test_a_new_responsible_ends_the_former_and_history_keeps_both_orders(
    world: made.World, at: datetime
) -> None:
    regulations.adopt_profile(district=world.district, code="berezniki", actor=SYSTEM, at=at)
    dmitry, page = browser(world.dmitry), "/berezovka/roles/responsible/"
    form = dmitry.get(f"{page}appoint/").content.decode()
    assert re.search(r'name="replaces"[^>]*checked', form)
    refused = dmitry.post(f"{page}appoint/", {"person": "Анна Соколова", "replaces": "on"})
    assert refused.status_code == 422  # an official is named by an order
    first = {"person": "Анна Соколова", "basis": "приказ от 1 сентября № 14", "replaces": "on"}
    assert dmitry.post(f"{page}appoint/", first).status_code == 302
    second = {
        "person": "Борис Орлов", "basis": "приказ от 20 октября № 31", "is_acting": "on",
        "replaces": "on",
    }  # fmt: skip
    assert dmitry.post(f"{page}appoint/", second).status_code == 302

    now_held, _, history = text_of(dmitry.get(page)).partition("История назначений")

    assert "Борис Орлов временно исполняет · приказ от 20 октября № 31" in now_held
    assert "Анна Соколова" not in now_held
    assert "Анна Соколова приказ от 1 сентября № 14" in history
    anna, _home = viewer_of(world.anna, at=at + timedelta(days=9000))
    assert not anna.has(Power.GRANT_ROLES, ("district", world.district.pk))


def test_a_second_coordinator_may_stand_beside_the_first(world: made.World) -> None:
    dmitry, page = browser(world.dmitry), "/berezovka/roles/coordinator/"
    dmitry.post(f"{page}appoint/", {"person": "Анна Соколова", "basis": "приказ № 2"})
    held = text_of(dmitry.get(page))
    assert "Анна Соколова" in held
    assert "Дмитрий Лаптев" in held
    assert dmitry.get(f"{page}appoint/").status_code == 200
    assert dmitry.get("/berezovka/roles/moderator/appoint/").status_code == 404


def test_the_last_who_appoints_stays(world: made.World, at: datetime) -> None:
    last = RoleGrant.objects.get(person=world.dmitry)
    with pytest.raises(DomainError, match="Назначать станет некому"):
        roles.end_role(grant=last, actor=viewer_of(world.dmitry, at=at)[0], at=at)
    answer = browser(world.dmitry).post(f"/berezovka/roles/coordinator/{last.pid}/end/")
    assert answer.status_code == 422
    last.refresh_from_db()
    assert last.to_at is None


def test_the_page_of_a_role_costs_the_same_with_one_holder_and_with_thirty(
    world: made.World, at: datetime
) -> None:
    def appoint(n: int) -> None:
        for _ in range(n):
            roles.grant_role(
                person=person(), role="moderator", scope=world.community, actor=SYSTEM, at=at
            )

    assert_queries_constant(
        browser(world.boris), "/berezovka/roles/moderator/", appoint, expected=11
    )


@pytest.mark.clause("OL-1.7")
def test_the_site_administrator_edits_structure_and_opens_nothing_private(
    world: made.World, at: datetime
) -> None:
    regulations.adopt_profile(district=world.district, code="olekminsk", actor=SYSTEM, at=at)
    dmitry = browser(world.dmitry)
    page = "/berezovka/roles/technician/appoint/"
    who = person("Лидия Кравцова", position="department_officer")
    made.admit(who, world.district)
    refused = dmitry.post(page, {"person": "Лидия Кравцова"})
    assert "технический специалист из числа педагогов" in text_of(refused)
    teacher = person("Степан Мохов", position="subject_teacher")
    made.admit(teacher, world.district)
    assert dmitry.post(page, {"person": "Степан Мохов"}).status_code == 302
    stepan = browser(teacher)
    rights = text_of(stepan.get("/berezovka/roles/technician/"))
    assert "Меняет разделы и меню сообщества" in rights.split("Чего эта роль")[0]
    assert "Читает всё опубликованное" in rights.split("Чего эта роль")[1]

    card = f"/berezovka/c/{world.community.pid}-{world.community.slug}/manage/"
    settings = {
        "name": "Математики района", "kind": "subject", "goal": "Помогать друг другу",
        "about": "", "audience_words": "", "theme": "",
    }  # fmt: skip
    assert stepan.post(card, settings).status_code == 302
    changed = Community.objects.get(pk=world.community.pk)
    assert changed.name == "Математики района"
    menu = {"kind": "page", "title": "Как у нас принято", "is_shown": "on"}
    card = f"/berezovka/c/{changed.pid}-{changed.slug}/manage/"
    assert stepan.post(f"{card}menu/", menu).status_code == 302
    assert Section.objects.filter(community=changed, title="Как у нас принято").exists()
    assert stepan.get("/staff/health/").status_code == 200

    for address in (
        f"/p/{world.topic.pid}-{world.topic.slug}/",  # what only members talk about
        f"/p/{world.draft.pid}/edit/",
        f"/files/{world.file.pid}/{world.file.name}",
        "/berezovka/staff/data-requests/",
        "/berezovka/staff/admissions/",
    ):
        assert stepan.get(address).status_code == 404, address
    assert world.topic.audience == Audience.COMMUNITY
