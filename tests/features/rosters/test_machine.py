"""Whatever is done in whatever order: nobody in an order without his word, no powers before its date."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
import pytest

from staffroom.core.errors import Absent, DomainError, Forbidden
from staffroom.features.rosters.actions import collecting
from staffroom.features.rosters.models import Entry
from staffroom.features.rosters.queries import entries as queries
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.actions import members, roles
from staffroom.shared.communities.models import Community, Membership, RoleGrant
from staffroom.shared.communities.queries.viewers import viewer_for
from staffroom.shared.documents.actions import documents, issuing
from staffroom.shared.documents.models import Document
from tests.conftest import MOMENT
from tests.features.rosters.conftest import Group, group_of
from tests.machines import walk

WHO = st.sampled_from(("anna", "boris", "elena", "dmitry", "galina"))
ROLE = st.sampled_from(("", "moderator"))
KEEPERS = {"dmitry", "elena"}


class Roster(RuleBasedStateMachine):
    """Everybody tries everything; `said` remembers who gave his own word, and who took it back."""

    group: Group
    reached: ClassVar[set[str]] = set()

    def __init__(self) -> None:
        super().__init__()
        self.inside = transaction.atomic()
        self.inside.__enter__()
        self.said: set[int] = set()
        self.by_order: set[int] = set()

    def teardown(self) -> None:
        self.reached.update(Entry.objects.values_list("state", flat=True))
        transaction.set_rollback(True)
        self.inside.__exit__(None, None, None)

    def person(self, who: str) -> Person:
        key = self.group.galina.pk if who == "galina" else getattr(self.group.cast, who).pk
        return Person.objects.get(pk=key)

    def actor(self, who: str) -> Any:
        return viewer_for(self.person(who), at=MOMENT)

    @property
    def community(self) -> Community:
        return Community.objects.select_related("district", "profile").get(
            pk=self.group.community.pk
        )

    def done(self, act: Callable[[], object]) -> bool:
        try:
            with transaction.atomic():
                act()
        except (DomainError, Forbidden, Absent):
            return False
        return True

    def entry(self, whom: str) -> Entry | None:
        rows = Entry.objects.filter(person=self.person(whom), state__in=("asked", "agreed"))
        row = rows.exclude(act__in=("leave", "release")).first()
        if row is not None:
            row.community = self.community
        return row

    @rule(who=WHO, whom=WHO, role=ROLE)
    def ask(self, who: str, whom: str, role: str) -> None:
        actor, person, here = self.actor(who), self.person(whom), self.community
        if self.done(
            lambda: collecting.ask(
                community=here, people=[person], role=role, actor=actor, at=MOMENT
            )
        ):
            assert who != whom, "nobody asks himself"
            self.said.discard(person.pk)

    @rule(who=WHO, whom=WHO, agrees=st.booleans())
    def answer(self, who: str, whom: str, agrees: bool) -> None:
        row, actor, number = self.entry(whom), self.actor(who), self.community.conduct_n
        if row is not None and self.done(
            lambda: collecting.answer(
                entry=row, agrees=agrees, conduct_n=number, actor=actor, at=MOMENT
            )
        ):
            assert who == whom, "nobody answers for another"
            if agrees:
                self.said.add(row.person_id)

    @rule(whom=WHO, role=ROLE, registers=st.booleans())
    def gather_one(self, whom: str, role: str, registers: bool) -> None:
        """The right way: asked by another, his own word, the draft, and perhaps the order."""
        asker = "dmitry" if whom == "galina" else "galina"
        self.ask(asker, whom, role)
        self.answer(whom, whom, agrees=True)
        self.prepare(asker)
        if registers:
            self.paper("dmitry" if whom == "elena" else "elena", "issue")

    @rule(who=WHO, whom=WHO, verb=st.sampled_from(["withdraw", "release"]))
    def take_off(self, who: str, whom: str, verb: str) -> None:
        row, actor = self.entry(whom), self.actor(who)
        if row is None:
            return
        act = getattr(collecting, verb)
        if self.done(lambda: act(entry=row, actor=actor, at=MOMENT)):
            assert verb == "release" or who == whom
            self.said.discard(row.person_id)

    @rule(who=WHO)
    def prepare(self, who: str) -> None:
        actor, here = self.actor(who), self.community
        self.done(lambda: collecting.prepare(community=here, actor=actor, at=MOMENT))

    @rule(who=WHO, whom=WHO)
    def enter_and_take(self, who: str, whom: str) -> None:
        person, them, here = self.person(whom), self.actor(whom), self.community
        if self.done(
            lambda: members.enter_community(
                community=here, person=person, actor=them, at=MOMENT, conduct_n=here.conduct_n
            )
        ):
            actor = self.actor(who)
            if self.done(
                lambda: collecting.take(community=here, person=person, actor=actor, at=MOMENT)
            ):
                assert who != whom
                self.said.add(person.pk)

    @rule(who=WHO, whom=WHO)
    def by_hand(self, who: str, whom: str) -> None:
        """The doors beside the order."""
        actor, person, here = self.actor(who), self.person(whom), self.community
        self.done(lambda: members.invite(community=here, person=person, actor=actor, at=MOMENT))
        asked = Membership.objects.filter(community=here, person=person, state="asked").first()
        if asked is not None:
            self.done(
                lambda: members.decide_request(
                    membership=asked, admits=True, actor=actor, at=MOMENT
                )
            )
        self.done(
            lambda: roles.grant_role(
                person=person, role="moderator", scope=here, actor=actor, at=MOMENT, basis="слова"
            )
        )

    @rule(who=WHO, act=st.sampled_from(["issue", "drop"]))
    def paper(self, who: str, act: str) -> None:
        draft, actor = queries.draft_of(self.community), self.actor(who)
        if draft is None:
            return
        named = {one.person_id for one in queries.of_document(draft) if one.act in ("join", "role")}
        if act == "drop":
            self.done(lambda: documents.drop(document=draft, actor=actor))
        elif self.done(
            lambda: issuing.issue(document=draft, dated_on=MOMENT.date(), actor=actor, at=MOMENT)
        ):
            assert who in KEEPERS
            assert actor.person_id not in named, "not his own act"
            self.by_order |= named

    @rule(whom=WHO)
    def leave(self, whom: str) -> None:
        actor, here = self.actor(whom), self.community
        if self.done(lambda: members.leave_community(community=here, actor=actor, at=MOMENT)):
            assert not self.actor(whom).has(~0, ("community", here.pk)), "powers end at once"
            self.by_order.discard(actor.person_id)
            self.said.discard(actor.person_id)

    @invariant()
    def nobody_stands_in_a_draft_without_his_word(self) -> None:
        for paper in Document.objects.filter(origin="rosters.order", state="draft"):
            lines = queries.of_document(paper)
            assert lines
            for one in lines:
                assert one.state == "agreed"
                if one.act in ("join", "role"):
                    assert one.person_id in self.said
                    assert one.asked_by_id != one.person_id

    @invariant()
    def nobody_is_in_or_moderates_without_an_order(self) -> None:
        here = Membership.objects.filter(community=self.group.community.pk, state="active")
        assert set(here.values_list("person", flat=True)) <= self.by_order
        for one in RoleGrant.objects.filter(role="moderator", to_at=None):
            if one.person_id != self.group.galina.pk:
                assert one.person_id in self.by_order
                assert one.basis.startswith("приказ от 14.09.2026 № ")
                assert (one.from_at.date().isoformat(), one.from_at.hour) == ("2026-09-13", 21)


@pytest.mark.once
@pytest.mark.slow
def test_no_order_of_acts_breaks_the_composition(db: Any, frozen: Any) -> None:
    Roster.group = group_of()
    walk(
        Roster,
        examples=12,
        steps=14,
        until=lambda: "ordered" in Roster.reached,
    )
