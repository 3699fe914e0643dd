"""The life of a community: its states, who moved it, when and on what basis."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client
import pytest
import time_machine

from staffroom.core.errors import Stale
from staffroom.core.viewer import SYSTEM
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.actions import roles, states
from staffroom.shared.communities.models import Community, CommunityState, Transition
from tests.factories import world as factory
from tests.factories.people import person, sign_in
from tests.factories.world import THEN, World
from tests.shared.accounts.pages import text_of
from tests.shared.communities.test_stories import main_of, page_of

pytestmark = pytest.mark.django_db
Browser = Callable[[Person | None], Client]
ORDER = {"order_number": "12-осн", "ordered_on": "2026-09-01"}


@pytest.fixture
def world() -> World:
    """The small district."""
    return factory.make_world()


@pytest.fixture
def as_() -> Browser:
    """A browser of a person's own; None is a guest."""
    return lambda who: sign_in(Client(), who) if who else Client()


def reply_to(client: Client, world: World) -> str:
    """What a person reads after an attempt to answer in the community's topic."""
    page = f"/p/{world.topic.pid}/comments/"
    return text_of(client.post(page, {"body": "А у нас иначе."}, follow=True))


@pytest.mark.clause("OL-1.3")
def test_every_move_of_a_community_has_who_when_and_on_what_basis(
    world: World, as_: Browser, frozen: time_machine.Traveller
) -> None:
    """Suspended, resumed, closed, archived: each state stops what it stops, each move is kept."""
    dmitry, boris, here = as_(world.dmitry), as_(world.boris), page_of(world.community)
    state = f"{here}manage/state/"
    words = main_of(dmitry.get(state))
    assert "Сейчас: работает" in words
    assert "Приостановить работу" in words

    assert dmitry.post(f"{state}suspended/", {"basis": ""}).status_code == 422
    dmitry.post(f"{state}suspended/", {"basis": "решение координатора от 14 сентября"})
    assert "Работа сообщества приостановлена: читать можно" in reply_to(boris, world)
    words = main_of(boris.get(here))
    assert "Работа сообщества приостановлена" in words
    olga = person("Ольга Крылова", position="subject_teacher")
    factory.admit(olga, world.district, world.organization)
    assert as_(olga).post(f"{here}enter/").status_code == 403

    frozen.shift(timedelta(days=1))
    dmitry.post(f"{state}active/", {"basis": "решение координатора от 15 сентября"})
    assert reply_to(boris, world).count("А у нас иначе.") == 1
    assert as_(olga).post(f"{here}enter/", {"conduct": "1"}).status_code == 302

    frozen.shift(timedelta(days=1))
    ending = dmitry.post(f"{state}closed/", {"words": "Сборник заданий готов."}, follow=True)
    assert "Сейчас: закончило работу" in main_of(ending)
    assert "Сообщество закончило работу: его можно только читать." in reply_to(boris, world)
    assert "Сборник заданий готов." in main_of(boris.get(here))
    assert as_(world.galina).get(f"{here}manage/").status_code == 200
    assert as_(world.galina).get(f"{here}manage/people/").status_code == 403

    frozen.shift(timedelta(days=1))
    as_(world.galina).post(f"{state}archived/", {"basis": "итоги подведены"})
    assert as_(world.galina).get(f"{here}manage/").status_code == 403
    assert world.topic.title in main_of(boris.get(here))
    directory = f"/{world.district.slug}/c/"
    assert world.community.name not in main_of(boris.get(directory))
    assert world.community.name in main_of(boris.get(directory, {"archived": "on"}))

    history = main_of(boris.get(f"{here}about/")).partition("Как менялось состояние")[2]
    moves = (
        ("В архиве 17 сентября", "Галина Ветрова · основание: итоги подведены"),
        ("Закончило работу 16 сентября", "Дмитрий Лаптев · основание: Решение тех, кто ведёт"),
        ("Работает 15 сентября", "Дмитрий Лаптев · основание: решение координатора от 15"),
        ("Приостановлено вчера", "Дмитрий Лаптев · основание: решение координатора от 14"),
    )
    for _when, basis in moves:
        assert basis in history, history
    places = [history.index(basis) for _when, basis in moves]
    assert places == sorted(places), "the newest first"
    rows = Transition.objects.filter(community=world.community).order_by("pk")
    assert [(row.from_state, row.to_state, row.at.day) for row in rows] == [
        ("", "active", THEN.day),
        ("active", "suspended", 14),
        ("suspended", "active", 15),
        ("active", "closed", 16),
        ("closed", "archived", 17),
    ]
    journal = main_of(dmitry.get(f"/{world.district.slug}/staff/journal/"))
    for fact in ("приостановлена", "возобновлена", "закончило работу", "в архиве"):
        assert fact in journal, fact


