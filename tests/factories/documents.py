"""Papers of the small district."""

from datetime import date

from staffroom.core.viewer import SYSTEM
from staffroom.shared.documents.actions import issuing
from staffroom.shared.documents.actions.documents import Content, draft
from staffroom.shared.documents.models import Document
from tests.factories.world import THEN, World

SIGNED = ({"position": "Директор", "name": "Д. И. Примеров"},)


def order(
    world: World, heading: str = "О создании группы", kind: str = "order", **fields: object
) -> Document:
    """A draft of an order of the school."""
    written = {
        "issuer": world.organization, "heading": heading, "text": "приказываю:\n1. Создать группу.",
        "signers": SIGNED, **fields,
    }  # fmt: skip
    content = Content(**written)  # type: ignore[arg-type]  # fields of any kind
    return draft(district=world.district, kind=kind, content=content, actor=SYSTEM, at=THEN)


def registered(
    world: World,
    heading: str = "О создании группы",
    dated_on: date = date(2026, 9, 1),
    **fields: object,
) -> Document:
    """An order in the register, for members of the network."""
    made = order(world, heading, **fields)  # type: ignore[arg-type]  # fields of any kind
    return issuing.issue(document=made, dated_on=dated_on, actor=SYSTEM, at=THEN)
