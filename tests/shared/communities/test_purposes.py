"""What groups are for and who leads them: priority themes, creative groups, moderators, curators."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse
import pytest

from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community, RoleGrant
from staffroom.shared.organizations.models import District, Organization
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


def member_of(place: District, school: Organization, name: str, position: str) -> Person:
    """Somebody of the district's network."""
    made = person(name, position=position)
    factory.admit(made, place, school)
    return made


def coordinator_of(place: District, school: Organization) -> Person:
    """Дмитрий coordinates the district."""
    made = member_of(place, school, "Дмитрий Лаптев", "methodologist")
    factory.grant(made, factory.ScopeKind.DISTRICT, place.pk, "coordinator", factory.COORDINATION)
    return made


@pytest.mark.clause("PD-2.1")
def test_each_community_picks_priority_tasks_of_the_year(world: World, as_: Browser) -> None:
    """The list is the district's; a community picks several; the directory shows and filters."""
    rule = reverse("regulations:rule-edit", args=[world.district.slug, "themes.priority"])
    listed = "Функциональная грамотность\nНаставничество\nИнклюзия"
    assert as_(world.dmitry).post(rule, {"themes.priority": listed}).status_code == 302
    galina, here = as_(world.galina), page_of(world.community)
    factory.community(world.district, "Учителя физики")
    form = galina.get(f"{here}manage/").content.decode()
    codes = [part.partition('"')[0] for part in form.split('name="themes" value="')[1:]]
    assert len(codes) == 3
    card = {"name": world.community.name, "goal": "Решать вместе", "themes": codes[:2]}
    assert galina.post(f"{here}manage/", card).status_code == 302

    about = main_of(as_(None).get(f"{here}about/"))
    assert "Функциональная грамотность, Наставничество" in about
    directory = f"/{world.district.slug}/c/"
    for code, found in ((codes[0], True), (codes[1], True), (codes[2], False)):
        answer = as_(None).get(directory, {"theme": code})
        assert answer.status_code == 200
        rows = answer.content.decode().partition('id="rows"')[2]
        assert ("Учителя математики" in rows) is found, code
        assert "Учителя физики" not in rows
    whole = as_(None).get(directory).content.decode().partition('id="rows"')[2]
    assert whole.count("Наставничество") == 1


@pytest.mark.clause("BT-O.1.7")
def test_teachers_of_different_schools_gather_a_creative_group(as_: Browser) -> None:
    """Anna opens it with no order; a colleague of another school joins by her invitation."""
    baltasi = factory.district("baltasi", "Балтасинский район", profile="baltasi")
    first, second = (factory.organization(baltasi, name) for name in ("Школа № 1", "Школа № 2"))
    anna = member_of(baltasi, first, "Анна Соколова", "subject_teacher")
    boris = member_of(baltasi, second, "Борис Орлов", "subject_teacher")
    client, new = as_(anna), "/baltasi/c/gather/"
    assert "Собрать творческую группу" in main_of(client.get("/baltasi/c/"))
    typed = {"name": "Театр на уроке", "goal": "Поставить сценки по рассказам"}

    opened = client.post(new, typed, follow=True)

    assert "Пригласить" in main_of(opened)
    assert client.post(new, typed).status_code == 422, "the name stands"
    group = Community.objects.get(name="Театр на уроке")
    assert (group.kind, group.state, group.basis) == ("working_group", "active", "")
    here = page_of(group)
    client.post(f"{here}manage/people/", {"person": "Борис Орлов"})
    as_(boris).post(f"{here}answer/", {"answer": "accept", "conduct": "1"})
    people = main_of(client.get(f"{here}people/"))
    assert "Анна Соколова" in people
    assert "Борис Орлов" in people
    assert "Руководитель" in people
    assert as_(None).get(new).status_code == 302


