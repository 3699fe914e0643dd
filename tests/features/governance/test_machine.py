"""Whatever is done in whatever order: no community without its basis, no refusal without a reason."""

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
from staffroom.features.governance.actions import deciding, drafts
from staffroom.features.governance.models import Application, ApplicationState, Founder
from staffroom.features.governance.policies.initiating import initiators
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.actions import states
from staffroom.shared.communities.models import Community, Membership, Transition
from staffroom.shared.communities.queries.viewers import viewer_for
from staffroom.shared.documents.actions import documents, issuing
from staffroom.shared.documents.models import Document
from tests.conftest import MOMENT
from tests.features.governance.conftest import Cast, cast_of
from tests.machines import walk

NAMES = ("anna", "boris", "vera", "dmitry", "elena")
WHO = st.sampled_from(NAMES)
PICK = st.integers(0, 20)
State = ApplicationState
DECIDERS = {"dmitry", "elena"}


class Procedure(RuleBasedStateMachine):
    """Everybody tries everything; the policies and actions alone keep order."""

    cast: Cast
    reached: ClassVar[set[str]] = set()

    def __init__(self) -> None:
        super().__init__()
        self.inside = transaction.atomic()
        self.inside.__enter__()
        self.begun: list[int] = []
        self.decided: dict[int, str] = {}

    def teardown(self) -> None:
        self.reached.update(Application.objects.values_list("state", flat=True))
        transaction.set_rollback(True)
        self.inside.__exit__(None, None, None)

    def person(self, who: str) -> Person:
        return Person.objects.get(pk=getattr(self.cast, who).pk)

    def actor(self, who: str) -> Any:
        return viewer_for(self.person(who), at=MOMENT)

    def one(self, pick: int) -> Application:
        rows = Application.objects.select_related(
            "district", "paper", "order", "community", "group"
        )
        return rows.get(pk=self.begun[pick % len(self.begun)])

    def done(self, act: Callable[[], object]) -> bool:
        try:
            with transaction.atomic():
                act()
        except (DomainError, Forbidden, Absent):
            return False
        return True

    @rule(who=WHO, n=PICK)
    def begin(self, who: str, n: int) -> None:
        names = initiators(self.actor(who), self.cast.district)
        if not names:
            return
        values = {
            "kind": "problem_group", "name": f"Группа {len(self.begun)}", "problem": "П", "result": "Р",
            "ends_on": date(2027, 5, 31),
        }  # fmt: skip
        made = drafts.begin(
            district=self.cast.district, initiator=names[n % len(names)], author=self.person(who),
            values=values, actor=self.actor(who), at=MOMENT,
        )  # fmt: skip
        self.begun.append(made.pk)

    @precondition(lambda self: self.begun)
    @rule(
        who=WHO, colleagues=st.lists(WHO, max_size=3, unique=True), pick=PICK, agree=st.booleans()
    )
    def gather(self, who: str, colleagues: list[str], pick: int, agree: bool) -> None:
        found = self.one(pick)
        for name in colleagues:
            self.call_one(found, who, name, agree)

    def call_one(self, found: Application, who: str, name: str, agree: bool) -> None:
        person, actor, them = self.person(name), self.actor(who), self.actor(name)
        self.done(lambda: drafts.call(application=found, people=[person], actor=actor, at=MOMENT))
        row = Founder.objects.filter(application=found, person=person).first()
        if row is not None:
            self.done(lambda: drafts.answer_call(founder=row, agrees=agree, actor=them, at=MOMENT))
            self.done(lambda: drafts.choose_leader(founder=row, actor=actor))

    @precondition(lambda self: self.begun)
    @rule(who=WHO, pick=PICK)
    def submit(self, who: str, pick: int) -> None:
        found = self.one(pick)
        if self.done(lambda: drafts.submit(application=found, actor=self.actor(who), at=MOMENT)):
            agreed = Founder.objects.filter(application=found, consent="agreed")
            assert agreed.count() >= 2
            assert agreed.values("organization").distinct().count() >= 2
            assert agreed.filter(person=found.leader_id).exists()
            assert found.author_id == self.person(who).pk
            assert found.paper is not None

    @precondition(lambda self: self.begun)
    @rule(pick=PICK)
    def file_whole(self, pick: int) -> None:
        """Its author does everything right."""
        found = self.one(pick)
        who = next(one for one in NAMES if self.person(one).pk == found.author_id)
        self.gather(who, ["anna", "boris"], pick, agree=True)
        self.submit(who, pick)

    @precondition(lambda self: self.begun)
    @rule(pick=PICK, verb=st.sampled_from(["yes", "no"]))
    def settle(self, pick: int, verb: str) -> None:
        """A colleague decides, and the order is registered."""
        found = self.one(pick)
        who = "elena" if found.author_id == self.person("dmitry").pk else "dmitry"
        self.consider(who, pick, "Тема занята", verb)
        self.go_on("elena", pick, "issue")

    @precondition(lambda self: self.begun)
    @rule(pick=PICK)
    def take_back(self, pick: int) -> None:
        """Its author files it and changes his mind."""
        self.file_whole(pick)
        found = self.one(pick)
        who = next(one for one in NAMES if self.person(one).pk == found.author_id)
        self.go_on(who, pick, "withdraw")

    @precondition(lambda self: self.begun)
    @rule(
        who=WHO,
        pick=PICK,
        reason=st.sampled_from(["", " ", "Тема занята"]),
        verb=st.sampled_from(["yes", "no", "ask"]),
    )
    def consider(self, who: str, pick: int, reason: str, verb: str) -> None:
        found, actor = self.one(pick), self.actor(who)
        was = found.state
        acts = {
            "yes": lambda: deciding.support(application=found, actor=actor, at=MOMENT),
            "no": lambda: deciding.refuse(
                application=found, reason=reason, clause="п. 3.1", actor=actor, at=MOMENT
            ),
            "ask": lambda: deciding.ask(application=found, words=reason, actor=actor, at=MOMENT),
        }
        if self.done(acts[verb]):
            assert was == State.SUBMITTED
            assert who in DECIDERS
            assert found.author_id != actor.person_id, "nobody decides his own"
            own = Founder.objects.filter(application=found, person=actor.person_id)
            assert not own.exists()
            if verb != "ask":
                assert found.pk not in self.decided
                self.decided[found.pk] = verb
            if verb == "no":
                assert reason.strip()

    @precondition(lambda self: self.begun)
    @rule(who=WHO, pick=PICK, step=st.sampled_from(["issue", "drop", "withdraw", "start", "leave"]))
    def go_on(self, who: str, pick: int, step: str) -> None:
        found, actor = self.one(pick), self.actor(who)
        order, group = found.order, found.community
        if step == "withdraw":
            self.done(lambda: drafts.withdraw(application=found, actor=actor, at=MOMENT))
        elif step == "leave":
            Membership.objects.filter(community=group, person=actor.person_id).delete()
        elif step == "start" and group is not None:
            self.done(
                lambda: states.move_state(
                    community=group, to="active", basis="так решили", actor=actor, at=MOMENT
                )
            )
        elif order is not None:
            paper = Document.objects.select_related("district", "issuer", "basis").get(pk=order.pk)
            if step == "drop":
                self.done(lambda: documents.drop(document=paper, actor=actor))
            else:
                self.done(
                    lambda: issuing.issue(
                        document=paper, dated_on=MOMENT.date(), actor=actor, at=MOMENT
                    )
                )

    @invariant()
    def nothing_works_without_its_basis(self) -> None:
        for one in Community.objects.filter(state="active"):
            assert one.basis.startswith("приказ от ")
            begun = Transition.objects.get(community=one, to_state="active")
            assert begun.order_number
            application = Application.objects.get(community=one)
            assert application.state == State.FOUNDED
            assert self.decided[application.pk] == "yes"
            assert application.order is not None
            assert application.order.state == "issued"

    @invariant()
    def a_refusal_has_its_reason(self) -> None:
        for one in Application.objects.filter(state=State.REFUSED):
            assert one.reason.strip()
            assert one.clause.strip()
            assert one.decided_by_id not in {one.author_id, None}


@pytest.mark.once
@pytest.mark.slow
def test_no_order_of_acts_breaks_the_procedure(db: Any, frozen: Any) -> None:
    Procedure.cast = cast_of("baltasi")
    walk(
        Procedure,
        examples=15,
        steps=16,
        until=lambda: State.FOUNDED in Procedure.reached,
    )
