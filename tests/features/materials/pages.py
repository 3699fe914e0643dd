"""What stories of the bank share: the address of the form, what is typed, a material put up through HTTP."""

from django.test import Client

from tests.factories.world import World
from tests.shared.accounts.pages import text_of

TYPED = {
    "title": "Квест «Степени на складе»", "body": "Три задачи и план урока.", "audience": "community",
    "material_kind": "methodical", "subject": "math", "grade_from": "7", "grade_to": "8",
    "language": "ru", "origin": "own", "terms": "by", "accepts": "on", "act": "publish",
}  # fmt: skip


def address(world: World) -> str:
    """The form of a new material in the community."""
    return f"/p/new/material/?in={world.community.pid}"


def put(client: Client, world: World, **typed: object) -> str:
    """A material put up by the form; its address."""
    answer = client.post(address(world), {**TYPED, **typed})
    assert answer.status_code == 302, text_of(answer)
    return str(answer["Location"])
