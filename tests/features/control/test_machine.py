"""Whatever is done in whatever order: nothing is done without the controller's word."""

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
)
import pytest

from staffroom.core.errors import Absent, DomainError, Forbidden
from staffroom.features.control import actions
from staffroom.features.control.models import OPEN, ItemRecord, ItemState, OrderItem
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.queries.viewers import viewer_for
from staffroom.shared.documents.models import Document
from staffroom.shared.duties.models import Duty
from tests.conftest import MOMENT
from tests.features.control.test_control import drafted, issued
from tests.features.governance.conftest import Cast, cast_of
from tests.machines import walk

NAMES = ("anna", "boris", "dmitry", "elena")
KEEPERS = {"dmitry", "elena"}
WHO = st.sampled_from(NAMES)
PICK = st.integers(0, 9)
WORDS = st.sampled_from(["", " ", "Готово"])


class Control(RuleBasedStateMachine):
    """Everybody tries everything; the policies and actions alone keep order."""

    cast: Cast
    reached: ClassVar[set[str]] = set()

    def __init__(self) -> None:
        super().__init__()
        self.inside = transaction.atomic()
        self.inside.__enter__()
        self.papers = [drafted(self.cast), issued(drafted(self.cast))]

    def teardown(self) -> None:
        self.reached.update(OrderItem.objects.values_list("state", flat=True))
        transaction.set_rollback(True)
        self.inside.__exit__(None, None, None)

    def person(self, who: str) -> Person:
        return Person.objects.get(pk=getattr(self.cast, who).pk)

    def actor(self, who: str) -> Any:
        return viewer_for(self.person(who), at=MOMENT)

    def one(self, pick: int) -> OrderItem | None:
        rows = list(
            OrderItem.objects.select_related("document__district", "document__community").order_by(
                "pk"
            )
        )
        return rows[pick % len(rows)] if rows else None

    def done(self, act: Callable[[], object]) -> bool:
        try:
            with transaction.atomic():
                act()
        except (DomainError, Forbidden, Absent):
            return False
        return True

    @rule(who=WHO, doer=WHO, controller=WHO, paper=st.integers(0, 1))
    def add(self, who: str, doer: str, controller: str, paper: int) -> None:
        content = actions.Content(
            text="Дело", responsible=self.person(doer), controller=self.person(controller), due_on=date(2026, 9, 25)
        )  # fmt: skip
        document = Document.objects.select_related("district", "community").get(
            pk=self.papers[paper].pk
        )
        actor = self.actor(who)
        if self.done(
            lambda: actions.add_item(document=document, content=content, actor=actor, at=MOMENT)
        ):
            assert who in KEEPERS
            assert doer != controller

    @rule(doer=WHO, controller=WHO, ends=st.sampled_from(["accept", "give_back", "drop_item"]))
    def whole(self, doer: str, controller: str, ends: str) -> None:
        """The way as it should be, up to the controller's word."""
        self.add("elena", doer, controller, 1)
        count = OrderItem.objects.count()
        if count and doer != controller:
            if ends != "drop_item":
                self.act(doer, count - 1, "Готово", "report")
            judge = controller if ends != "drop_item" else "elena" if doer != "elena" else "dmitry"
            self.act(judge, count - 1, "Готово", ends)

    @rule()
    def register(self) -> None:
        if Document.objects.get(pk=self.papers[0].pk).state == "draft":
            issued(self.papers[0])

    @precondition(lambda _self: OrderItem.objects.exists())
    @rule(
        who=WHO,
        pick=PICK,
        words=WORDS,
        verb=st.sampled_from(["report", "accept", "give_back", "drop_item"]),
    )
    def act(self, who: str, pick: int, words: str, verb: str) -> None:
        item, actor = self.one(pick), self.actor(who)
        assert item is not None
        was, key = item.state, item.pk
        if not self.done(
            lambda: getattr(actions, verb)(item=item, words=words, actor=actor, at=MOMENT)
        ):
            return
        if verb == "report":
            assert (was, actor.person_id) == ("given", item.responsible_id)
        elif verb in {"accept", "give_back"}:
            assert (was, actor.person_id) == ("reported", item.controller_id)
        else:
            assert who in KEEPERS
            assert was == "draft" or actor.person_id != item.responsible_id
        if verb != "accept" and OrderItem.objects.filter(pk=key).exists():
            assert words.strip()

    @invariant()
    def nothing_is_done_by_itself(self) -> None:
        for one in OrderItem.objects.all():
            acts = list(
                ItemRecord.objects.filter(item=one).order_by("pk").values_list("act", "actor")
            )
            duties = list(
                Duty.objects.filter(subject_kind="order_item", subject_id=one.pk, closed_at=None)
            )
            if one.state == ItemState.DONE:
                assert acts[-1] == ("accepted", one.controller_id)
                assert ("reported", one.responsible_id) in acts
            assert len(duties) == (1 if one.state in OPEN else 0)
            if duties:
                owes = one.controller_id if one.state == ItemState.REPORTED else one.responsible_id
                assert duties[0].owner_id == owes


@pytest.mark.once
@pytest.mark.slow
def test_no_order_of_acts_gets_round_the_controller(db: Any, frozen: Any) -> None:
    Control.cast = cast_of("baltasi")
    walk(
        Control,
        examples=12,
        steps=14,
        until=lambda: {ItemState.DONE, ItemState.DROPPED} <= Control.reached,
    )
