"""What people do with communities, through the pages they see."""

from collections.abc import Callable
from datetime import timedelta
import re
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
import pytest

from staffroom.core.jobs import run_once
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import (
    Community,
    CommunityKind,
    Membership,
    MembershipState,
    Section,
)
from tests.factories import world as factory
from tests.factories.people import person, sign_in
from tests.factories.world import THEN, World
from tests.shared.accounts.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    """The small district."""
    return factory.make_world()


@pytest.fixture
def as_(world: World) -> Callable[[Person | None], Client]:
    """A browser of a person's own; None is a guest."""
    return lambda who: sign_in(Client(), who) if who else Client()


def page_of(found: Community) -> str:
    """The address of a community."""
    return f"/{found.district.slug}/c/{found.pid}-{found.slug}/"


def main_of(response: Any) -> str:
    """The words of a page between the edges of the frame."""
    assert response.status_code == 200
    html = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return text_of(HttpResponse(html))


@pytest.mark.clause("BB-1.9.a")
def test_subject_and_problem_communities_stand_inside_one(world: World, as_: Any) -> None:
    """Where moderators may open communities, one opens both kinds inside; the parent lists them."""
    rule = reverse("regulations:rule-edit", args=[world.district.slug, "creation.initiators"])
    allowed = {"creation.initiators": ["centre", "moderators"]}
    assert as_(world.dmitry).post(rule, allowed).status_code == 302
    galina = as_(world.galina)
    new = reverse("communities:open", args=[world.district.slug])
    for kind, name in (("subject", "Учителя геометрии"), ("problem_group", "Читаем условие")):
        card = {"kind": kind, "name": name, "goal": "Разобраться", "parent": world.community.pid}
        assert galina.post(new, card).status_code == 302

    inside = main_of(as_(world.boris).get(f"{page_of(world.community)}children/"))

    for words in ("Учителя геометрии", "Предметное сообщество", "Читаем условие", "Проблемная"):
        assert words in inside


@pytest.mark.clause("BB-1.9.b")
def test_a_teacher_of_two_communities_is_counted_once_above(world: World, as_: Any) -> None:
    """He joins two; feed and card show both; each counts him, the parent counts him once."""
    inside = [
        factory.community(world.district, name, parent=world.community)
        for name in ("Алгебра", "Геометрия")
    ]
    before = Community.objects.get(pk=world.community.pk).family_n
    olga = person("Ольга Крылова", position="subject_teacher")
    factory.admit(olga, world.district, world.organization)
    client = as_(olga)
    for one in inside:
        assert client.post(f"{page_of(one)}enter/", {"conduct": "1"}).status_code == 302
        factory.publication(world.dmitry, one, f"Новое: {one.name}")

    feed, card = main_of(client.get("/home/")), main_of(client.get(f"/people/{olga.pid}"))

    for one in inside:
        assert f"Новое: {one.name}" in feed
        assert one.name in card
        assert "1 участник" in main_of(client.get(page_of(one)))
    parent = main_of(client.get(page_of(world.community)))
    assert f"вместе с сообществами внутри: {before + 1}" in parent


def test_a_guest_does_not_learn_where_a_person_takes_part(world: World, as_: Any) -> None:
    assert world.community.name in text_of(as_(world.boris).get(f"/people/{world.anna.pid}"))
    answer = as_(None).get(f"/people/{world.anna.pid}")
    assert world.community.name not in answer.content.decode()


