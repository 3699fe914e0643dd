"""What a feature has papers made for: it is asked before, told after, and names who reads them."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from staffroom.core import events as bus
from staffroom.core.errors import Absent, Forbidden
from staffroom.core.policy import ALLOW, Verdict, deny
from staffroom.core.viewer import SYSTEM, Viewer
from staffroom.shared.communities.queries.viewers import viewer_of
from staffroom.shared.communities.registry import person_token
from staffroom.shared.documents.actions import issuing
from staffroom.shared.documents.actions.documents import Business, Content, draft
from staffroom.shared.documents.events import DocumentIssued
from staffroom.shared.documents.models import Document
from staffroom.shared.documents.registry import Act, Asked, origin, origins
from tests.factories import world as made
from tests.factories.documents import SIGNED
from tests.shared.documents.conftest import HERE, as_

PLAY = "tests.play"


@pytest.fixture
def told() -> Iterator[list[DocumentIssued]]:
    """A feature whose papers only their author registers, and never on a Friday's whim of others."""

    def rights(actor: Viewer, paper: Asked, act: Act) -> Verdict | None:
        if act == Act.CANCEL:
            return None
        if act == Act.ISSUE and paper.origin_id == 13:
            return deny("Сначала согласие участников.")
        return ALLOW if actor.person_id == paper.made_by_id else None

    heard: list[DocumentIssued] = []
    listeners = bus._during[DocumentIssued]
    origin(PLAY)(rights)
    bus.on(DocumentIssued)(heard.append)
    yield heard
    listeners.remove(heard.append)
    del origins._origins[PLAY]


def applied(world: made.World, at: Any, number: int = 7) -> Document:
    anna = viewer_of(world.anna, at=at)[0]
    content = Content(
        heading="О создании театра", text="Просим создать театр.", issuer=world.organization,
        community=world.community, signers=SIGNED, addressee="Начальнику управления", audience="keepers",
    )  # fmt: skip
    business = Business(origin=PLAY, origin_id=number, readers=(person_token(world.anna.pk),))
    return draft(
        district=world.district, kind="application", content=content, actor=anna, at=at, business=business
    )  # fmt: skip


def test_a_feature_lets_its_own_people_register_and_hears_of_it(
    world: made.World, told: list[DocumentIssued], at: Any
) -> None:
    """Анна keeps no papers, yet her application is registered; she reads it, Борис does not."""
    anna = viewer_of(world.anna, at=at)[0]
    paper = issuing.issue(document=applied(world, at), dated_on=at.date(), actor=anna, at=at)
    assert [(fact.origin, fact.origin_id, fact.document_id) for fact in told] == [
        (PLAY, 7, paper.pk)
    ]
    assert as_(world.anna).get(f"{HERE}{paper.pid}/").status_code == 200
    assert as_(world.boris).get(f"{HERE}{paper.pid}/").status_code == 404
    with pytest.raises(Absent):
        issuing.cancel(document=paper, reason="передумала", actor=anna, at=at)


def test_a_feature_stops_everybody_with_its_own_words(
    world: made.World, told: list[DocumentIssued], at: Any
) -> None:
    paper = applied(world, at, number=13)
    for actor in (SYSTEM, replace(SYSTEM, person_id=world.dmitry.pk)):
        with pytest.raises(Forbidden, match="Сначала согласие участников"):
            issuing.issue(document=paper, dated_on=at.date(), actor=actor, at=at)
    assert told == []
    with pytest.raises(Absent):
        issuing.issue(
            document=paper, dated_on=at.date(), actor=viewer_of(world.boris, at=at)[0], at=at
        )
