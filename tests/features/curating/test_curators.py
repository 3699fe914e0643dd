"""Curators and listeners: entrusting, a message to all, an announcement for one role."""

from django.core import mail
from django.test import Client
import pytest

from staffroom.core.jobs import run_once
from staffroom.core.viewer import SYSTEM
from staffroom.features.curating.models import Ward
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.actions import members, roles
from staffroom.shared.communities.models import Community, RoleGrant
from staffroom.shared.communities.queries.viewers import viewer_of
from staffroom.shared.notifications.models import NoticeRow
from staffroom.shared.notifications.queries.clock import setting_of
from staffroom.shared.notifications.queries.digests import digest
from staffroom.shared.publications.models import Publication
from staffroom.shared.regulations import actions as regulations
from tests.conftest import MOMENT
from tests.factories import world as made
from tests.factories.people import person, sign_in
from tests.queries import assert_queries_constant
from tests.shared.accounts.pages import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@pytest.fixture
def world() -> made.World:
    """Березовка lives by the regulation with curators: Анна is one, Борис and Олег are listeners."""
    world = made.make_world()
    regulations.adopt_profile(district=world.district, code="berezniki", actor=SYSTEM, at=MOMENT)
    return world


@pytest.fixture
def here(world: made.World) -> Community:
    return Community.objects.get(pk=world.community.pk)


@pytest.fixture
def oleg(world: made.World, here: Community) -> Person:
    who = person("Олег Лугов", position="subject_teacher")
    made.admit(who, world.district, world.organization)
    made.enrol(who, here)
    return who


@pytest.fixture
def url(world: made.World, here: Community) -> str:
    return f"/{world.district.slug}/c/{here.pid}-{here.slug}/"


def browser(who: Person) -> Client:
    return sign_in(Client(), who)


def give(who: Person, role: str, here: Community) -> RoleGrant:
    return roles.grant_role(person=who, role=role, scope=here, actor=SYSTEM, at=MOMENT)


def notices_of(who: Person) -> list[str]:
    return list(NoticeRow.objects.filter(person=who).order_by("pk").values_list("kind", flat=True))


@pytest.mark.clause("BB-1.2.b")
def test_a_curator_sees_the_listeners_given_by_the_moderator_and_writes_to_all(
    world: made.World, here: Community, oleg: Person, url: str
) -> None:
    give(world.anna, "lead_teacher", here)
    stranger_to_it = person("Яна Белова", position="subject_teacher")
    made.admit(stranger_to_it, world.district, world.organization)
    made.enrol(stranger_to_it, here)
    galina, anna = browser(world.galina), browser(world.anna)
    assert "Кто за кем закреплён" in text_of(galina.get(f"{url}manage/"))
    assert anna.get(f"{url}manage/listeners/").status_code == 403
    assert browser(world.boris).get(f"{url}listeners/").status_code == 404
    assert "За вами пока никто не закреплён" in text_of(anna.get(f"{url}listeners/"))

    typed = {"curator": world.anna.pid, "listeners": [world.boris.pid, oleg.pid]}
    assert galina.post(f"{url}manage/listeners/", typed).status_code == 302

    listed = text_of(anna.get(f"{url}listeners/"))
    assert "Закреплены за вами 2 слушателя" in listed
    assert "Борис Орлов" in listed
    assert "Олег Лугов" in listed
    assert "Яна Белова" not in listed
    assert "2 слушателя" in text_of(anna.get("/home/"))

    words = {"title": "Встреча в пятницу", "body": "Жду вас в 15 часов с планами."}
    assert anna.post(f"{url}listeners/", words).status_code == 302
    run_once(at=MOMENT)

    said = Publication.objects.get(kind="message")
    for listener in (world.boris, oleg):
        page = browser(listener).get(f"/p/{said.pid}-{said.slug}/")
        assert "Жду вас в 15 часов с планами." in text_of(page)
        assert "Куратор написал вам: «Встреча в пятницу»" in text_of(
            browser(listener).get("/notices/")
        )
    to = sorted(
        letter.to[0]
        for letter in mail.outbox
        if "Встреча в пятницу" in letter.subject + letter.body
    )
    assert to == sorted([world.boris.email, oleg.email])
    for other in (stranger_to_it, world.timur):
        assert browser(other).get(f"/p/{said.pid}-{said.slug}/").status_code == 404
    assert "Встреча в пятницу" not in text_of(browser(stranger_to_it).get(url))
    log = text_of(anna.get(f"{url}listeners/")).partition("Что вы писали")[2]
    assert "Встреча в пятницу" in log
    assert "2 адресата · пока без ответов" in log
    answer = browser(oleg).post(f"/p/{said.pid}/comments/", {"body": "Буду."})
    assert answer.status_code == 302
    assert "1 ответ" in text_of(anna.get(f"{url}listeners/"))


