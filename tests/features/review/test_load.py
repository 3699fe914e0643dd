"""Five hundred works over forty experts: even load, in term, without a conflict (issue's simulation)."""

from datetime import datetime, timedelta
import itertools
from typing import Any

import pytest

from staffroom.core.viewer import SYSTEM
from staffroom.features.review.actions import dispatch, opinions
from staffroom.features.review.models import (
    Assignment,
    AssignmentState,
    RequestState,
    ReviewRequest,
    Round,
)
from staffroom.features.review.policies.conflicts import conflict
from staffroom.shared.communities.queries.rules import rules_of
from tests.factories import review as made
from tests.factories.world import THEN, World, publication

pytestmark = [pytest.mark.usefixtures("frozen"), pytest.mark.once]

EXPERTS, WORKS, A_DAY = 40, 500, 20


def test_the_load_is_even_and_nobody_judges_who_is_near_to_him(world: World) -> None:
    schools = [f"Школа № {n}" for n in range(10, 20)]
    experts = [
        made.expert(
            world.district, f"Имя{n} Эксперт{n}", school=schools[n % len(schools)], most_at_once=20
        )
        for n in range(EXPERTS)
    ]
    rubric = made.rubric(world.district)
    authors = itertools.cycle(one.person for one in experts)
    work = publication(world.anna, world.community, "Работа")
    given: dict[int, int] = dict.fromkeys((one.pk for one in experts), 0)
    at = THEN
    for n in range(WORKS):
        at = THEN + timedelta(days=n // A_DAY)
        found = _handed_in(world, rubric, next(authors), work, at)
        assert dispatch.dispatch(request=found, actor=SYSTEM, at=at) == 2
        for one in made.given(found):
            assert one.reviewer is not None
            assert conflict(found, one.reviewer.person_id, at=at) == ""
            given[one.reviewer.pk] += 1
            _judged(one, at)
        assert max(given.values()) - min(given.values()) <= 2
    assert max(given.values()) - min(given.values()) <= 1
    late = Assignment.objects.exclude(state=AssignmentState.HANDED_IN)
    assert not late.exists()


def _handed_in(world: World, rubric: Any, author: Any, work: Any, at: datetime) -> ReviewRequest:
    """A request as `ask` leaves it, without the publication being written anew each time."""
    ReviewRequest.objects.filter(publication=work, state__in=("received", "reviewing")).update(
        state=RequestState.CONCLUDED, closed_at=at
    )
    made_one = ReviewRequest.objects.create(
        district=world.district, community=world.community, publication=work, author=author,
        rubric=rubric, mode="open", power=16, scope_kind="district", scope_id=world.district.pk,
        state=RequestState.RECEIVED, rules_id=_rules(world), received_at=at,
        due_at=at + timedelta(days=10), name_by_at=at + timedelta(days=2),
    )  # fmt: skip
    Round.objects.create(
        request=made_one, n=1, title="Работа", plain="Текст", digest="", opened_at=at
    )
    return made.fresh(made_one)


def _rules(world: World) -> int:
    return rules_of(world.district).id


def _judged(one: Assignment, at: datetime) -> None:
    assert one.reviewer is not None
    actor = made.viewer(one.reviewer.person)
    opinions.accept(assignment=one, actor=actor, at=at)
    opinions.hand_in(assignment=one, opinion=made.opinion(), actor=actor, at=at)
    assert one.due_at is not None
    assert at <= one.due_at
