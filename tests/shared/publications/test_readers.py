"""Who reads follows what happens to a community: opened to guests, closed to them, moved in the tree."""

from typing import Any

from django.test import Client
import pytest

from staffroom.core.jobs import run_once
from staffroom.core.viewer import SYSTEM
from staffroom.shared.communities.actions import groups, menu
from staffroom.shared.communities.models import ScopeKind
from tests.factories import world as made
from tests.factories.people import person, sign_in


@pytest.fixture
def world(db: Any, frozen: Any) -> made.World:
    """The small district."""
    return made.make_world()


def test_talk_opened_to_guests_is_closed_again_at_once(world: made.World) -> None:
    """What is kept for members inside an open community stays with them; closing waits for no job."""
    menu.add_section(
        community=world.community, kind="tag", title="Проблемы", tag="проблемы",
        is_for_members=True, actor=SYSTEM,
    )  # fmt: skip
    kept = made.publication(world.anna, world.community, "Не слышат у доски", tags=["Проблемы"])
    topic, guest = f"/p/{world.topic.pid}-{world.topic.slug}/", Client()
    assert guest.get(topic).status_code == 404

    groups.change_community(community=world.community, changes={"is_public": True}, actor=SYSTEM)
    run_once()
    assert guest.get(topic).status_code == 200
    assert guest.get(f"/p/{kept.pid}-{kept.slug}/").status_code == 404
    inside = sign_in(Client(), world.boris)
    assert inside.get(f"/p/{kept.pid}-{kept.slug}/").status_code == 200

    groups.change_community(community=world.community, changes={"is_public": False}, actor=SYSTEM)
    assert guest.get(topic).status_code == 404
    run_once()
    assert guest.get(topic).status_code == 404
    assert inside.get(topic).status_code == 200


def test_who_stands_above_reads_after_a_community_was_moved(world: made.World) -> None:
    """The moderator of the new parent reads what is written below, the one of the old parent no more."""
    old, new = (made.community(world.district, name) for name in ("Прежнее", "Новое"))
    below, above = person("Олег Прежний"), person("Ольга Новая")
    for who, where in ((below, old), (above, new)):
        made.grant(who, ScopeKind.COMMUNITY, where.pk, "moderator", made.MODERATION)
    topic = f"/p/{world.topic.pid}-{world.topic.slug}/"
    for parent, answers in ((old, (200, 404)), (new, (404, 200))):
        groups.move_community(community=world.community, parent=parent, actor=SYSTEM)
        run_once()
        seen = tuple(sign_in(Client(), who).get(topic).status_code for who in (below, above))
        assert seen == answers
