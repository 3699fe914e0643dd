"""Notices of the tests."""

from staffroom.shared.notifications.actions.letters import token
from staffroom.shared.notifications.models import NoticeRow
from tests.factories.world import THEN, World


def told(world: World) -> NoticeRow:
    """Анна was told of a reply in her topic."""
    return NoticeRow.objects.create(
        person=world.anna,
        kind="publications.answer",
        text="Новый ответ на вашу запись {publication}",
        publication=world.topic,
        at=THEN,
    )


def leave_token(world: World) -> str:
    """What a letter to Анна carries for leaving the mailing."""
    return token(world.anna, "publications.answer")