@pytest.mark.clause("BB-3.2.1")
def test_an_announcement_for_curators_reaches_no_listener(
    world: made.World, here: Community, oleg: Person, url: str
) -> None:
    give(world.anna, "lead_teacher", here)
    give(world.boris, "listener", here)
    give(oleg, "listener", here)
    galina = browser(world.galina)
    form = f"/p/new/news/?in={here.pid}"
    offered = galina.get(form).content.decode()
    assert '<option value="role:lead_teacher">Только: Педагог-куратор</option>' in offered
    news = {
        "title": "Сбор кураторов", "body": "Кураторы собираются во вторник.",
        "audience": "role:lead_teacher", "tags": "", "act": "publish",
    }  # fmt: skip
    assert galina.post(form, news).status_code == 302
    run_once(at=MOMENT)
    said = Publication.objects.get(title="Сбор кураторов")
    page = f"/p/{said.pid}-{said.slug}/"

    for who, heard in ((world.anna, True), (world.boris, False)):
        viewer, _home = viewer_of(who, at=MOMENT)
        lines = digest(viewer, who, setting_of(who), at=MOMENT).lines
        assert any("Сбор кураторов" in line.words for line in lines) is heard
    anna, boris = browser(world.anna), browser(world.boris)
    assert anna.get(page).status_code == 200
    assert boris.get(page).status_code == 404
    assert "publications.news" in notices_of(world.anna)
    assert "publications.news" not in notices_of(world.boris) + notices_of(oleg)
    for address in ("/home/", url, "/search/?q=кураторы", f"/{world.district.slug}/news/"):
        assert "Сбор кураторов" not in text_of(boris.get(address)), address
    assert "Сбор кураторов" in text_of(anna.get(url))
    assert "Сбор кураторов" in text_of(anna.get("/search/?q=кураторы"))

    grant = RoleGrant.objects.get(person=world.anna, role="lead_teacher")
    roles.end_role(grant=grant, actor=SYSTEM, at=MOMENT)
    assert anna.get(page).status_code == 404


def test_the_announcement_keeps_its_role_when_it_is_edited(
    world: made.World, here: Community
) -> None:
    give(world.anna, "lead_teacher", here)
    galina = browser(world.galina)
    news = {
        "title": "Сбор", "body": "Во вторник.", "audience": "role:lead_teacher", "tags": "",
        "act": "publish",
    }  # fmt: skip
    galina.post(f"/p/new/news/?in={here.pid}", news)
    said = Publication.objects.get(title="Сбор")
    edit = f"/p/{said.pid}/edit/"
    page = galina.get(edit).content.decode()
    assert '<option value="role:lead_teacher" selected>' in page
    assert galina.post(edit, {**news, "body": "В среду."}).status_code == 302
    said.refresh_from_db()
    assert (said.audience, said.audience_role, said.plain) == ("role", "lead_teacher", "В среду.")
    assert browser(world.boris).get(f"/p/{said.pid}-{said.slug}/").status_code == 404


def test_a_public_community_shows_no_message_and_no_announcement_for_a_role(
    world: made.World, here: Community, oleg: Person
) -> None:
    here.is_public = True
    here.save(update_fields=["is_public"])
    give(world.anna, "lead_teacher", here)
    news = {
        "title": "Сбор", "body": "Во вторник.", "audience": "role:lead_teacher", "tags": "",
        "act": "publish",
    }  # fmt: skip
    browser(world.galina).post(f"/p/new/news/?in={here.pid}", news)
    said = Publication.objects.get(title="Сбор")
    assert Client().get(f"/p/{said.pid}-{said.slug}/").status_code == 404
    assert browser(oleg).get(f"/p/{said.pid}-{said.slug}/").status_code == 404


def test_who_leaves_or_is_no_curator_any_more_is_let_go(
    world: made.World, here: Community, oleg: Person, url: str
) -> None:
    role = give(world.anna, "lead_teacher", here)
    galina = browser(world.galina)
    typed = {"curator": world.anna.pid, "listeners": [world.boris.pid, oleg.pid]}
    galina.post(f"{url}manage/listeners/", typed)
    members.leave_community(community=here, actor=viewer_of(oleg, at=MOMENT)[0], at=MOMENT)
    assert list(Ward.objects.values_list("listener", flat=True)) == [world.boris.pk]
    roles.end_role(grant=role, actor=SYSTEM, at=MOMENT)
    assert not Ward.objects.exists()


def test_a_listener_has_one_curator_and_is_released(
    world: made.World, here: Community, oleg: Person, url: str
) -> None:
    give(world.anna, "lead_teacher", here)
    galina = browser(world.galina)
    typed = {"curator": world.anna.pid, "listeners": [oleg.pid]}
    galina.post(f"{url}manage/listeners/", typed)
    again = galina.post(f"{url}manage/listeners/", typed)
    assert again.status_code == 422
    assert galina.post(f"{url}manage/listeners/{oleg.pid}/release/").status_code == 302
    assert not Ward.objects.exists()


def test_writing_to_nobody_is_refused(world: made.World, here: Community, url: str) -> None:
    give(world.anna, "lead_teacher", here)
    answer = browser(world.anna).post(f"{url}listeners/", {"title": "Раз", "body": "Два"})
    assert answer.status_code == 422
    assert not Publication.objects.filter(kind="message").exists()


def test_a_message_is_begun_only_from_its_own_page(world: made.World, here: Community) -> None:
    give(world.anna, "lead_teacher", here)
    assert browser(world.anna).get(f"/p/new/message/?in={here.pid}").status_code == 404


def test_the_list_costs_the_same_with_one_listener_and_with_thirty(
    world: made.World, here: Community, url: str
) -> None:
    give(world.anna, "lead_teacher", here)

    def entrust(n: int) -> None:
        for _ in range(n):
            one = person()
            Ward.objects.create(community=here, curator=world.anna, listener=one, since=MOMENT)

    assert_queries_constant(browser(world.anna), f"{url}listeners/", entrust, expected=5)