def test_a_move_that_does_not_follow_is_refused(world: World, as_: Browser) -> None:
    """From work one does not go back to preparing; a member moves nothing."""
    state = f"{page_of(world.community)}manage/state/"
    dmitry = as_(world.dmitry)
    assert dmitry.get(f"{state}draft/").status_code == 403
    assert dmitry.get(f"{state}nowhere/").status_code == 404
    assert as_(world.boris).get(state).status_code == 403
    assert as_(world.galina).get(f"{state}suspended/").status_code == 403
    assert Community.objects.get(pk=world.community.pk).state == CommunityState.ACTIVE


def test_two_who_move_at_once_leave_one_line(world: World, as_: Browser) -> None:
    """The second reads that the state has changed meanwhile."""
    stale = Community.objects.get(pk=world.community.pk)
    states.move_state(
        community=world.community, to="suspended", basis="решение", actor=SYSTEM, at=THEN
    )
    with pytest.raises(Stale):
        states.move_state(community=stale, to="closed", basis="б", words="в", actor=SYSTEM, at=THEN)
    assert Transition.objects.filter(community=stale).count() == 2


def test_a_draft_gathers_its_least_number_and_begins(as_: Browser, at: Any) -> None:
    """Балтаси: two teachers of two organisations and a leader; until then the page says what lacks."""
    baltasi = factory.district("baltasi", "Балтасинский район", profile="baltasi")
    first, second = (factory.organization(baltasi, name) for name in ("Школа № 1", "Школа № 2"))
    dmitry = person("Дмитрий Лаптев", position="methodologist")
    anna, boris, vera = (
        person(name, position="subject_teacher")
        for name in ("Анна Соколова", "Борис Орлов", "Вера Нечаева")
    )
    for who, school in ((dmitry, first), (anna, first), (boris, second), (vera, second)):
        factory.admit(who, baltasi, school)
    factory.grant(
        dmitry, factory.ScopeKind.DISTRICT, baltasi.pk, "coordinator", factory.COORDINATION
    )
    group = factory.community(baltasi, "Читаем условие", kind="problem_group")
    assert group.state == CommunityState.DRAFT
    here, client = page_of(group), as_(dmitry)
    assert as_(vera).get(here).status_code == 404
    factory.invite(anna, group)
    assert "Принять приглашение" in main_of(as_(anna).get(here))
    as_(anna).post(f"{here}answer/", {"answer": "accept", "conduct": "1"})

    refused = client.post(f"{here}manage/state/active/", ORDER)

    lack = (
        "По положению сообщество начинает работу, когда участников не меньше 2, организаций не "
        "меньше 2 и есть руководитель. Сейчас участников: 1, организаций: 1, руководителя нет."
    )
    assert refused.status_code == 422
    assert lack in text_of(refused)
    assert lack in main_of(client.get(f"{here}manage/state/"))
    factory.invite(boris, group)
    as_(boris).post(f"{here}answer/", {"answer": "accept", "conduct": "1"})
    assert "руководителя нет" in main_of(client.get(f"{here}manage/state/"))
    roles.grant_role(person=anna, role="group_leader", scope=group, actor=SYSTEM, at=at)
    without = client.post(f"{here}manage/state/active/", {"order_number": "", "ordered_on": ""})
    assert without.status_code == 422
    assert "Готовится" in main_of(client.get(f"{here}about/"))
    started = client.post(f"{here}manage/state/active/", ORDER, follow=True)
    assert "Сейчас: работает" in main_of(started)
    assert "Читаем условие" in main_of(as_(vera).get(here))
