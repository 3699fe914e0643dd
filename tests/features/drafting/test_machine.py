"""Whatever is done in whatever order: no paper in force without its remarks, their answers and another's approval."""

from collections.abc import Callable
from datetime import timedelta
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
from staffroom.features.drafting import actions, queries
from staffroom.features.drafting.models import Asked, Draft, Remark
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.queries.viewers import viewer_for
from staffroom.shared.documents.actions import issuing
from staffroom.shared.documents.models import Document
from staffroom.shared.documents.queries.days import today_in
from tests.conftest import MOMENT
from tests.features.drafting.test_drafting import represent, school
from tests.features.governance.conftest import Cast, cast_of
from tests.machines import walk

NAMES = ("anna", "boris", "vera", "dmitry", "elena")
WHO = st.sampled_from(("anna", "vera", *["dmitry", "elena"] * 3))
SPEAKERS = st.sampled_from(NAMES)
LATE = MOMENT + timedelta(days=20)  # after the last day
WHEN = st.sampled_from([MOMENT, LATE, LATE])
WORDS = st.sampled_from(["", "Поправили", "Поправили"])
DECIDED = ("approved", "published")


def is_in(*states: str) -> Callable[[Any], bool]:
    """True while the draft stands in one of these: an act elsewhere is refused at once."""
    return lambda machine: Draft.objects.filter(pk=machine.key, state__in=states).exists()


class Drafting(RuleBasedStateMachine):
    """Everybody tries everything; the policies and actions alone keep order."""

    cast: Cast
    reached: ClassVar[set[str]] = set()

    def __init__(self) -> None:
        super().__init__()
        self.inside = transaction.atomic()
        self.inside.__enter__()
        self.key = actions.begin(
            district=self.cast.district, kind="order", heading="О группах", text="1. Раз в месяц.",
            actor=self.actor("dmitry"), at=MOMENT,
        ).pk  # fmt: skip

    @initialize(is_far=st.booleans())
    def heard(self, is_far: bool) -> None:
        """Half of the walks begin where the text has been heard and lies with whoever approves."""
        if is_far:
            self.open("dmitry")
            self.close("dmitry", LATE)
            self.move("dmitry", actions.submit)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.inside.__exit__(None, None, None)

    def actor(self, who: str) -> Any:
        return viewer_for(Person.objects.get(pk=getattr(self.cast, who).pk), at=MOMENT)

    def done(self, act: Callable[[], object]) -> bool:
        try:
            with transaction.atomic():
                act()
        except (DomainError, Forbidden, Absent):
            return False
        return True

    @precondition(is_in("writing", "revised"))
    @rule(who=WHO)
    def open(self, who: str) -> None:
        places = [school(self.cast, name) for name in ("Школа № 1", "Школа № 2")]
        self.done(lambda: actions.open_discussion(
            draft=queries.of(self.key), organizations=places, at=MOMENT, actor=self.actor(who),
            until_on=(MOMENT + timedelta(days=5)).date(),
        ))  # fmt: skip

    @precondition(is_in("discussed"))
    @rule(who=SPEAKERS, words=WORDS, when=WHEN)
    def speak(self, who: str, words: str, when: Any) -> None:
        name = {"anna": "Школа № 1", "boris": "Школа № 2"}.get(who)
        place = school(self.cast, name) if name else None
        if self.done(lambda: actions.speak(
            draft=queries.of(self.key), text=words, organization=place, actor=self.actor(who), at=when
        )):  # fmt: skip
            assert when == MOMENT, "nothing is said after the last day"

    @precondition(is_in("discussed", "revised"))
    @rule(who=WHO, words=WORDS, verdict=st.sampled_from(["taken", "taken", "declined", ""]))
    def answer(self, who: str, words: str, verdict: str) -> None:
        one = Remark.objects.select_related("draft__district").filter(answered_at=None).first()
        if one is not None and self.done(lambda: actions.answer(
            remark=one, verdict=verdict, words=words, actor=self.actor(who), at=MOMENT
        )):  # fmt: skip
            assert verdict
            assert verdict == "taken" or words
            assert one.person_id != self.actor(who).person_id

    @precondition(is_in("discussed"))
    @rule(who=WHO, when=WHEN)
    def close(self, who: str, when: Any) -> None:
        if self.done(lambda: actions.close_discussion(
            draft=queries.of(self.key), actor=self.actor(who), at=when
        )):  # fmt: skip
            silent = Asked.objects.filter(draft=self.key, answered_at=None).exists()
            assert when > MOMENT or not silent, "the term has ended, or all have answered"

    @precondition(is_in("writing", "discussed", "revised", "approval"))
    @rule(who=WHO, n=st.integers(0, 3))
    def write(self, who: str, n: int) -> None:
        self.done(lambda: actions.write(
            draft=queries.of(self.key), text=f"1. Раз в {n} месяца.", words="", at=MOMENT,
            actor=self.actor(who),
        ))  # fmt: skip

    @rule(who=WHO, act=st.sampled_from([actions.submit, actions.submit, actions.take_back]))
    def move(self, who: str, act: Any) -> None:
        self.done(lambda: act(draft=queries.of(self.key), actor=self.actor(who), at=MOMENT))

    @precondition(is_in("revised", "approval"))
    @rule(
        who=WHO,
        words=WORDS,
        act=st.sampled_from([actions.approve, actions.approve, actions.give_back]),
    )
    def decide(self, who: str, words: str, act: Any) -> None:
        draft, actor = queries.of(self.key), self.actor(who)
        if self.done(lambda: act(draft=draft, words=words, actor=actor, at=MOMENT)):
            assert not draft.editions.filter(made_by=actor.person_id).exists(), "not his own text"
            assert act is actions.approve or words

    @precondition(is_in("approval", "approved"))
    @rule(who=WHO)
    def register(self, who: str) -> None:
        paper = Document.objects.select_related("district").filter(origin="drafting.paper").first()
        if paper is not None:
            day = today_in(paper.district, MOMENT)
            self.done(
                lambda: issuing.issue(
                    document=paper, dated_on=day, actor=self.actor(who), at=MOMENT
                )
            )

    @invariant()
    def nothing_is_in_force_unheard(self) -> None:
        draft = Draft.objects.get(pk=self.key)
        self.reached.add(draft.state)
        issued = Document.objects.filter(origin="drafting.paper", state="issued").exists()
        assert issued == (draft.state == "published")
        if draft.state in DECIDED:
            assert draft.closed_at is not None
            assert draft.until_at is not None
            early = draft.closed_at <= draft.until_at
            assert not (early and draft.asked.filter(answered_at=None).exists())
            assert (
                not Remark.objects.filter(draft=draft, answered_at=None).exclude(text="").exists()
            )
            authors = set(draft.editions.values_list("made_by", flat=True))
            assert draft.decided_by_id not in {None, *authors}


@pytest.mark.once
@pytest.mark.slow
def test_no_order_of_acts_brings_an_unheard_paper_into_force(db: Any, frozen: Any) -> None:
    Drafting.cast = cast_of("baltasi")
    for name, who in (("Школа № 1", Drafting.cast.anna), ("Школа № 2", Drafting.cast.boris)):
        represent(Drafting.cast, name, who)
    walk(
        Drafting,
        examples=15,
        steps=25,
        until=lambda: {"discussed", "revised", "approval", "published"} <= Drafting.reached,
    )
