"""Whatever is done with papers in whatever order: one number is borne once, what was issued never changes."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
)
import pytest

from staffroom.core.errors import DomainError
from staffroom.core.viewer import SYSTEM
from staffroom.shared.documents.actions import documents, issuing
from staffroom.shared.documents.actions.documents import Content
from staffroom.shared.documents.models import Document, DocumentState
from tests.factories.documents import SIGNED
from tests.factories.world import THEN, World, make_world
from tests.machines import walk

FROZEN = (
    "kind", "heading", "text", "annexes", "signers", "basis_id", "amends_id", "number", "dated_on", "check_code",
    "issuer_name", "letterhead",
)  # fmt: skip
DAYS = st.integers(0, 3).map(lambda n: date(2026, 8, 29) + timedelta(days=n))
PICK = st.integers(0, 20)


def seal_of(paper: Document) -> dict[str, Any]:
    """What must stay as it is."""
    told = {name: getattr(paper, name) for name in FROZEN}
    return {**told, "files": sorted(paper.files.values_list("role", "sha256"))}


class Life(RuleBasedStateMachine):
    """A keeper who drafts, changes, registers, cancels and throws away, and slips now and then."""

    world: World

    def __init__(self) -> None:
        super().__init__()
        self.inside = transaction.atomic()
        self.inside.__enter__()
        self.papers: list[int] = []
        self.sealed: dict[int, dict[str, Any]] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.inside.__exit__(None, None, None)

    def one(self, pick: int) -> Document | None:
        rows = Document.objects.select_related("district", "issuer", "basis", "amends")
        return rows.filter(pk=self.papers[pick % len(self.papers)]).first() if self.papers else None

    def content(self, words: str, **more: Any) -> Content:
        return Content(
            heading=words,
            text=f"приказываю:\n1. {words}.",
            issuer=self.world.organization,
            signers=SIGNED,
            **more,
        )

    def refused(self, act: Callable[[], object]) -> bool:
        try:
            with transaction.atomic():
                act()
        except DomainError:
            return True
        return False

    @rule(kind=st.sampled_from(["order", "application"]), basis=PICK, amends=PICK)
    def draft(self, kind: str, basis: int, amends: int) -> None:
        links = {
            "basis": self.one(basis) if basis % 2 else None,
            "amends": self.one(amends) if amends % 3 == 1 else None,
        }
        made = documents.draft(
            district=self.world.district,
            kind=kind,
            content=self.content("О деле", **links),
            actor=SYSTEM,
            at=THEN,
        )
        self.papers.append(made.pk)

    @precondition(lambda self: self.papers)
    @rule(pick=PICK)
    def revise(self, pick: int) -> None:
        paper = self.one(pick)
        if paper is None:
            return
        was_draft = paper.state == DocumentState.DRAFT
        refused = self.refused(
            lambda: documents.revise(
                document=paper, content=self.content("Об ином"), actor=SYSTEM, at=THEN
            )
        )
        assert refused is not was_draft

    @precondition(lambda self: self.papers)
    @rule(pick=PICK, on=DAYS, number=st.sampled_from(["", "", "1", "2", "3"]))
    def issue(self, pick: int, on: date, number: str) -> None:
        paper = self.one(pick)
        if paper is None:
            return
        before = [one for one in (paper.basis, paper.amends) if one]
        may = paper.state == DocumentState.DRAFT and all(
            one.state == DocumentState.ISSUED and one.dated_on and one.dated_on <= on
            for one in before
        )
        if not self.refused(
            lambda: issuing.issue(document=paper, dated_on=on, number=number, actor=SYSTEM, at=THEN)
        ):
            assert may, "nothing is registered before what it rests on, or twice"
            self.sealed[paper.pk] = seal_of(Document.objects.get(pk=paper.pk))
        elif may:
            assert number, "only a number given by hand can be taken"

    @precondition(lambda self: self.papers)
    @rule(pick=PICK)
    def cancel(self, pick: int) -> None:
        paper = self.one(pick)
        if paper is not None:
            was_issued = paper.state == DocumentState.ISSUED
            refused = self.refused(
                lambda: issuing.cancel(document=paper, reason="Ошибка", actor=SYSTEM, at=THEN)
            )
            assert refused is not was_issued

    @precondition(lambda self: self.papers)
    @rule(pick=PICK)
    def drop(self, pick: int) -> None:
        paper = self.one(pick)
        if paper is not None:
            leans = Document.objects.filter(Q(basis=paper) | Q(amends=paper)).exists()
            may = paper.state == DocumentState.DRAFT and not leans
            assert self.refused(lambda: documents.drop(document=paper, actor=SYSTEM)) is not may

    @invariant()
    def numbers_are_borne_once(self) -> None:
        rows = Document.objects.exclude(state=DocumentState.DRAFT).values_list(
            "issuer", "kind", "year", "number"
        )
        assert len(rows) == len(set(rows))

    @invariant()
    def what_was_issued_is_as_it_was(self) -> None:
        found = {paper.pk: seal_of(paper) for paper in Document.objects.filter(pk__in=self.sealed)}
        assert found == self.sealed


@pytest.mark.once
@pytest.mark.slow
def test_no_order_of_acts_breaks_the_register(db: Any, frozen: Any) -> None:
    Life.world = make_world()
    walk(
        Life,
        examples=10,
        steps=14,
    )
