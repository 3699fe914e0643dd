"""Whatever is done in whatever order: no opinion without a right, nothing sealed changes, names never cross."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db import transaction
from django.test import Client
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
)
import pytest

from staffroom.core.errors import Absent, DomainError, Forbidden
from staffroom.features.review.actions import conclusions, dispatch, opinions, requests
from staffroom.features.review.models import (
    Assignment,
    AssignmentState,
    Conclusion,
    ReviewRequest,
    Round,
)
from staffroom.features.review.panels import own_rows
from staffroom.features.review.policies.conflicts import authors_of
from staffroom.features.review.queries.requests import told
from staffroom.shared.accounts.models import Person
from staffroom.shared.duties.models import Duty
from staffroom.shared.notifications.models import NoticeRow
from staffroom.shared.publications.models import Publication
from tests.factories import review as made
from tests.factories.people import sign_in
from tests.factories.world import THEN, World, make_world
from tests.machines import walk

CAST = ("anna", "boris", "vera", "galina", "dmitry")
WHO = st.sampled_from(CAST)
AT = st.integers(0, 3)
POINTS = st.tuples(st.integers(-1, 6), st.integers(0, 5))
WORDS = st.sampled_from(["", "Потому что"])
MARKS = ("Невидимкин", "Незримов", "Потаёнов")
AUTHOR = "Сокровин"


PAGES = ("/", "/home/", "/notices/", "/home/duties/")


class Judging(RuleBasedStateMachine):
    """Everybody tries everything; the policies and actions alone keep order."""

    reached: ClassVar[set[str]] = set()

    def __init__(self) -> None:
        super().__init__()
        self.inside = transaction.atomic()
        self.inside.__enter__()
        self.sealed: dict[int, tuple[Any, ...]] = {}

    def teardown(self) -> None:
        if hasattr(self, "key"):
            self.look()
        transaction.set_rollback(True)
        self.inside.__exit__(None, None, None)

    @initialize(mode=st.sampled_from(["blind", "double"]))
    def begin(self, mode: str) -> None:
        self.world: World = make_world()
        self.mode = mode
        hidden = {"last_name": AUTHOR, "name": f"Анна {AUTHOR}", "email": "zorina@shkola.example"}
        Person.objects.filter(pk=self.world.anna.pk).update(**hidden)
        self.experts = [
            made.expert(self.world.district, f"Иван {name}", most_at_once=9) for name in MARKS
        ]
        self.work = self.world.draft if mode == "double" else self.world.topic
        others = Publication.objects.filter(author=self.world.anna).exclude(pk=self.work.pk)
        others.update(author=self.world.boris)  # her name stands nowhere but on this work
        words = f"{self.work.title}. Учитель {AUTHOR} А. И., почта zorina@shkola.example"
        Publication.objects.filter(pk=self.work.pk).update(title=f"Опыт {AUTHOR}а", plain=words)
        self.work.refresh_from_db()
        self.key = made.asked(self.world, self.work, mode=mode).pk

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
        self.work.refresh_from_db()
        self.work.plain += " Исправлено."
        self.work.save(update_fields=["plain"])
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

    @rule(is_ended=st.booleans())
    def as_it_should_be(self, is_ended: bool) -> None:
        """Everybody who is asked hands in; then the organiser concludes, or gives the work back."""
        for n in range(4):
            for expert in range(3):
                self.accept(n, expert)
                self.hand_in(n, expert, (5, 4))
        if is_ended:
            self.conclude("galina", "Потому что")
        else:
            self.give_back("galina", "Потому что")

    @rule()
    def look(self) -> None:
        """Both sides open everything that tells of the work: no page holds a name of the other side."""
        found = self.found()
        here = f"/{self.world.district.slug}/review/"
        anna, title = Person.objects.get(pk=self.world.anna.pk), found.rounds.get(n=1).title
        for url in (
            *PAGES,
            f"/search/?q={title}",
            here,
            f"{here}{found.pid}/",
            f"/p/{self.work.pid}/",
        ):
            said = self.served(anna, url)
            assert not any(mark in said for mark in MARKS), url
        if self.mode == "blind" or found.state == "concluded":
            return
        for one in made.given(found):
            assert one.reviewer is not None
            work = f"{here}works/{one.pid}/"
            for url in (*PAGES, f"/search/?q={title}", here, work, f"{work}decline/"):
                said = self.served(one.reviewer.person, url)
                assert AUTHOR not in said, url
                assert "zorina" not in said, url
                assert self.work.pid not in said, url

    @staticmethod
    def served(who: Person, url: str) -> str:
        """What the person's browser is given, as it is."""
        return sign_in(Client(), who).get(url, follow=True).content.decode()

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
        self.reached.add(self.found().state)
        anna = made.viewer(self.world.anna)
        shown = repr(told(anna, self.found())) + repr(list(own_rows(self.world.anna.pk)))
        notices = NoticeRow.objects.filter(person=self.world.anna).values_list("text", flat=True)
        duties = Duty.objects.filter(owner=self.world.anna).values_list("title", flat=True)
        for mark in MARKS:
            assert mark not in shown
            assert not any(mark in words for words in [*notices, *duties])
        if self.mode == "double" and self.found().state != "concluded":
            self._author_is_unknown()

    def _author_is_unknown(self) -> None:
        people = [one.person for one in self.experts]
        words = [
            *NoticeRow.objects.filter(person__in=people).values_list("text", flat=True),
            *Duty.objects.filter(owner__in=people).values_list("title", flat=True),
            *(repr(list(own_rows(one.pk))) for one in people),
            *Round.objects.filter(request=self.key).values_list("html", flat=True),
        ]
        assert not any(AUTHOR in one or "zorina" in one for one in words)

    @invariant()
    def no_conclusion_without_an_opinion(self) -> None:
        for row in Conclusion.objects.all():
            assert row.expert_n > 0


def whole_way(mode: str) -> None:
    """The whole way of a work once, looked at after each step: chance alone may not come so far."""
    judging = Judging()
    judging.begin(mode=mode)
    for step in (
        lambda: judging.as_it_should_be(is_ended=False),
        lambda: judging.resume(who="anna"),
        lambda: judging.as_it_should_be(is_ended=True),
    ):
        step()
        judging.look()
        judging.sealed_never_changes()
        judging.names_never_cross()
    judging.teardown()


@pytest.mark.once
@pytest.mark.slow
def test_no_order_of_acts_unseals_an_opinion_or_tells_a_name(db: Any, frozen: Any) -> None:
    Judging.reached.clear()
    for mode in ("blind", "double"):
        whole_way(mode)
    walk(
        Judging,
        examples=8,
        steps=12,
        until=lambda: {"reviewing", "revision", "concluded"} <= Judging.reached,
    )
