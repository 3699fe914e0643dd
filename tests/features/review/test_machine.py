"""Whatever is done in whatever order: no opinion without a right, nothing sealed changes, names never cross."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
import pytest

from staffroom.core.errors import Absent, DomainError, Forbidden
from staffroom.features.review.actions import conclusions, dispatch, opinions, requests
from staffroom.features.review.models import Assignment, AssignmentState, Conclusion, ReviewRequest
from staffroom.features.review.policies.conflicts import authors_of
from staffroom.features.review.queries.requests import told
from staffroom.shared.accounts.models import Person
from staffroom.shared.duties.models import Duty
from staffroom.shared.notifications.models import NoticeRow
from tests.factories import review as made
from tests.factories.world import THEN, World, make_world

CAST = ("anna", "boris", "vera", "galina", "dmitry")
WHO = st.sampled_from(CAST)
AT = st.integers(0, 3)
POINTS = st.tuples(st.integers(-1, 6), st.integers(0, 5))
WORDS = st.sampled_from(["", "Потому что"])
MARKS = ("Невидимкин", "Незримов", "Потаёнов")


class Judging(RuleBasedStateMachine):
    """Everybody tries everything; the policies and actions alone keep order."""

    reached: ClassVar[set[str]] = set()

    def __init__(self) -> None:
        super().__init__()
        self.inside = transaction.atomic()
        self.inside.__enter__()
        self.sealed: dict[int, tuple[Any, ...]] = {}

    def teardown(self) -> None:
        self.reached.update(ReviewRequest.objects.values_list("state", flat=True))
        transaction.set_rollback(True)
        self.inside.__exit__(None, None, None)

    @initialize(mode=st.sampled_from(["blind", "double"]))
    def begin(self, mode: str) -> None:
        self.world: World = make_world()
        self.experts = [
            made.expert(self.world.district, f"Иван {name}", most_at_once=9) for name in MARKS
        ]
        self.key = made.asked(self.world, mode=mode).pk

    def actor(self, who: str) -> Any:
        return made.viewer(Person.objects.get(pk=getattr(self.world, who).pk))

    def found(self) -> ReviewRequest:
        return made.fresh(ReviewRequest(pk=self.key))

    def one(self, n: int) -> Assignment:
        rows = made.given(self.found())
        return rows[n % len(rows)]

    def done(self, act: Callable[[], object]) -> bool:
        try:
            with transaction.atomic():
                act()
        except (DomainError, Forbidden, Absent):
            return False
        return True

    @rule(n=AT, expert=st.integers(0, 2))
    def accept(self, n: int, expert: int) -> None:
        one, actor = self.one(n), made.viewer(self.experts[expert].person)
        if self.done(lambda: opinions.accept(assignment=one, actor=actor, at=THEN)):
            assert one.reviewer_id == self.experts[expert].pk, "nobody agrees for another"

    @rule(n=AT, expert=st.integers(0, 2), points=POINTS)
    def hand_in(self, n: int, expert: int, points: tuple[int, int]) -> None:
        one, actor = self.one(n), made.viewer(self.experts[expert].person)
        said = made.opinion(points)
        if self.done(lambda: opinions.hand_in(assignment=one, opinion=said, actor=actor, at=THEN)):
            assert one.reviewer_id == self.experts[expert].pk
            assert min(points) >= 0
            assert max(points) <= 5

    @rule(n=AT, who=WHO, points=POINTS)
    def hand_in_uninvited(self, n: int, who: str, points: tuple[int, int]) -> None:
        one, actor = self.one(n), self.actor(who)
        said = made.opinion(points)
        assert not self.done(
            lambda: opinions.hand_in(assignment=one, opinion=said, actor=actor, at=THEN)
        )

    @rule(n=AT, expert=st.integers(0, 2), words=WORDS)
    def decline(self, n: int, expert: int, words: str) -> None:
        one, actor = self.one(n), made.viewer(self.experts[expert].person)
        self.done(lambda: opinions.decline(assignment=one, words=words, actor=actor, at=THEN))

    @rule(who=WHO, expert=st.integers(0, 2), words=WORDS)
    def assign(self, who: str, expert: int, words: str) -> None:
        actor = self.actor(who)
        if self.done(
            lambda: dispatch.assign(
                request=self.found(), reviewer=self.experts[expert], actor=actor, at=THEN,
                override=words,
            )
        ):  # fmt: skip
            assert who in {"galina", "dmitry"}, "organisers alone name experts"

    @rule(who=WHO, words=WORDS)
    def give_back(self, who: str, words: str) -> None:
        actor = self.actor(who)
        if self.done(
            lambda: requests.give_back(request=self.found(), words=words, actor=actor, at=THEN)
        ):
            assert words
            assert who in {"galina", "dmitry"}

    @rule(who=WHO)
    def resume(self, who: str) -> None:
        self.world.topic.refresh_from_db()
        self.world.topic.plain += " Исправлено."
        self.world.topic.save(update_fields=["plain"])
        actor = self.actor(who)
        if self.done(lambda: requests.resume(request=self.found(), words="", actor=actor, at=THEN)):
            assert who == "anna"

    @rule(who=WHO, words=WORDS)
    def conclude(self, who: str, words: str) -> None:
        actor, verdict = self.actor(who), conclusions.Verdict(outcome="accept", words=words)
        if self.done(
            lambda: conclusions.conclude(
                request=self.found(), verdict=verdict, actor=actor, at=THEN
            )
        ):
            assert words
            assert who in {"galina", "dmitry"}

    @rule()
    def as_it_should_be(self) -> None:
        """Everybody who is asked hands in."""
        for n in range(4):
            for expert in range(3):
                self.accept(n, expert)
                self.hand_in(n, expert, (5, 4))

    @invariant()
    def sealed_never_changes(self) -> None:
        handed = Assignment.objects.filter(state=AssignmentState.HANDED_IN)
        for one in handed.order_by("pk"):
            said = (
                one.percent,
                one.strong,
                one.verdict,
                *one.scores.values_list("points", flat=True),
            )
            assert self.sealed.setdefault(one.pk, said) == said

    @invariant()
    def no_author_judges(self) -> None:
        for found in ReviewRequest.objects.all():
            judges = Assignment.objects.filter(request=found).exclude(reviewer=None)
            assert not authors_of(found) & set(judges.values_list("reviewer__person", flat=True))

    @invariant()
    def names_never_cross(self) -> None:
        if not hasattr(self, "key"):
            return
        anna = made.viewer(self.world.anna)
        shown = repr(told(anna, self.found()))
        notices = NoticeRow.objects.filter(person=self.world.anna).values_list("text", flat=True)
        duties = Duty.objects.filter(owner=self.world.anna).values_list("title", flat=True)
        for mark in MARKS:
            assert mark not in shown
            assert not any(mark in words for words in [*notices, *duties])

    @invariant()
    def no_conclusion_without_an_opinion(self) -> None:
        for row in Conclusion.objects.all():
            assert row.expert_n > 0


@pytest.mark.once
@pytest.mark.slow
def test_no_order_of_acts_unseals_an_opinion_or_tells_a_name(db: Any, frozen: Any) -> None:
    Judging.reached.clear()
    run_state_machine_as_test(
        Judging,
        settings=settings(max_examples=10, stateful_step_count=14, deadline=None, derandomize=True),
    )
    assert {"reviewing", "concluded"} <= Judging.reached
