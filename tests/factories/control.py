"""Items of orders in the small district."""

from datetime import date

from staffroom.features.control import actions
from staffroom.features.control.models import OrderItem
from tests.factories.adoption import allow
from tests.factories.documents import order, registered
from tests.factories.world import THEN, World, acting

DUE_ON = date(2026, 10, 15)


def _content(world: World, text: str) -> actions.Content:
    return actions.Content(
        text=text, responsible=world.anna, controller=world.dmitry, due_on=DUE_ON, point="1"
    )


def given(world: World, text: str = "Провести семинар") -> OrderItem:
    """Анна is to do it under a registered order, Дмитрий controls."""
    allow(world, "documents.control")
    paper = registered(world, "О семинаре", text="")
    return actions.add_item(
        document=paper, content=_content(world, text), actor=acting(world.dmitry), at=THEN
    )


def reported(world: World) -> OrderItem:
    """Анна has said that it is done."""
    made = given(world)
    return actions.report(item=made, words="Провели", actor=acting(world.anna), at=THEN)


def prepared(world: World) -> OrderItem:
    """The order is a draft yet."""
    allow(world, "documents.control")
    content = _content(world, "Подготовить план")
    paper = order(world, "О плане")
    return actions.add_item(document=paper, content=content, actor=acting(world.dmitry), at=THEN)