@pytest.mark.clause("BB-1.12.4")
def test_a_moderator_changes_the_menu_without_a_developer(world: World, as_: Any) -> None:
    """Adds a section, renames and reorders: live at once for members, and in the journal."""
    galina, boris, here = as_(world.galina), as_(world.boris), page_of(world.community)
    menu = f"{here}manage/menu/"
    page = {"kind": "page", "title": "С чего начать", "is_shown": "on"}
    building = galina.post(menu, page)["Location"]
    added = Section.objects.get(community=world.community, title="С чего начать")
    assert building == f"{menu}{added.pid}/page/"
    assert galina.post(f"{building}new/text/", {"text": "Читайте правила"}).status_code == 302
    assert galina.post(f"{building}publish/").status_code == 302
    topics = Section.objects.get(community=world.community, kind="topics")
    renamed = {"title": "Беседы", "is_shown": "on"}
    assert galina.post(f"{menu}{topics.pid}/", renamed).status_code == 302
    for _step in range(7):
        galina.post(f"{menu}order/", {"move": f"{added.pid}:up"})

    answer = boris.get(here)

    words = main_of(answer)
    assert "Читайте правила" in words  # the first item of the menu opens
    assert words.index("С чего начать") < words.index("Беседы") < words.index("Участники")
    assert "Обсуждения" not in words
    journal = main_of(as_(world.dmitry).get(f"/{world.district.slug}/staff/journal/"))
    assert "Галина Ветрова" in journal
    assert "меню" in journal.lower()


@pytest.mark.clause("OL-1.5.b")
def test_one_community_holds_subject_sections_without_children(world: World, as_: Any) -> None:
    """Items of its menu gather what is written about each subject; no community stands inside."""
    galina, here = as_(world.galina), page_of(world.community)
    for title, tag in (("Алгебра", "алгебра"), ("Геометрия", "геометрия")):
        item = {"kind": "tag", "title": title, "tag": tag, "is_shown": "on"}
        assert galina.post(f"{here}manage/menu/", item).status_code == 302
        factory.publication(world.anna, world.community, f"Про предмет: {title}", tags=[tag])

    algebra = Section.objects.get(community=world.community, title="Алгебра")
    words = main_of(as_(world.boris).get(f"{here}{algebra.slug}/"))

    assert "Про предмет: Алгебра" in words
    assert "Про предмет: Геометрия" not in words
    assert "Геометрия" in words  # the other section stands in the menu
    assert not Community.objects.filter(parent=world.community).exists()


@pytest.mark.clause("PD-3.2")
def test_problems_are_named_among_members_while_results_are_open(world: World, as_: Any) -> None:
    """Галина keeps «Проблемы» for members: what is written there begins and stays among them."""
    galina, here = as_(world.galina), page_of(world.community)
    item = {"kind": "tag", "title": "Проблемы", "tag": "проблемы", "is_shown": "on"}
    assert galina.post(f"{here}manage/menu/", {**item, "is_for_members": "on"}).status_code == 302
    section = Section.objects.get(community=world.community, title="Проблемы")

    anna = as_(world.anna)
    page = anna.get(f"{here}{section.slug}/")
    write = re.search(r'href="(/p/new/topic/[^"]+)"', page.content.decode())
    assert write is not None
    address = write[1].replace("&amp;", "&")
    form = anna.get(address).content.decode()
    assert re.search(r'<option value="community" selected', form) or re.search(
        r'value="community"[^>]* checked', form
    )
    assert 'value="проблемы"' in form
    words = {"title": "Не слышат у доски", "body": "Третий урок подряд.", "tags": "Проблемы"}
    refused = anna.post(address, {**words, "audience": "public"})
    assert refused.status_code == 422
    assert "Записи раздела «Проблемы» видят только участники сообщества." in text_of(refused)
    made = anna.post(address, {**words, "audience": "community"})
    assert made.status_code == 302
    result = {"title": "Что получилось", "body": "Слышат все.", "tags": "итоги"}
    open_one = anna.post(
        f"/p/new/topic/?in={world.community.pid}", {**result, "audience": "public"}
    )

    assert "Не слышат у доски" in main_of(as_(world.boris).get(f"{here}{section.slug}/"))
    for stranger in (as_(world.vera), as_(None)):
        assert "Проблемы" not in main_of(stranger.get(here))
        assert stranger.get(f"{here}{section.slug}/").status_code == 404
        assert stranger.get(made["Location"]).status_code in {302, 404}
        assert "Слышат все." in main_of(stranger.get(open_one["Location"]))
    wider = {**words, "audience": "district"}
    topic = made["Location"].split("/")[2].partition("-")[0]
    assert anna.post(f"/p/{topic}/edit/", wider).status_code == 422
    assert as_(world.vera).get(made["Location"]).status_code == 404