@pytest.mark.clause("BB-1.12.0")
def test_the_picker_offers_methodologists_of_the_centre(as_: Browser) -> None:
    """Neither a teacher nor a methodologist of a school is offered, and neither is taken."""
    place = factory.district("berezniki", "Березники", profile="berezniki")
    school = factory.organization(place)
    centre = factory.organization(place, "Методический центр")
    Organization.objects.filter(pk=centre.pk).update(kind="methodical_centre")
    member_of(place, centre, "Ольга Крылова", "methodologist")
    member_of(place, school, "Нина Зуева", "methodologist")
    member_of(place, centre, "Пётр Сомов", "deputy_head")
    group, client = factory.community(place), as_(coordinator_of(place, school))
    form = f"{page_of(group)}manage/roles/"
    offered = client.get(form).content.decode().partition("<datalist")[2].partition("</datalist")[0]
    assert 'value="Ольга Крылова"' in offered
    assert offered.count("<option") == 1
    typed = {"role": "moderator", "basis": "решение управления"}
    for name in ("Нина Зуева", "Пётр Сомов"):
        refused = client.post(form, {**typed, "person": name})
        assert refused.status_code == 422
        assert "модераторами бывают методисты центра" in text_of(refused)
    assert client.post(form, {**typed, "person": "Ольга Крылова"}).status_code == 302
    assert "Ольга Крылова" in main_of(client.get(f"{page_of(group)}manage/people/"))


@pytest.mark.clause("OL-3.2.3")
def test_the_coordinator_makes_any_member_a_moderator_of_a_section(as_: Browser) -> None:
    """No order is asked for; the moderator then hides what breaks the rules of his section."""
    place = factory.district("olekminsk", "Олёкминск", profile="olekminsk")
    school = factory.organization(place)
    section = factory.community(place, "Секция музыки", kind="section")
    other = factory.community(place, "Секция физики", kind="section")
    anna = member_of(place, school, "Анна Ким", "subject_teacher")
    boris = member_of(place, school, "Борис Ли", "subject_teacher")
    for one in (anna, boris):
        factory.enrol(one, section)
        factory.enrol(one, other)
    client = as_(coordinator_of(place, school))
    typed = {"person": "Борис Ли", "role": "moderator", "basis": ""}
    assert client.post(f"{page_of(section)}manage/roles/", typed).status_code == 302
    assert RoleGrant.objects.get(person=boris).basis == ""
    topics = [factory.publication(anna, home, f"О сцене: {home.name}") for home in (section, other)]
    answers = [
        as_(boris).post(f"/p/{topic.pid}/hide/", {"reason": "Не по теме секции."}).status_code
        for topic in topics
    ]
    assert answers == [302, 403]
    here = f"/p/{topics[0].pid}-{topics[0].slug}/"
    assert "Не по теме секции." in text_of(as_(anna).get(here))


@pytest.mark.clause("TV-4.1.a")
def test_a_curator_administers_and_moderates_one_group_only(as_: Browser) -> None:
    """The role joins both kinds of powers in the group; in another group it gives nothing."""
    place = factory.district("tula", "Тула", profile="tula")
    centre = factory.organization(place, "Центр мастерства")
    Organization.objects.filter(pk=centre.pk).update(kind="methodical_centre")
    mine, other = (factory.community(place, name) for name in ("Словесники", "Физики"))
    boris = member_of(place, centre, "Борис Орлов", "methodologist")
    anna = member_of(place, centre, "Анна Соколова", "subject_teacher")
    for home in (mine, other):
        factory.enrol(anna, home)
    client = as_(coordinator_of(place, centre))
    form = f"{page_of(mine)}manage/roles/"
    assert "Куратор группы" in text_of(client.get(form))
    typed = {"person": "Борис Орлов", "role": "curator", "basis": "приложение к положению"}
    assert client.post(form, typed).status_code == 302
    curator = as_(boris)
    topics = [factory.publication(anna, home, f"Новое: {home.name}") for home in (mine, other)]
    for home, topic, page, act in ((mine, topics[0], 200, 302), (other, topics[1], 403, 404)):
        for address in ("manage/", "manage/menu/", "manage/people/", "manage/roles/"):
            assert curator.get(f"{page_of(home)}{address}").status_code == page
        hidden = curator.post(f"/p/{topic.pid}/hide/", {"reason": "Повтор."})
        assert hidden.status_code == act
    assert "Причина: Повтор." in text_of(as_(anna).get(f"/p/{topics[0].pid}-{topics[0].slug}/"))
