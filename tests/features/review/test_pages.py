"""Pages of review: what the card of a work fills in, what is said where there is none, how much is read."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from time_machine import Traveller

from staffroom.features.review.actions import council, dispatch
from staffroom.features.review.models import (
    Assignment,
    AssignmentState,
    Conclusion,
    Recommendation,
    Rubric,
    Sample,
    Tie,
    Vacation,
    Vote,
)
from staffroom.features.review.queries import requests as queries
from staffroom.shared.accounts.models import Person
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import RoleGrant, ScopeKind
from staffroom.shared.duties.models import Duty
from staffroom.shared.publications.models import Publication
from tests.conftest import MOMENT
from tests.factories import materials
from tests.factories import review as made
from tests.factories.people import person
from tests.factories.world import THEN, World, grant, publication
from tests.features.collections.conftest import notices
from tests.features.review.conftest import Browser
from tests.queries import queries_of
from tests.shared.accounts.pages import letters_to, link_in, text_of

pytestmark = pytest.mark.usefixtures("frozen")
Counts = Callable[[int], object]


def test_the_card_of_a_material_fills_the_request_in(world: World, browser: Browser) -> None:
    rubric = made.rubric(world.district)
    row = materials.standing(world)
    page, anna = f"/p/{row.publication.pid}/", browser(world.anna)
    head = anna.get(page, follow=True).content.decode()
    assert f'href="{page}review/"' in head
    assert "Сдать на экспертизу" in head
    assert (
        f'href="{page}review/"' not in browser(world.boris).get(page, follow=True).content.decode()
    )

    form = anna.get(f"{page}review/").content.decode()
    for chosen in ("math", "basic", "methodical"):
        assert f'<option value="{chosen}" selected>' in form

    given = {
        "rubric": rubric.pid,
        "mode": "open",
        "subject": "math",
        "level": "basic",
        "kind": "methodical",
    }
    shown = text_of(anna.post(f"{page}review/", given, follow=True))
    assert "Вид работы Методические разработки" in shown
    assert "Математика, основное общее (5–9 классы)" in shown
    assert "Как идёт экспертиза" in text_of(anna.get(page, follow=True))


def test_where_the_regulation_has_no_review_nothing_leads_to_one(
    world: World, browser: Browser, adopt: Callable[[str], None]
) -> None:
    row = materials.standing(world)
    adopt("tula")
    anna, page = browser(world.anna), f"/p/{row.publication.pid}/"
    assert f"{page}review/" not in anna.get(page, follow=True).content.decode()
    assert "Экспертизы здесь нет" in text_of(anna.get(f"/{world.district.slug}/review/"))


def test_nobody_is_looked_for_when_enough_are_named(world: World, browser: Browser) -> None:
    found, galina = made.standing(world), browser(world.galina)
    assert "Подобрать экспертов" not in text_of(galina.get(made.page(found)))
    dispatch.release(
        assignment=made.given(found)[0], words="Болеет.", actor=made.viewer(world.galina), at=THEN
    )  # fmt: skip
    shown = text_of(galina.get(made.page(found)))
    assert "Не хватает 1 эксперта" in shown
    assert "Подобрать экспертов" in shown


def test_who_was_late_to_answer_reads_why_there_is_no_button(
    world: World, browser: Browser, frozen: object
) -> None:
    one = made.given(made.standing(world))[0]
    assert one.reviewer is not None
    type(one).objects.filter(pk=one.pk).update(answer_by_at=THEN)
    work = f"/{world.district.slug}/review/works/{one.pid}/"
    said = text_of(browser(one.reviewer.person).get(work))
    assert one.state == AssignmentState.OFFERED
    assert "Срок ответа прошёл: позвали другого." in said
    assert "Согласиться и оценить" not in said


def test_lists_are_read_by_the_same_number_of_queries_however_long(
    world: World, browser: Browser, django_assert_num_queries: Counts
) -> None:
    found = made.concluded(world, made.standing(world))
    galina, dmitry = browser(world.galina), browser(world.dmitry)
    here = f"/{world.district.slug}/review/"
    lists = ((galina, here, 8), (dmitry, f"{here}experts/", 6), (dmitry, f"{here}rubrics/", 6),
             (galina, made.page(found), 21))  # fmt: skip
    for who, url, _n in lists:
        who.get(url)  # what is kept between visits is warm
    for who, url, n in lists:
        with django_assert_num_queries(n):
            assert who.get(url).status_code == 200
    for name in ("Тарас Третий", "Ульяна Четвёртая"):
        made.expert(world.district, name)
    made.asked(world, world.open_topic)
    made.rubric(world.district, "Вторые критерии")
    for who, url, n in lists:
        with django_assert_num_queries(n):
            assert who.get(url).status_code == 200


def test_what_experts_and_the_council_read_costs_the_same_however_long(
    world: World, adopt: Callable[[str], None], browser: Browser
) -> None:
    adopt("baltasi")
    raisa = made.expert(world.district, "Раиса Первая", most_at_once=20)
    made.expert(world.district, "Савва Второй", most_at_once=20)
    powers = Power.SEE_ALL | Power.REVIEW
    grant(world.boris, ScopeKind.DISTRICT, world.district.pk, "council_member", powers)
    here = f"/{world.district.slug}/review/"

    def more(n: int) -> Recommendation:
        for one in range(n):
            work = publication(world.anna, world.community, f"Работа {one} из {n}")
            found = made.concluded(world, made.asked(world, work), (5, 5))
            row = Recommendation.objects.create(
                conclusion=Conclusion.objects.get(request=found),
                target="regional",
                state="proposed",
                proposed_at=THEN,
            )
            who = person(f"Член Совета{n}{one}")
            Vote.objects.create(recommendation=row, person=who, is_for=True, at=THEN)
            later = THEN.date() + timedelta(days=60)
            Vacation.objects.create(reviewer=raisa, from_on=later, to_on=later)
            Tie.objects.create(
                district=world.district, person=raisa.person, other=who, kind="kin", told_at=THEN
            )
            Sample.objects.create(
                district=world.district, rubric=made.rubric(world.district), title=f"Образец {one}",
                reference={"1": 4}, made_at=THEN,
            )  # fmt: skip
        return row

    voted, him, boris = more(1), browser(raisa.person), browser(world.boris)
    pages = (
        (him, here, 8), (him, f"{here}experts/{raisa.pid}/rest/", 7), (him, f"{here}ties/", 5),
        (boris, f"{here}council/", 6), (boris, f"{here}recommendations/{voted.pid}/", 10),
    )  # fmt: skip
    few = [len(queries_of(who, url)) for who, url, _n in pages]
    more(3)
    for n in range(3):
        Vote.objects.create(
            recommendation=voted, person=person(f"Голос Совета{n}"), is_for=n > 1, at=THEN
        )
    many = [len(queries_of(who, url)) for who, url, _n in pages]
    expected = [n for _who, _url, n in pages]
    assert (few, many) == (expected, expected)


def test_an_expert_is_let_go_by_a_question_that_says_what_becomes_of_his_works(
    world: World, browser: Browser
) -> None:
    found, dmitry = made.standing(world), browser(world.dmitry)
    one = made.given(found)[0]
    assert one.reviewer is not None
    card = f"/{world.district.slug}/review/experts/{one.reviewer.pid}/"
    assert f'href="{card}end/"' in dmitry.get(f"{card}edit/").content.decode()
    asked = text_of(dmitry.get(f"{card}end/"))
    assert f"{one.reviewer.person.name} больше не будет экспертом" in asked
    assert "1 работу, по которой отзыв ещё не сдан, передадут другому эксперту." in asked
    assert one.reviewer.person.name in text_of(
        dmitry.get(f"/{world.district.slug}/review/experts/")
    )
    assert dmitry.post(f"{card}end/").status_code == 302
    assert one.reviewer.person.name not in text_of(
        dmitry.get(f"/{world.district.slug}/review/experts/")
    )


@pytest.mark.parametrize("way", ["declined", "late"])
def test_an_external_expert_may_be_invited_again_by_the_same_address(
    world: World, browser: Browser, frozen: Traveller, way: str
) -> None:
    until = MOMENT + timedelta(days=8)
    one, secret = made.external(world, until)
    galina, here = browser(world.galina), f"{made.page(one.request)}invite/"
    typed = {
        "name": "Гостев Пётр Ильич", "post": "Доцент", "email": "gost@vuz.example", "until_on": "2026-10-20",
    }  # fmt: skip
    refused = galina.post(here, typed)
    assert refused.status_code == 422
    assert "его ссылка открыта" in text_of(refused)
    link = f"/{world.district.slug}/review/by-link/{secret}/"
    if way == "declined":
        browser(None).post(f"{link}decline/", {"words": "Болею"})
    else:
        frozen.move_to(until + timedelta(days=1))
    assert galina.post(here, typed).status_code == 302
    (letter,) = letters_to("gost@vuz.example")
    assert browser(None).get(link_in(letter)).status_code == 200
    assert browser(None).get(link).status_code == 404
    again = galina.post(here, typed)
    assert again.status_code == 422, "he has an open link once more"


def test_what_is_published_is_not_offered_to_experts_who_would_not_know_its_author(
    world: World, browser: Browser
) -> None:
    made.rubric(world.district)
    draft = publication(world.anna, world.community, "Ещё не дописано", status="draft")
    anna, offered = browser(world.anna), "Двойная слепая: никто не знает друг друга"
    page = text_of(anna.get(f"/p/{draft.pid}/review/"))
    assert offered in page
    assert "проверьте, что на них нет имён" in page
    page = text_of(anna.get(f"/p/{world.topic.pid}/review/"))
    assert offered not in page
    assert "сдают черновик: эта работа уже опубликована с вашим именем" in page


def test_what_waits_for_an_expert_stands_before_what_he_has_done(
    world: World, browser: Browser
) -> None:
    """On PostgreSQL too, where what has no moment comes last by itself."""
    found = made.standing(world)
    done = made.given(found)[0]
    made.hand_in(done)
    other = publication(world.anna, world.community, "Новая работа", audience="district")
    made.asked(world, other)
    assert done.reviewer is not None
    waits = Assignment.objects.get(request__publication=other, reviewer=done.reviewer)
    viewer = made.viewer(done.reviewer.person)
    assert list(queries.works(viewer, world.district)) == [waits, done]


def test_a_search_for_a_material_is_not_offered_to_experts(world: World, browser: Browser) -> None:
    made.rubric(world.district)
    anna, inside = browser(world.anna), f"?in={world.community.pid}"
    typed = {"body": "Печатные, с ответами.", "audience": "community", "act": "publish"}
    seek = {**typed, "title": "Ищу карточки", "what": "methodical"}
    assert anna.post(f"/p/new/seek/{inside}", seek).status_code == 302
    sought = Publication.objects.get(kind="seek")
    assert "Сдать на экспертизу" not in text_of(anna.get(f"/p/{sought.pid}/", follow=True))


def test_criteria_of_words_alone_tell_no_threshold(world: World, browser: Browser) -> None:
    rubric, dmitry = made.rubric(world.district), browser(world.dmitry)
    here = f"/{world.district.slug}/review/rubrics/"
    assert "порог рекомендации 80" in text_of(dmitry.get(here))
    Rubric.objects.filter(pk=rubric.pk).update(strategy="comment")
    page = text_of(dmitry.get(here))
    assert "Только слова, без оценки · редакция 1" in page
    assert "порог" not in page


def test_an_organiser_takes_a_work_back_under_the_name_of_the_page_that_asks(
    world: World, browser: Browser
) -> None:
    here = f"/{world.district.slug}/review/{made.asked(world).pid}/"
    dmitry = browser(world.dmitry)
    assert "Отозвать с экспертизы" in text_of(dmitry.get(here))
    assert "Отозвать с экспертизы" in text_of(dmitry.get(f"{here}withdraw/"))


def test_a_rubric_that_is_offered_no_longer_may_be_offered_again(
    world: World, browser: Browser
) -> None:
    rubric, dmitry = made.rubric(world.district), browser(world.dmitry)
    here = f"/{world.district.slug}/review/rubrics/"
    assert dmitry.post(f"{here}{rubric.pid}/close/").status_code == 302
    shown = text_of(dmitry.get(here))
    assert "Больше не предлагаются Разработка урока" in shown
    assert "Предлагать снова" in shown
    assert "Критериев пока нет" in text_of(browser(world.anna).get(f"/p/{world.topic.pid}/review/"))
    line = {"title": "Цель урока ясна", "weight": "1", "least": "0", "most": "5"}
    again = {
        "title": rubric.title, "strategy": "points", "threshold": "80",
        "line-TOTAL_FORMS": "1", "line-INITIAL_FORMS": "0",
        **{f"line-0-{name}": value for name, value in line.items()},
    }  # fmt: skip
    assert dmitry.post(f"{here}{rubric.pid}/edit/", again).status_code == 302
    assert "Больше не предлагаются" not in text_of(dmitry.get(here))
    offered = browser(world.anna).get(f"/p/{world.topic.pid}/review/").content.decode()
    assert Rubric.objects.get(closed_at=None).pid in offered


def test_the_council_hears_of_a_work_and_its_author_reads_why_not(
    world: World, adopt: Callable[[str], None], browser: Browser
) -> None:
    adopt("baltasi")
    for name in ("Раиса Первая", "Савва Второй"):
        made.expert(world.district, name)
    found = made.concluded(world, made.asked(world), (5, 5))
    powers = Power.SEE_ALL | Power.REVIEW
    for who in (world.boris, world.timur):
        grant(who, ScopeKind.DISTRICT, world.district.pk, "council_member", powers)
    boris, timur, anna = (browser(one) for one in (world.boris, world.timur, world.anna))
    here = f"/{world.district.slug}/review/council/{found.pid}/propose/"
    voice = boris.post(here, {"target": "regional", "place": "Вестник"})["Location"]

    assert "Методическому совету предложили" in notices(timur)
    row = Recommendation.objects.get()
    owed = Duty.objects.get(kind="review.vote")  # a week after a Monday: five working days
    assert (owed.owner_id, owed.due_at, owed.url) == (world.timur.pk, row.vote_by_at, voice)
    assert owed.due_at is not None
    assert (owed.due_at - row.proposed_at).days in {7, 8, 9}
    asks = f"Проголосуйте, рекомендовать ли работу «{world.topic.title}»"
    assert asks in text_of(timur.get("/home/duties/"))
    assert asks not in text_of(boris.get("/home/duties/"))
    assert "Голосуют до" in text_of(timur.get(voice))
    assert "Методическому совету предложили" not in notices(boris), "he proposed it himself"
    assert f'href="/p/{world.topic.pid}-' in timur.get(voice).content.decode(), "who votes reads it"
    assert "Изменить голос" in text_of(boris.get(voice))
    against = {"is_for": "0", "words": "Мало заданий разного уровня."}
    assert timur.post(f"{voice}vote/", against).status_code == 302
    owed.refresh_from_db()
    assert (owed.outcome, owed.closed_at is not None) == ("done", True)

    assert "пока её не рекомендует" in notices(anna)
    assert f'href="{voice}"' in anna.get(made.page(found)).content.decode()
    said = text_of(anna.get(voice))
    assert "Почему совет пока не рекомендует Мало заданий разного уровня." in said
    assert world.timur.name not in said
    assert browser(world.galina).get(voice).status_code == 404
    assert f'href="{voice}"' not in browser(world.galina).get(made.page(found)).content.decode()


def test_a_voice_is_owed_by_who_is_in_the_council_until_it_has_decided(
    world: World, adopt: Callable[[str], None]
) -> None:
    adopt("baltasi")
    for name in ("Раиса Первая", "Савва Второй"):
        made.expert(world.district, name)
    found = made.concluded(world, made.asked(world), (5, 5))
    powers = Power.SEE_ALL | Power.REVIEW

    def seat(who: Person) -> RoleGrant:
        return grant(who, ScopeKind.DISTRICT, world.district.pk, "council_member", powers)

    def owe() -> set[int | None]:
        rows = Duty.objects.filter(kind="review.vote", closed_at=None)
        return set(rows.values_list("owner_id", flat=True))

    seats = {one.pk: seat(one) for one in (world.boris, world.timur, world.vera, world.galina)}
    row = council.propose(
        conclusion=Conclusion.objects.get(request=found), target="regional", place="",
        actor=made.viewer(world.boris), at=THEN,
    )  # fmt: skip
    assert owe() == {world.timur.pk, world.vera.pk, world.galina.pk}
    RoleGrant.objects.filter(pk=seats[world.vera.pk].pk).update(to_at=THEN)
    seat(world.dmitry)
    council.follow_members(at=THEN)
    assert owe() == {world.timur.pk, world.dmitry.pk, world.galina.pk}
    council.vote(recommendation=row, is_for=True, words="", actor=made.viewer(world.timur), at=THEN)
    assert owe() == {world.dmitry.pk, world.galina.pk}
    council.decide_by_minutes(
        recommendation=row, is_for=True, minutes=None, words="№ 3 от 20.11.2026",
        actor=made.viewer(world.galina), at=THEN,
    )  # fmt: skip
    assert owe() == set()
    council.follow_members(at=THEN)
    assert owe() == set()