def test_who_leaves_what_is_being_prepared_is_led_to_the_list(world: World, as_: Any) -> None:
    """He may see the draft no more: a page that is not there would look like a failure."""
    boris, lists = as_(world.boris), f"/{world.district.slug}/c/"
    Community.objects.filter(pk=world.community.pk).update(state="draft")
    assert boris.post(f"{page_of(world.community)}leave/")["Location"] == lists
    assert boris.get(lists).status_code == 200
    Membership.objects.filter(person=world.boris).update(state="invited")
    declined = boris.post(f"{page_of(world.community)}answer/", {"answer": "decline"})
    assert declined["Location"] == lists


@pytest.mark.clause("BB-6.1")
def test_leaving_is_one_action_and_what_was_written_stays(world: World, as_: Any) -> None:
    """No approval; past contributions stay with the name."""
    boris = as_(world.boris)
    assert boris.post(f"{page_of(world.community)}leave/").status_code == 302

    assert Membership.objects.get(person=world.boris).state == MembershipState.LEFT
    topic = main_of(as_(world.anna).get(f"/p/{world.topic.pid}/", follow=True))
    assert "Борис Орлов" in topic
    assert "У нас получилось с яблоком." in topic
    assert "Борис Орлов" not in main_of(as_(world.anna).get(f"{page_of(world.community)}people/"))


@pytest.mark.clause("PD-1.2.a")
def test_a_community_has_a_goal_and_shows_it_first(world: World, as_: Any) -> None:
    """Without a goal it is not opened; with one, the goal stands at the top of every page."""
    dmitry = as_(world.dmitry)
    new = reverse("communities:open", args=[world.district.slug])
    card = {"kind": "subject", "name": "Учителя физики"}
    refused = dmitry.post(new, card)
    assert refused.status_code == 422
    assert not Community.objects.filter(name="Учителя физики").exists()

    opened = dmitry.post(new, {**card, "goal": "Ставить опыты вместе"}, follow=True)

    words = main_of(opened)
    assert words.index("Ставить опыты вместе") < words.index("О сообществе")


@pytest.mark.clause("TV-A.1")
def test_the_twelve_groups_open_in_one_step(as_: Any, world: World) -> None:
    """The preset makes twelve groups with their categories; the names stay editable."""
    tula = factory.district("tula", "Город Тула", profile="tula")
    factory.admit(world.dmitry, tula)
    factory.grant(world.dmitry, "district", tula.pk, "coordinator", factory.COORDINATION)
    dmitry = as_(world.dmitry)
    assert "Открыть по перечню (12)" in main_of(dmitry.get("/tula/c/"))

    dmitry.post("/tula/c/preset/")

    groups = list(Community.objects.filter(district=tula))
    assert len(groups) == 12
    for group in groups:
        assert group.audience_words in main_of(as_(None).get("/tula/groups/"))
        assert group.audience_words
        assert group.kind == CommunityKind.PERMANENT
    homeroom = next(group for group in groups if "классные" in group.name)
    card = {"name": "Классные часы", "goal": homeroom.goal, "audience_words": "Классные"}
    assert dmitry.post(f"{page_of(homeroom)}manage/", card).status_code == 302
    assert "Классные часы" in main_of(dmitry.get("/tula/c/"))


