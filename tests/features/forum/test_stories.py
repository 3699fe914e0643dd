"""Talk: asking for help, proposing, showing one topic in two places, reading years later."""

from collections.abc import Callable
from datetime import timedelta
import re
from typing import Any

from django.test import Client
import pytest

from staffroom.core import plugs
from staffroom.core.viewer import SYSTEM
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community, ScopeKind, Section
from staffroom.shared.publications.models import Audience, Publication
from staffroom.shared.publications.policies import CAN_BE_ASKED
from staffroom.shared.regulations import actions as regulations
from staffroom.shared.search import jobs
from tests.factories import world as factory
from tests.factories.people import sign_in
from tests.factories.world import World
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


def topics_of(found: Community) -> str:
    """The tab of talk of a community."""
    return f"/{found.district.slug}/c/{found.pid}-{found.slug}/topics/"


def write(client: Client, home: Community, kind: str, title: str, **typed: Any) -> Publication:
    """Write as the form does; what came out."""
    body = {"title": title, "body": "Расскажите.", "audience": "community", "act": "publish"}
    answer = client.post(f"/p/new/{kind}/?in={home.pid}", {**body, **typed})
    assert answer.status_code == 302, text_of(answer)
    return Publication.objects.get(title=title)


@pytest.mark.clause("BB-2.1.1")
def test_a_question_is_solved_by_its_author_and_moderators_see_those_that_are_not(
    world: World, as_: Any
) -> None:
    """A request for help gets «решено» from its author; unsolved ones are listed to moderators."""
    anna, boris, galina = as_(world.anna), as_(world.boris), as_(world.galina)
    first = write(anna, world.community, "help", "Не сходится ответ")
    write(anna, world.community, "help", "Нужна таблица степеней")
    for question in (first, Publication.objects.get(title="Нужна таблица степеней")):
        boris.post(f"/p/{question.pid}/comments/", {"body": "Проверьте знак."})
    assert boris.post(f"/p/{first.pid}/solve/", {"seq": "1"}).status_code == 403
    assert anna.post(f"/p/{first.pid}/solve/", {"seq": "1"}).status_code == 302

    solved = text_of(boris.get(f"/p/{first.pid}/", follow=True))
    waiting = text_of(galina.get(f"{topics_of(world.community)}?kind=unsolved"))

    assert "Решено" in solved
    assert "Решение выбрано автором" in solved
    assert "Нужна таблица степеней" in waiting
    assert "Не сходится ответ" not in waiting
    assert "Не решены" in text_of(galina.get(topics_of(world.community)))
    assert "Не решены" not in text_of(boris.get(topics_of(world.community)))


@pytest.mark.clause("OL-2.1.4")
def test_questions_have_a_best_answer_and_helpers_are_thanked(world: World, as_: Any) -> None:
    """The list of questions; the author marks the best answer and thanks who helped."""
    anna, boris = as_(world.anna), as_(world.boris)
    question = write(anna, world.community, "help", "Не сходится ответ")
    boris.post(f"/p/{question.pid}/comments/", {"body": "Проверьте знак."})
    anna.post(f"/p/{question.pid}/solve/", {"seq": "1"})
    anna.post(f"/p/{question.pid}/comments/1/thank/")

    questions = text_of(boris.get(f"{topics_of(world.community)}?kind=help"))
    page = boris.get(f"/p/{question.pid}/", follow=True)

    assert "Не сходится ответ" in questions
    assert "решено" in questions
    assert "Как объяснить дроби" not in questions  # a topic is no question
    assert "Решение выбрано автором" in text_of(page)
    assert "1 спасибо" in text_of(page)


@pytest.mark.clause("BB-5.1.1")
def test_any_teacher_proposes_and_each_proposal_is_answered(world: World, as_: Any) -> None:
    """A board of proposals; each has a status and an answer."""
    proposal = write(as_(world.boris), world.community, "proposal", "Собираться по средам")
    board = f"{topics_of(world.community)}?kind=proposal"
    assert "Собираться по средам" in text_of(as_(world.anna).get(board))
    answer = {"answer": "accepted", "words": "Со следующей недели."}
    assert as_(world.anna).post(f"/p/{proposal.pid}/answer/", answer).status_code in {403, 404}

    assert as_(world.galina).post(f"/p/{proposal.pid}/answer/", answer).status_code == 302

    page = text_of(as_(world.boris).get(f"/p/{proposal.pid}/", follow=True))
    assert "Принято" in page
    assert "Со следующей недели." in page
    assert "Принято" in text_of(as_(world.anna).get(board))


@pytest.mark.clause("TV-3.1.2.a")
def test_one_topic_stands_in_two_communities_without_copying(world: World, as_: Any) -> None:
    """One record, one talk: a reply made from either place is read in both."""
    physics = factory.community(world.district, "Учителя физики")
    factory.enrol(world.anna, physics)
    factory.enrol(world.timur, physics)
    topic = write(as_(world.anna), world.community, "topic", "Векторы", also_in=[physics.pid])

    for who, home in ((world.boris, world.community), (world.timur, physics)):
        client = as_(who)
        assert "Векторы" in text_of(client.get(topics_of(home)))
        reply = {"body": f"Пишет {who.first_name}"}
        assert client.post(f"/p/{topic.pid}/comments/", reply).status_code == 302

    assert Publication.objects.filter(title="Векторы").count() == 1
    for who in (world.boris, world.timur):
        words = text_of(as_(who).get(f"/p/{topic.pid}/", follow=True))
        assert "Пишет Борис" in words
        assert "Пишет Тимур" in words


