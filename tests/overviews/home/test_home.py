"""Home: what waits, what is new, a constant number of queries."""

from datetime import timedelta
import re
from typing import Any

from django.test import Client
import pytest

from staffroom.core.jobs import run_once
from staffroom.shared.communities.models import Admission, AdmissionState, RoleGrant
from staffroom.shared.duties.models import Duty
from tests.factories import world as factory
from tests.factories.duties import report_duty
from tests.factories.people import PASSWORD
from tests.shared.accounts.pages import text_of

QUERIES = 6


@pytest.fixture
def world(db: Any) -> factory.World:
    """The small district."""
    return factory.make_world()


def test_anna_sees_talk_of_her_communities_newest_first(
    client: Client, world: factory.World
) -> None:
    """A reply lifts its topic; drafts of others and other communities' talk are not there."""
    elsewhere = factory.community(world.district, "Учителя химии")
    factory.publication(
        world.galina, elsewhere, "Опыт с содой", at=factory.THEN + timedelta(days=2)
    )
    client.force_login(world.boris)
    page = client.get("/home/").content.decode()
    assert page.index("Как объяснить дроби") < page.index("Неделя математики")
    assert "Опыт с содой" not in page
    assert "Ещё не дописано" not in page
    assert "Борис" in page


def test_the_first_person_of_an_empty_district_is_told_what_to_begin_with(
    client: Client, world: factory.World
) -> None:
    """Until the first community stands; a teacher of the same district is offered none of it."""
    place = factory.district("novy", "Новый округ")
    elena, oleg = factory.person("Елена Ким"), factory.person("Олег Зимин")
    for who in (elena, oleg):
        factory.admit(who, place)
    factory.grant(elena, "district", place.pk, "coordinator", int(world_powers(world)))
    client.force_login(elena)
    page = client.get("/home/").content.decode()
    steps = page[page.index("С чего начать") : page.index("</ol>")]
    assert re.findall(r'href="([^"]+)"', steps) == [
        "/novy/staff/rules/", "/novy/staff/organizations/", "/novy/staff/import/", "/novy/c/new/",
    ]  # fmt: skip
    client.force_login(oleg)
    assert "С чего начать" not in client.get("/home/").content.decode()

    factory.community(place)
    client.force_login(elena)
    assert "С чего начать" not in client.get("/home/").content.decode()


def world_powers(world: factory.World) -> int:
    """What Дмитрий may do as the coordinator."""
    return RoleGrant.objects.get(person=world.dmitry, scope_kind="district").powers


def test_who_belongs_nowhere_is_offered_communities_by_subject(
    client: Client, world: factory.World
) -> None:
    """TV-A.2: a newcomer is offered what fits his subjects and position."""
    fitting = factory.community(
        world.district, "Учителя физики", subjects=["physics"], positions=["subject_teacher"]
    )
    novice = factory.person("Олег Зимин", position="subject_teacher", subjects=("physics",))
    factory.admit(novice, world.district)
    client.force_login(novice)
    page = client.get("/home/").content.decode()
    assert fitting.name in page
    assert "Учителя математики" not in page


def test_who_waits_for_admission_is_not_asked_to_join_yet(
    client: Client, world: factory.World
) -> None:
    """Home, the button of creating and a community say one thing: wait for the decision."""
    novice = factory.person("Олег Зимин")
    factory.admit(novice, world.district)
    Admission.objects.filter(person=novice).update(state=AdmissionState.WAITING, decided_at=None)
    client.force_login(novice)
    home = text_of(client.get("/home/"))
    assert "Когда вас примут в сеть района, вы вступите в сообщество и спросите коллег." in home
    assert "Вступите в сообщество, и вы" not in home
    writing = text_of(client.get("/p/new/help/"))
    assert "Писать можно, когда вас примут в сеть района" in writing
    assert "одна кнопка" not in writing
    place = f"/{world.district.slug}/c/{world.community.pid}-{world.community.slug}/"
    assert "если она подана, дождитесь решения: о нём придёт письмо." in text_of(client.get(place))

    Admission.objects.filter(person=novice).update(
        state=AdmissionState.ADMITTED, decided_at=factory.THEN
    )
    assert "Вступите в сообщество, и вы сможете" in text_of(client.get("/home/"))
    assert "Вступить — одна кнопка." in text_of(client.get("/p/new/help/"))


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_do_not_grow_with_the_feed(
    client: Client, world: factory.World, rows: int, django_assert_num_queries: Any
) -> None:
    """Session with person, rights, duties, communities, feed: the same for one row and for thirty."""
    for n in range(rows):
        factory.publication(
            world.anna, world.community, f"Тема {n}", at=factory.THEN + timedelta(minutes=n)
        )
    client.force_login(world.boris)
    client.get("/home/")
    with django_assert_num_queries(QUERIES):
        assert client.get("/home/").status_code == 200


@pytest.mark.clause("OL-2.1.1.a")
def test_one_page_holds_news_communities_terms_and_replies(
    client: Client, frozen: Any, world: factory.World
) -> None:
    """After signing in: what waits by when, who answered, the groups, the district's news."""
    factory.publication(
        world.dmitry, world.community, "Каникулы сдвинуты", kind="news", audience="district"
    )
    hers = factory.publication(world.galina, world.community, "Как хвалить за ошибку?")
    boris = Client()
    boris.force_login(world.boris)
    boris.post(f"/p/{hers.pid}/comments/", {"body": "Я говорю: какая полезная ошибка!"})
    run_once()
    duty = report_duty(world)
    Duty.objects.filter(pk=duty.pk).update(due_at=factory.THEN + timedelta(days=16))

    client.post("/account/sign-in/", {"email": world.galina.email, "password": PASSWORD})
    page = text_of(client.get("/home/"))

    waits, rest = page.split("Ждёт вас")[1].split("Мои сообщества", 1)
    assert "Жалоба на запись" in waits
    assert "До четверга 3 дня" in waits
    replies = page.split("Вам ответили")[1]
    assert "Как хвалить за ошибку?" in replies[:200]
    assert "Каникулы сдвинуты" in page.split("Новости района")[-1]
    assert world.community.name in rest

    client.get(f"/p/{hers.pid}-{hers.slug}/")
    assert "Вам ответили" not in text_of(client.get("/home/"))