@pytest.mark.clause("TV-1.3")
def test_groups_are_by_subject_by_function_and_by_service(world: World, as_: Any) -> None:
    """Each kind of group is offered to those it is for, and to nobody else."""
    tula = factory.district("tula", "Город Тула", profile="tula")
    factory.admit(world.dmitry, tula)
    factory.grant(world.dmitry, "district", tula.pk, "coordinator", factory.COORDINATION)
    as_(world.dmitry).post("/tula/c/preset/")
    chemist = person("Ия Реброва", position="subject_teacher", subjects=("chemistry",))
    homeroom = person("Ян Гуров", position="deputy_head", functions=("homeroom_teacher",))
    therapist = person("Эмма Юдина", position="speech_therapist")
    fits = {}
    for who in (chemist, homeroom, therapist):
        factory.admit(who, tula)
        shown = as_(who).get("/tula/c/").content.decode()
        fits[who.name] = shown.partition('id="fitting"')[2].partition("Все сообщества")[0]

    subject, function, service = (
        "естественно-научной направленности", "классные руководители", "служб сопровождения",
    )  # fmt: skip
    assert [word in fits["Ия Реброва"] for word in (subject, function, service)] == [
        True, False, False,
    ]  # fmt: skip
    assert [word in fits["Ян Гуров"] for word in (subject, function, service)] == [
        False, True, False,
    ]  # fmt: skip
    assert [word in fits["Эмма Юдина"] for word in (subject, function, service)] == [
        False, False, True,
    ]  # fmt: skip


@pytest.mark.clause("TV-T.2")
def test_specialists_and_librarians_have_groups_of_their_own(world: World, as_: Any) -> None:
    """Each such position exists in the list of positions and leads to its group."""
    tula = factory.district("tula", "Город Тула", profile="tula")
    factory.admit(world.dmitry, tula)
    factory.grant(world.dmitry, "district", tula.pk, "coordinator", factory.COORDINATION)
    as_(world.dmitry).post("/tula/c/preset/")
    group_of = {
        "school_psychologist": "безопасность и здоровый образ жизни",
        "speech_therapist": "служб сопровождения",
        "special_needs_teacher": "служб сопровождения",
        "social_pedagogue": "служб сопровождения",
        "school_librarian": "школьные библиотекари",
    }
    for position, group in group_of.items():
        who = person(position=position)
        factory.admit(who, tula)
        client = as_(who)
        assert f'value="{position}" selected' in client.get("/account/profile/").content.decode()
        fitting = client.get("/tula/c/").content.decode().partition('id="fitting"')[2]
        assert group in fitting.partition("Все сообщества")[0], position


@pytest.mark.clause("PD-4.2b")
@pytest.mark.slow
def test_the_two_hundredth_community_needs_no_setting(world: World, as_: Any) -> None:
    """Opened as the first was; the directory goes by pages and finds each by its words."""
    start = Community.objects.filter(district=world.district).count()
    for number in range(start, 199):
        factory.community(world.district, f"Кружок номер {number}")
    new = reverse("communities:open", args=[world.district.slug])
    card = {"kind": "subject", "name": "Двухсотое сообщество", "goal": "Быть двухсотым"}
    assert as_(world.dmitry).post(new, card).status_code == 302
    assert Community.objects.filter(district=world.district).count() == 200

    directory, boris = f"/{world.district.slug}/c/", as_(world.boris)

    assert boris.get(directory).content.decode().count("community-card") < 100
    found = boris.get(f"{directory}?words=двухсотое")
    assert found.content.decode().count("community-card") == 1
    assert "Двухсотое сообщество" in main_of(found)


def test_a_large_community_is_read_by_pages_and_searched(world: World, as_: Any) -> None:
    """Nobody is turned away by number; the list of members stays paged and searchable (BB-1.10)."""
    crowd = Person.objects.bulk_create(
        Person(
            email=f"m{number}@test.example", first_name="Мария", last_name=f"Участница{number}",
            name=f"Мария Участница{number}", sort_key=f"{number:04}".encode(), joined_at=THEN,
        )
        for number in range(300)
    )  # fmt: skip
    Membership.objects.bulk_create(
        Membership(person=one, community=world.community, state=MembershipState.ACTIVE, since=THEN)
        for one in crowd
    )
    olga = person("Ольга Крылова", position="subject_teacher")
    factory.admit(olga, world.district, world.organization)
    assert as_(olga).post(f"{page_of(world.community)}enter/", {"conduct": "1"}).status_code == 302

    people = f"{page_of(world.community)}people/"
    first = main_of(as_(olga).get(people))

    assert "304 человека" in first
    assert first.count("Участница") <= 50
    assert "Участница299" in main_of(as_(olga).get(f"{people}?words=участница299"))


