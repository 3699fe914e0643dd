"""A work's whole way: handed in, given to experts, judged, concluded, marked, recommended."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from staffroom.core.clock import now
from staffroom.core.errors import DomainError, Forbidden
from staffroom.core.jobs import run_once
from staffroom.core.viewer import SYSTEM
from staffroom.features.review.actions import conclusions, council, dispatch, opinions, requests
from staffroom.features.review.models import (
    AssignmentState,
    Conclusion,
    Recommendation,
    RequestState,
)
from staffroom.features.review.registry import ANSWER, CONCLUDE, NAME
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import ScopeKind
from staffroom.shared.documents.models import Document
from staffroom.shared.duties.models import Duty
from staffroom.shared.notifications.models import NoticeRow
from staffroom.shared.organizations.models import District
from tests.factories import review as made
from tests.factories.world import THEN, World, grant
from tests.features.review.conftest import Browser
from tests.shared.accounts.pages import text_of

pytestmark = pytest.mark.usefixtures("frozen")


def home(world: World) -> str:
    return f"/{world.district.slug}/review/"


@pytest.mark.clause("BT-1.3.5.a")
def test_a_work_is_handed_in_scored_by_criteria_and_gets_its_conclusion(
    world: World, browser: Browser
) -> None:
    rubric = made.rubric(world.district)
    experts = [made.expert(world.district, name) for name in ("Раиса Первая", "Савва Второй")]
    anna, galina = browser(world.anna), browser(world.galina)
    page = anna.post(
        f"/p/{world.topic.pid}/review/",
        {"rubric": rubric.pid, "mode": "blind", "subject": "", "level": "", "words": "Посмотрите"},
    )
    assert page.status_code == 302, text_of(page)
    url = page["Location"]

    assert "У экспертов" in text_of(anna.get(url))
    for one in made.given(made.standing(world)):
        assert one.reviewer in experts
        raisa = browser(one.reviewer.person)
        work = f"{home(world)}works/{one.pid}/"
        assert raisa.post(f"{work}accept/").status_code == 302
        shown = text_of(raisa.get(work))
        assert "Цель урока ясна" in shown
        assert "Сильное" in shown
        answer = raisa.post(
            work,
            {
                "points_1": "5", "points_2": "4", "words_1": "", "words_2": "",
                "strong": "Задачи из жизни.", "question": "", "advice": "", "verdict": "accept",
            },
        )  # fmt: skip
        assert answer.status_code == 302, text_of(answer)
        assert "Ваш отзыв сдан" in text_of(raisa.get(work))
    given = galina.post(f"{url}conclude/", {"outcome": "accept", "words": "Оба эксперта за."})
    assert given.status_code == 302, text_of(given)

    said = text_of(anna.get(url))
    assert "Рекомендовать к использованию" in said
    assert "93,3 из 100" in said  # (2·5/5 + 1·4/5) / 3
    assert "Районный" in said
    assert "Раиса" not in said
    assert "Эксперт 1" in said
    paper = Document.objects.get(kind="conclusion")
    assert "Цель урока ясна: 5 из 5" in paper.text
    assert "Раиса" not in paper.text
    drawn = f"/{world.district.slug}/documents/{paper.pid}/"
    keeper = browser(world.dmitry)
    sheets = text_of(keeper.get(f"{drawn}preview/"))
    assert "Скачать PDF" in sheets
    assert "Изменить" not in sheets, "nobody rewrites what experts have said"
    assert keeper.get(f"{drawn}edit/").status_code == 403


def _days(until: datetime | None) -> int:
    """Whole days from the receipt."""
    assert until is not None
    return (until - THEN).days


def test_two_days_to_name_and_ten_to_conclude(world: World, adopt: Callable[[str], None]) -> None:
    adopt("baltasi")
    found = made.asked(world)
    name = Duty.objects.get(kind=NAME)
    assert _days(name.due_at) == 2
    assert _days(found.due_at) == 10
    for who in ("Раиса Первая", "Савва Второй"):
        made.expert(world.district, who)
    dispatch.dispatch(request=made.fresh(found), actor=SYSTEM, at=THEN)
    assert Duty.objects.filter(kind=NAME, closed_at=None).count() == 0
    conclude = Duty.objects.get(kind=CONCLUDE)
    assert conclude.due_at == found.due_at
    assert conclude.clause == "п. 3.3"
    answers = Duty.objects.filter(kind=ANSWER, closed_at=None)
    assert {_days(one.due_at) for one in answers} == {2}


def test_who_says_nothing_in_two_days_gives_place_to_another(world: World) -> None:
    found = made.standing(world)
    first = made.given(found)[0]
    third = made.expert(world.district, "Тарас Третий")

    dispatch.lapse(assignment=first, at=THEN + timedelta(days=3))

    first.refresh_from_db()
    assert first.state == AssignmentState.LAPSED
    assert made.given(found)[-1].reviewer == third


def test_a_third_expert_is_named_where_two_differ(world: World) -> None:
    found = made.standing(world)
    third = made.expert(world.district, "Тарас Третий")
    one, two = made.given(found)
    made.hand_in(one, (5, 5))
    made.hand_in(two, (1, 1))

    last = made.given(found)[-1]
    assert last.reviewer == third
    assert last.is_third
    with pytest.raises(DomainError, match="ещё не все"):
        _conclude(world)


def test_a_second_round_shows_the_changed_work_to_the_same_experts(world: World) -> None:
    found = made.standing(world)
    made.all_hand_in(found)
    galina, anna = made.viewer(world.galina), made.viewer(world.anna)
    requests.give_back(request=made.fresh(found), words="Добавьте ответы", actor=galina, at=THEN)
    with pytest.raises(DomainError, match="не менялась"):
        requests.resume(request=made.fresh(found), words="", actor=anna, at=THEN)
    world.topic.plain += " Ответы: 2, 3."
    world.topic.save(update_fields=["plain"])

    again = requests.resume(request=made.fresh(found), words="Есть ответы", actor=anna, at=THEN)

    assert again.n == 2
    assert "Ответы: 2, 3." in again.plain
    before = {one.reviewer_id for one in made.given(found) if one.round.n == 1}
    assert {one.reviewer_id for one in made.given(found) if one.round.n == 2} == before


@pytest.mark.parametrize(
    ("points", "words"),
    [((6, 4), "Такой оценки"), ((-1, 4), "Такой оценки"), ((5,), "Ответьте по критерию")],
)
def test_a_score_beyond_its_scale_is_refused(
    world: World, points: tuple[int, ...], words: str
) -> None:
    found = made.standing(world)
    with pytest.raises(DomainError, match=words):
        made.hand_in(made.given(found)[0], points)


def test_a_handed_in_opinion_never_changes(world: World) -> None:
    found = made.standing(world)
    one = made.given(found)[0]
    made.hand_in(one)
    again = made.given(found)[0]
    assert one.reviewer is not None
    actor = made.viewer(one.reviewer.person)
    with pytest.raises(Forbidden):
        opinions.hand_in(assignment=again, opinion=made.opinion((1, 1)), actor=actor, at=THEN)


def _conclude(world: World) -> Conclusion:
    return conclusions.conclude(
        request=made.standing(world), actor=made.viewer(world.galina), at=THEN,
        verdict=conclusions.Verdict(outcome="accept", words="Оба эксперта за."),
    )  # fmt: skip


def test_the_council_recommends_a_work_over_the_threshold(
    world: World, adopt: Callable[[str], None], browser: Browser
) -> None:
    adopt("baltasi")
    found = made.standing(world)
    made.all_hand_in(found, (5, 5))
    conclusions.conclude(
        request=made.fresh(found), actor=made.viewer(world.dmitry), at=THEN,
        verdict=conclusions.Verdict(outcome="accept", words="Оба эксперта за."),
    )  # fmt: skip
    grant(
        world.boris, ScopeKind.DISTRICT, world.district.pk, "council_member",
        Power.SEE_ALL | Power.REVIEW,
    )  # fmt: skip
    boris = browser(world.boris)
    assert world.topic.title in text_of(boris.get(f"{home(world)}council/"))

    answer = boris.post(
        f"{home(world)}council/{found.pid}/propose/", {"target": "regional", "place": "«Мәгариф»"}
    )

    assert answer.status_code == 302, text_of(answer)
    row = Recommendation.objects.get()
    assert row.state == "given"  # he alone is the council here
    with pytest.raises(DomainError, match="предыдущий шаг"):
        council.mark(
            recommendation=row,
            state="published",
            place="",
            actor=made.viewer(world.boris),
            at=THEN,
        )
    council.mark(
        recommendation=row, state="sent", place="", actor=made.viewer(world.boris), at=THEN
    )
    row.refresh_from_db()
    assert row.state == "sent"


def test_withdrawing_ends_what_experts_and_organisers_owe(world: World) -> None:
    found = made.standing(world)
    requests.withdraw(request=found, words="", actor=made.viewer(world.anna), at=THEN)
    assert found.state == RequestState.WITHDRAWN
    assert not Duty.objects.filter(kind__startswith="review.", closed_at=None).exists()
    assert {one.state for one in made.given(found)} == {AssignmentState.VOIDED}


def test_an_expert_is_told_the_day_by_the_clock_of_the_district(
    world: World, frozen: Any, browser: Browser
) -> None:
    """Asked at half past eight in Олёкминск on the 15th, which is the evening of the 14th elsewhere."""
    District.objects.filter(pk=world.district.pk).update(time_zone="Asia/Yakutsk")
    frozen.move_to(datetime(2026, 9, 14, 23, 30, tzinfo=UTC))
    expert = made.expert(world.district, "Раиса Первая").person
    made.expert(world.district, "Савва Второй")
    sent = {"rubric": made.rubric(world.district).pid, "mode": "blind", "words": "Посмотрите"}
    page = browser(world.anna).post(f"/p/{world.topic.pid}/review/", sent)
    assert page.status_code == 302, text_of(page)
    run_once(at=now())
    words = NoticeRow.objects.values_list("text", flat=True).get(
        person=expert, kind="review.expert"
    )
    assert words.endswith("Ответьте до 17.09.2026.")
