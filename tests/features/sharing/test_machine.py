"""Whatever is done in whatever order: nobody agrees for another, nothing holds without every yes and its paper."""

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
)
import pytest

from staffroom.core.errors import Absent, DomainError, Forbidden
from staffroom.features.sharing.actions import agreements, consents, endings, owed
from staffroom.features.sharing.models import AFTER, Agreement, AgreementState, Side
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.queries.viewers import viewer_for
from staffroom.shared.documents.actions import issuing
from staffroom.shared.documents.models import Document
from staffroom.shared.duties.models import Duty
from tests.conftest import MOMENT
from tests.features.governance.conftest import Cast
from tests.features.sharing.conftest import cast_of_sharing, school
from tests.machines import walk

SPEAKERS = {"Школа № 1": "anna", "Школа № 2": "boris"}
WHO = st.sampled_from(["anna", "boris", "vera", "elena"])
AT_SIDE = st.sampled_from(list(SPEAKERS))
WORDS = st.sampled_from(["", "Потому что"])


class Agreeing(RuleBasedStateMachine):
    """Everybody tries everything; the policies and actions alone keep order."""

    cast: Cast
    reached: ClassVar[set[str]] = set()

    def __init__(self) -> None:
        super().__init__()
        self.inside = transaction.atomic()
        self.inside.__enter__()

    def teardown(self) -> None:
        self.reached.update(Agreement.objects.values_list("state", flat=True))
        transaction.set_rollback(True)
        self.inside.__exit__(None, None, None)

    @initialize()
    def begin(self) -> None:
        terms = agreements.Terms(
            sort="cooperation", subject="кружок", starts_on=date(2026, 9, 14), ends_on=date(2027, 5, 31)
        )  # fmt: skip
        places = [school(self.cast, name) for name in SPEAKERS]
        anna = self.actor("anna")
        made = agreements.begin(
            district=self.cast.district, terms=terms, organizations=places, actor=anna, at=MOMENT
        )
        share = agreements.Share(gives="кабинет", signer_position="Директор", signer_name="А. Б.")
        for side in owed.sides_of(made):
            agreements.change_side(side=side, share=share, actor=anna, at=MOMENT)

    def actor(self, who: str) -> Any:
        return viewer_for(Person.objects.get(pk=getattr(self.cast, who).pk), at=MOMENT)

    def found(self) -> Agreement:
        return Agreement.objects.select_related("district", "document", "previous").get()

    def side(self, name: str) -> Side:
        sides = owed.sides_of(self.found())
        return next(one for one in sides if one.organization.short_name == name)

    def done(self, act: Callable[[], object]) -> bool:
        try:
            with transaction.atomic():
                act()
        except (DomainError, Forbidden, Absent):
            return False
        return True

    @rule(who=WHO, verb=st.sampled_from(["offer", "take_back"]))
    def whole(self, who: str, verb: str) -> None:
        act, actor = getattr(agreements, verb), self.actor(who)
        if self.done(lambda: act(agreement=self.found(), actor=actor, at=MOMENT)):
            assert who in {"anna", "elena"}, "its author or a keeper of papers"

    @rule(who=WHO, words=WORDS)
    def drop(self, who: str, words: str) -> None:
        actor = self.actor(who)
        if self.done(
            lambda: agreements.drop(agreement=self.found(), words=words, actor=actor, at=MOMENT)
        ):
            assert words
            assert who in {"anna", "elena"}

    @rule(who=WHO, name=AT_SIDE)
    def agree(self, who: str, name: str) -> None:
        actor = self.actor(who)
        if self.done(lambda: consents.agree(side=self.side(name), actor=actor, at=MOMENT)):
            assert SPEAKERS[name] == who, "nobody agrees for another organisation"

    @rule()
    def both_agree(self) -> None:
        """The way as it should be."""
        self.whole("anna", "offer")
        for name, who in SPEAKERS.items():
            self.agree(who, name)

    @rule(who=WHO, name=AT_SIDE, words=WORDS)
    def give_back(self, who: str, name: str, words: str) -> None:
        actor = self.actor(who)
        if self.done(
            lambda: consents.give_back(side=self.side(name), words=words, actor=actor, at=MOMENT)
        ):
            assert words
            assert SPEAKERS[name] == who

    @rule(who=WHO, name=AT_SIDE)
    def note_without_a_copy(self, who: str, name: str) -> None:
        actor = self.actor(who)
        side = self.side(name)
        assert not self.done(lambda: consents.note(side=side, file=None, actor=actor, at=MOMENT))

    @rule(who=WHO)
    def register(self, who: str) -> None:
        paper = Document.objects.filter(kind="agreement").first()
        actor = self.actor(who)
        if paper is not None and self.done(
            lambda: issuing.issue(document=paper, dated_on=MOMENT.date(), actor=actor, at=MOMENT)
        ):
            assert who == "elena"

    @rule(who=WHO, name=AT_SIDE, words=WORDS, day=st.sampled_from([1, 30]))
    def end(self, who: str, name: str, words: str, day: int) -> None:
        actor, ends_on = self.actor(who), date(2026, 10, day)
        if self.done(
            lambda: endings.tell_end(
                side=self.side(name), ends_on=ends_on, words=words, actor=actor, at=MOMENT
            )
        ):
            assert words
            assert SPEAKERS[name] == who
            assert day == 30, "the others are told thirty days before"

    @invariant()
    def nothing_holds_without_every_yes_and_its_paper(self) -> None:
        if not Agreement.objects.exists():
            return
        found = self.found()
        silent = found.sides.filter(agreed_at=None).count()
        open_n = Duty.objects.filter(kind="sharing.consent", closed_at=None).count()
        assert open_n == (silent if found.state == AgreementState.OFFERED else 0)
        if found.state in AFTER:
            assert silent == 0
            assert found.document is not None
            assert found.document.state != "draft"
        if found.state == AgreementState.AGREED:
            assert silent == 0
            assert Duty.objects.filter(kind="sharing.paper", closed_at=None).count() == 1
        if found.state in {AgreementState.DRAFT, AgreementState.OFFERED}:
            assert found.document is None


@pytest.mark.once
@pytest.mark.slow
def test_no_order_of_acts_brings_an_agreement_into_force_without_its_sides(
    db: Any, frozen: Any
) -> None:
    Agreeing.cast = cast_of_sharing()
    walk(
        Agreeing,
        examples=10,
        steps=12,
        until=lambda: {AgreementState.IN_FORCE, AgreementState.DROPPED} <= Agreeing.reached,
    )