def test_a_long_queue_of_requests_says_that_it_goes_on(world: World, as_: Any) -> None:
    """A hundred are shown; the hundred and first is not taken for absent."""
    crowd = Person.objects.bulk_create(
        Person(
            email=f"m{number}@test.example", first_name="Мария", last_name=f"Просящая{number}",
            name=f"Мария Просящая{number}", sort_key=f"{number:04}".encode(), joined_at=THEN,
        )
        for number in range(101)
    )  # fmt: skip
    Membership.objects.bulk_create(
        Membership(person=one, community=world.community, state=MembershipState.ASKED, since=THEN)
        for one in crowd
    )
    people = f"{page_of(world.community)}manage/people/"
    page = main_of(as_(world.galina).get(people))
    assert page.count("Почему не принимаете") == 100
    assert "Показаны первые 100, есть и другие. Они появятся здесь, когда вы ответите этим." in page

    Membership.objects.filter(person=crowd[0]).delete()
    page = main_of(as_(world.galina).get(people))
    assert page.count("Почему не принимаете") == 100
    assert "есть и другие" not in page


@pytest.mark.clause("BB-1.1.b")
def test_a_teacher_from_outside_is_offered_the_place_of_a_guest(world: World, as_: Any) -> None:
    """Who works in an out-of-district school becomes «гость», not «участник»."""
    newcomer = person("Ольга Крылова", position="subject_teacher")
    apply = reverse("admissions:apply", args=[world.district.slug])
    typed = {
        "organization": "elsewhere", "organization_words": "Лицей № 7, Заречье",
        "position": "subject_teacher",
    }  # fmt: skip
    words = text_of(as_(newcomer).post(apply, typed, follow=True))
    assert "Вы гость этой сети" in words
    assert "Вы участник" not in words


@pytest.mark.clause("OL-1.1")
def test_staff_of_additional_education_joins_alike(world: World, as_: Any) -> None:
    """A centre of additional education is an organisation like a school; its teacher joins like any."""
    centre = factory.organization(world.district, "Дом творчества «Радуга»")
    centre.kind = "additional"
    centre.full_clean()
    centre.save(update_fields=["kind"])
    ways = []
    for who, place, position in (
        ("Ия Реброва", centre, "additional_ed_teacher"),
        ("Ян Гуров", world.organization, "subject_teacher"),
    ):
        client = as_(person(who, position=position))
        apply = reverse("admissions:apply", args=[world.district.slug])
        assert "Дом творчества" in text_of(client.get(apply))
        answer = client.post(apply, {"organization": place.pid, "position": position}, follow=True)
        joined = client.post(f"{page_of(world.community)}enter/", {"conduct": "1"}, follow=True)
        ways.append(("Добро пожаловать" in text_of(answer), "Вы участник" in main_of(joined)))
    assert ways == [(True, True), (True, True)]


@pytest.mark.clause("TV-T.1")
def test_a_standing_group_asks_for_no_term_and_never_speaks_of_one(
    world: World, as_: Any, frozen: Any
) -> None:
    """Its form has no dates; years later nobody was told that it ends."""
    tula = factory.district("tula", "Город Тула", profile="tula")
    factory.admit(world.dmitry, tula)
    factory.grant(world.dmitry, "district", tula.pk, "coordinator", factory.COORDINATION)
    dmitry = as_(world.dmitry)
    form = text_of(dmitry.get("/tula/c/new/"))
    assert "Постоянная группа" in form
    assert "Окончание" not in form
    card = {
        "kind": "permanent", "name": "Физики", "goal": "Ставить опыты", "audience_words": "Физики",
    }  # fmt: skip
    assert dmitry.post("/tula/c/new/", card).status_code == 302
    frozen.shift(timedelta(days=3 * 365))
    run_once()
    client = as_(world.dmitry)
    group = Community.objects.get(district=tula)
    assert (group.state, group.ends_on) == ("active", None)
    assert "срок" not in main_of(client.get("/notices/")).lower()