@pytest.mark.clause("TV-2.2.1.b")
def test_a_topic_is_read_found_and_linked_years_later(world: World, as_: Any, frozen: Any) -> None:
    """Its address answers after five years, after a new title too, and the search finds its words."""
    topic = factory.publication(
        world.anna, world.community, "Хранение гербариев", audience=Audience.PUBLIC
    )
    address = text_of_link(as_(None).get(f"/p/{topic.pid}/", follow=True))
    factory.comment(world.boris, topic, "Мы сушим под прессом.")
    frozen.shift(timedelta(days=5 * 365))
    renamed = {"title": "Гербарий на годы", "body": "Как сушить?", "audience": "public"}
    assert as_(world.anna).post(f"/p/{topic.pid}/edit/", renamed).status_code == 302
    for kind in plugs.indexes:
        jobs.reindex(kind=kind)

    words = text_of(as_(None).get(address, follow=True))

    assert "Гербарий на годы" in words
    assert "Мы сушим под прессом." in words
    assert "Гербарий на годы" in text_of(as_(world.boris).get("/search/?q=гербариев"))


def text_of_link(response: Any) -> str:
    """The address where one ended up."""
    return str(response.request["PATH_INFO"])


def test_what_a_role_does_not_allow_is_shown_with_the_reason_and_whom_to_ask(
    world: World, as_: Any
) -> None:
    """News belong to those who run the community: a member sees the button, the sentence and their names."""
    here = topics_of(world.community).removesuffix("topics/")
    page = as_(world.boris).get(here)
    assert re.search(
        r"<button[^>]* disabled[^>]*>(<svg.*?</svg>)?Опубликовать новость", html_of(page)
    )
    assert f"Опубликовать новость, Провести обмен недели. {CAN_BE_ASKED} Кто ведёт" in text_of(page)
    whom = re.search(r'href="([^"]+)">Кто ведёт сообщество', html_of(page))
    assert whom
    Section.objects.filter(community=world.community, kind="people").update(is_shown=False)
    assert "Галина Ветрова" in text_of(as_(world.boris).get(whom[1]))

    assert f'href="/p/new/news/?in={world.community.pid}"' in html_of(as_(world.galina).get(here))
    for other in (world.galina, world.dmitry, None):
        assert CAN_BE_ASKED not in text_of(as_(other).get(here))
    refused = as_(world.boris).get(f"/p/new/news/?in={world.community.pid}")
    assert (refused.status_code, CAN_BE_ASKED in text_of(refused)) == (403, True)


def html_of(answer: Any) -> str:
    """The page as it is sent."""
    return answer.content.decode()


def test_topics_and_news_are_narrowed_by_a_priority_theme(world: World, as_: Any, at: Any) -> None:
    """BB-1.1.a as far as it goes without meetings and materials: the tabs, the feed, the district's news."""
    regulations.adopt_profile(district=world.district, code="berezniki", actor=SYSTEM, at=at)
    home = factory.community(world.district, "Читаем и считаем")
    for who in (world.anna, world.galina):
        factory.enrol(who, home)
    factory.grant(world.galina, ScopeKind.COMMUNITY, home.pk, "moderator", factory.MODERATION)
    anna, galina = as_(world.anna), as_(world.galina)
    theme = {"theme": "functional_literacy"}
    write(anna, home, "topic", "Чеки на уроке", **theme)
    write(anna, home, "help", "Где брать задачи", **theme)
    write(anna, home, "topic", "Про дроби")
    for title, more in (("Неделя чтения", theme), ("Неделя дробей", {})):
        made = write(galina, home, "news", title, **more, audience="public")
        galina.post(f"/p/{made.pid}/site/", {"site": "1"})
    talk, feed = topics_of(home), topics_of(home).removesuffix("topics/")
    news = f"/{world.district.slug}/news/"

    chip = re.search(r'href="([^"]+)"[^>]*>Функциональная грамотность', html_of(anna.get(talk)))
    assert chip
    assert chip[1] == f"{talk}?theme=functional_literacy"
    for place, inside, outside in (
        (talk, ("Чеки на уроке", "Где брать задачи"), ("Про дроби",)),
        (f"{talk}?kind=help", ("Где брать задачи",), ("Чеки на уроке", "Про дроби")),
        (feed, ("Чеки на уроке", "Неделя чтения"), ("Про дроби", "Неделя дробей")),
        (news, ("Неделя чтения",), ("Неделя дробей",)),
    ):
        joint = "&" if "?" in place else "?"
        seen = text_of(anna.get(f"{place}{joint}theme=functional_literacy"))
        assert [one for one in (*inside, *outside) if one in seen] == list(inside), place
    assert "Неделя дробей" in text_of(anna.get(f"{news}?theme=nothing"))
