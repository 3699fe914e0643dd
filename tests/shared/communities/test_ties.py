"""Invited organisations and teachers answer themselves; communities name each other partners."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse
import pytest

from staffroom.core.jobs import run_once
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community, Membership, Participation, Partnership
from staffroom.shared.journal.models import JournalRow
from staffroom.shared.organizations.models import Organization
from tests.factories import world as factory
from tests.factories.people import person, sign_in
from tests.factories.world import World
from tests.shared.accounts.pages import text_of
from tests.shared.communities.test_stories import main_of, page_of

pytestmark = pytest.mark.django_db
Browser = Callable[[Person | None], Client]


@pytest.fixture
def world() -> World:
    """The small district."""
    return factory.make_world()


@pytest.fixture
def as_() -> Browser:
    """A browser of a person's own; None is a guest."""
    return lambda who: sign_in(Client(), who) if who else Client()


def rule(dmitry: Client, world: World, code: str, value: str) -> None:
    """Дмитрий changes a rule of the district."""
    page = reverse("regulations:rule-edit", args=[world.district.slug, code])
    assert dmitry.post(page, {code: value}).status_code == 302


@pytest.fixture
def lyceum(world: World) -> Organization:
    """Another organisation of the district; Ольга Крылова answers for it."""
    made = factory.organization(world.district, "Лицей № 2")
    olga = person("Ольга Крылова", position="head")
    factory.admit(olga, world.district, made)
    made.representative = olga
    made.save(update_fields=["representative"])
    return made


@pytest.mark.clause("BT-4.3.1")
def test_an_invited_teacher_and_an_invited_organisation_answer_themselves(
    world: World, as_: Browser, lyceum: Organization
) -> None:
    """Each accepts or declines; what was declined stands on no page, in no table, in no journal."""
    galina, here = as_(world.galina), page_of(world.community)
    ties = f"{here}manage/ties/"
    assert "участвуют люди, а не организации" in main_of(galina.get(ties))
    rule(as_(world.dmitry), world, "participants.organizations", "yes")
    olga, invited = as_(lyceum.representative), {"what": "organization", "organization": lyceum.pid}

    assert galina.post(ties, invited).status_code == 302
    assert galina.post(f"{here}manage/people/", {"person": "Ольга Крылова"}).status_code == 302
    run_once()
    told = text_of(olga.get("/notices/"))
    assert "Вашу организацию приглашают в сообщество" in told
    assert "Вас приглашают в сообщество" in told
    page = main_of(olga.get(here))
    assert "Лицей № 2: вы её представитель" in page
    assert page.count("Принять приглашение") == 2, "for the organisation and for herself"

    address = f"{here}ties/{Participation.objects.get().pid}/organization/"
    assert as_(world.boris).post(address, {"answer": "accept"}).status_code == 404
    assert olga.post(address, {"answer": "decline"}).status_code == 302
    assert olga.post(f"{here}answer/", {"answer": "decline"}).status_code == 302

    assert not Participation.objects.exists()
    assert not Membership.objects.filter(person=lyceum.representative).exists()
    for words in (main_of(galina.get(ties)), main_of(galina.get(f"{here}manage/people/"))):
        assert "ждём ответа" not in words
        assert "ещё не ответили" not in words
        assert "клонил" not in words
    assert not JournalRow.objects.filter(event__contains="declined").exists()

    galina.post(ties, invited)
    factory.invite(lyceum.representative, world.community)
    address = f"{here}ties/{Participation.objects.get().pid}/organization/"
    olga.post(address, {"answer": "accept"})
    olga.post(f"{here}answer/", {"answer": "accept", "conduct": "1"})
    about = main_of(as_(world.boris).get(f"{here}about/"))
    assert "Лицей № 2" in about.partition("Организации-участники")[2]
    assert "Ольга Крылова" in main_of(as_(world.boris).get(f"{here}people/"))
    assert olga.post(address, {"answer": "end"}).status_code == 302
    assert "Лицей № 2" not in main_of(as_(world.boris).get(f"{here}about/"))


def test_a_member_who_left_and_declines_has_left(world: World, as_: Browser) -> None:
    """What he was before stays known: his words keep their place."""
    boris, here = as_(world.boris), page_of(world.community)
    boris.post(f"{here}leave/")
    factory.invite(world.boris, world.community)
    boris.post(f"{here}answer/", {"answer": "decline"})
    assert Membership.objects.get(person=world.boris, community=world.community).state == "left"


@pytest.fixture
def physics(world: World) -> Community:
    """Another community of the district, with a leader of its own."""
    made = factory.community(world.district, "Учителя физики")
    factory.grant(
        world.boris, factory.ScopeKind.COMMUNITY, made.pk, "moderator", factory.MODERATION
    )
    return made


def test_communities_become_partners_when_both_agree(
    world: World, as_: Browser, physics: Community
) -> None:
    """Proposed by one, accepted by those who run the other, shown on both pages."""
    galina, boris = as_(world.galina), as_(world.boris)
    ours, theirs = page_of(world.community), page_of(physics)
    typed = {"what": "partner", "partner": physics.pid, "words": "Общие задачи по измерениям"}
    assert galina.post(f"{ours}manage/ties/", typed).status_code == 422
    rule(as_(world.dmitry), world, "structure.links", "partners")

    assert galina.post(f"{ours}manage/ties/", typed).status_code == 302
    assert "ждём ответа" in main_of(galina.get(f"{ours}manage/ties/"))
    again = {"what": "partner", "partner": world.community.pid}
    assert boris.post(f"{theirs}manage/ties/", again).status_code == 422
    run_once()
    assert "предлагают стать партнёрами" in text_of(boris.get("/notices/"))
    tie = Partnership.objects.get()
    own = galina.post(f"{ours}manage/ties/{tie.pid}/", {"answer": "accept"})
    assert own.status_code == 403, "nobody agrees for the other side"
    assert "Учителя физики" not in main_of(galina.get(f"{ours}about/"))
    boris.post(f"{theirs}manage/ties/{tie.pid}/", {"answer": "accept"})

    for page, other in ((ours, "Учителя физики"), (theirs, "Учителя математики")):
        about = main_of(as_(None).get(f"{page}about/")).partition("Сообщества-партнёры")[2]
        assert f"{other} Общие задачи по измерениям" in about

    boris.post(f"{theirs}manage/ties/{tie.pid}/", {"answer": "end"})
    assert "Сообщества-партнёры" not in main_of(as_(None).get(f"{ours}about/"))


def test_an_organisation_without_a_representative_is_not_offered(
    world: World, as_: Browser, lyceum: Organization
) -> None:
    """Nobody could answer for it; one of another district cannot be chosen either."""
    rule(as_(world.dmitry), world, "participants.organizations", "yes")
    galina, ties = as_(world.galina), f"{page_of(world.community)}manage/ties/"
    offered: Any = galina.get(ties).content.decode()
    assert lyceum.pid in offered
    assert world.organization.pid not in offered
    wrong = {"what": "organization", "organization": world.organization.pid}
    assert galina.post(ties, wrong).status_code == 422
    assert not Participation.objects.exists()
