"""Whatever is done in whatever order: nothing ends silently, nobody decides on his own, nothing is lost."""

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
import pytest

from staffroom.core.errors import Absent, DomainError, Forbidden
from staffroom.features.lifecycle.actions import asking, deciding, reshaping
from staffroom.features.lifecycle.models import EndingRequest, Reshaping
from staffroom.features.lifecycle.queries import endings, reshapings
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community, Membership, Transition
from staffroom.shared.communities.queries.viewers import viewer_for
from staffroom.shared.publications.models import Comment, Placement, Publication
from staffroom.shared.publications.policies import visible_publications
from tests.conftest import MOMENT
from tests.factories import world as made
from tests.features.lifecycle.conftest import Group, group_of, lead
from tests.machines import walk

NAMES = ("anna", "boris", "vera", "dmitry", "elena")
WHO = st.sampled_from(NAMES)
PICK = st.integers(0, 7)
WORDS = st.sampled_from(["", " ", "Так решили", "Так решили"])
KINDS = st.sampled_from(["spin-off", "split", "merge", "merge", "move"])
ENDED = ("closed", "archived")


class Life(RuleBasedStateMachine):
    """Everybody tries everything; the policies and actions alone keep order."""

    group: ClassVar[Group]
    reached: ClassVar[set[str]] = set()

    @initialize()
    def begin(self) -> None:
        self.inside = transaction.atomic()
        self.inside.__enter__()
        self.said = set(Publication.objects.values_list("pk", flat=True))
        self.replies = Comment.objects.count()
        self.readers = {
            name: set(visible_publications(self.actor(name)).values_list("pk", flat=True))
            for name in ("anna", "boris", "vera")
        }

    def teardown(self) -> None:
        if hasattr(self, "inside"):
            self.reached.update(EndingRequest.objects.values_list("state", flat=True))
            done = Reshaping.objects.filter(state="done")
            self.reached.update(done.values_list("kind", flat=True))
            transaction.set_rollback(True)
            self.inside.__exit__(None, None, None)

    def actor(self, who: str) -> Any:
        person = Person.objects.get(pk=getattr(self.group.cast, who).pk)
        return viewer_for(person, at=MOMENT)

    def place(self, pick: int) -> Community:
        rows = Community.objects.select_related("district", "profile", "parent").order_by("pk")
        found = list(rows)
        return found[pick % len(found)]

    def done(self, act: Callable[[], object]) -> bool:
        try:
            with transaction.atomic():
                act()
        except (DomainError, Forbidden, Absent):
            return False
        return True

    @rule(who=WHO, pick=PICK, words=WORDS, wish=st.sampled_from(["extend", "close", "product"]))
    def ask(self, who: str, pick: int, words: str, wish: str) -> None:
        home, actor = self.place(pick), self.actor(who)
        acts = {
            "extend": lambda: asking.ask_extension(
                community=home, until_on=date(2027, 5, 31), words=words, actor=actor, at=MOMENT
            ),
            "close": lambda: asking.ask_closing(
                community=home, words=words, actor=actor, at=MOMENT
            ),
            "product": lambda: asking.hand_in(
                community=home, words=words, actor=actor, at=MOMENT,
                publication=Publication.objects.filter(home_community=home).first(),
            ),
        }  # fmt: skip
        if self.done(acts[wish]):
            assert words.strip()
            assert who in {"anna", "vera", "elena"}, "those who lead"

    def waits(self) -> bool:
        rows = EndingRequest.objects.filter(state="asked")
        return hasattr(self, "inside") and rows.exists()

    @precondition(waits)
    @rule(who=st.sampled_from(["boris", "anna", "dmitry", "dmitry", "elena"]), words=WORDS,
          verb=st.sampled_from(["yes", "yes", "no", "back"]))  # fmt: skip
    def decide(self, who: str, words: str, verb: str) -> None:
        row = EndingRequest.objects.filter(state="asked").earliest("pk")
        asked, actor = endings.of(row.pk), self.actor(who)
        extends = asked.wish == "extension"
        acts: dict[str, Callable[[], object]] = {
            "yes": lambda: (
                deciding.agree_to_extend(
                    request=asked, until_on=date(2027, 5, 31), actor=actor, at=MOMENT
                )
                if extends
                else deciding.agree_to_close(request=asked, actor=actor, at=MOMENT)
            ),
            "no": lambda: deciding.refuse(
                request=asked, reason=words, clause="", actor=actor, at=MOMENT
            ),
            "back": lambda: asking.withdraw(request=asked, actor=actor, at=MOMENT),
        }
        if self.done(acts[verb]) and verb != "back":
            assert who in {"dmitry", "elena"}
            assert asked.asked_by_id != actor.person_id, "nobody decides his own"
            assert verb == "yes" or words.strip()
            row.refresh_from_db()
            self.reached.add(f"{asked.wish} {row.state}")

    @rule(who=WHO, pick=PICK, words=WORDS)
    def close(self, who: str, pick: int, words: str) -> None:
        home, actor = self.place(pick), self.actor(who)
        if self.done(lambda: deciding.close(community=home, words=words, actor=actor, at=MOMENT)):
            assert words.strip()
            assert who == "dmitry" or (who == "elena" and home.name != self.group.community.name)

    @rule(who=st.sampled_from(["boris", "dmitry", "dmitry", "elena"]), pick=PICK, other=PICK,
          kind=KINDS, words=st.sampled_from(["", "решение", "решение"]))  # fmt: skip
    def reshape(self, who: str, pick: int, other: int, kind: str, words: str) -> None:
        home, target, actor = self.place(pick), self.place(other), self.actor(who)
        people = list(reshapings.people(home))
        choice = reshaping.Choice(
            name=f"Новое {Community.objects.count()}", goal="Цель", kind="subject", people=people,
            takes_all=bool(other % 2), stays=bool(pick % 2) or not other % 2,
        )  # fmt: skip

        def act() -> None:
            one = reshaping.prepare(
                source=home, kind=kind, actor=actor, at=MOMENT, choice=choice,
                target=target if kind in {"merge", "move"} else None,
            )  # fmt: skip
            reshaping.carry_out(
                reshaping=reshapings.of(one.pk), basis=words, actor=actor, at=MOMENT
            )

        if self.done(act):
            assert words
            assert who in {"dmitry", "elena"}

    @invariant()
    def nothing_ends_silently(self) -> None:
        if not hasattr(self, "inside"):
            return
        for one in Community.objects.filter(state__in=ENDED):
            last = Transition.objects.filter(community=one, to_state=one.state).latest("pk")
            assert last.words.strip()
            assert last.basis.strip()
        for row in EndingRequest.objects.filter(state="refused"):
            assert row.reason.strip()
            assert row.decided_by_id not in {None, row.asked_by_id}

    @invariant()
    def nothing_is_lost(self) -> None:
        if not hasattr(self, "inside"):
            return
        assert set(Publication.objects.values_list("pk", flat=True)) == self.said
        assert Comment.objects.count() == self.replies
        for one in Publication.objects.select_related("home_community"):
            home = one.home_community
            assert home is not None
            assert home.merged_into_id is None
            assert Placement.objects.filter(publication=one, community=home).exists()
        merged = Community.objects.exclude(merged_into=None)
        left = Membership.objects.filter(community__in=merged, state__in=("active", "guest"))
        assert not left.exists()

    @invariant()
    def who_read_reads_still(self) -> None:
        if not hasattr(self, "inside"):
            return
        for name in ("anna", "boris", "vera"):
            viewer = self.actor(name)
            read = set(visible_publications(viewer).values_list("pk", flat=True))
            assert self.readers[name] <= read, name


@pytest.mark.once
@pytest.mark.slow
def test_no_order_of_acts_ends_silently_or_loses_a_word(db: Any, frozen: Any) -> None:
    group = group_of("basic", kind="subject", ends_on=date(2026, 10, 1))
    other = made.community(group.cast.district, "Учителя физики")
    Community.objects.filter(pk=other.pk).update(state="active")
    made.enrol_at_once(group.cast.vera, other)
    lead(group.cast.vera, other)
    lead(group.cast.elena, group.community)
    made.comment(group.cast.boris, group.result)
    made.publication(group.cast.vera, other, "Опыты с водой")
    Life.group = group
    walk(
        Life,
        examples=12,
        steps=10,
        until=lambda: (
            bool({"merge", "split", "spin-off"} & Life.reached) and "agreed" in Life.reached
        ),
    )
