"""Curators of the demonstration: who is entrusted to them, what they wrote, what was told to them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from staffroom.core import clock
from staffroom.core.richtext import from_text
from staffroom.core.viewer import SYSTEM
from staffroom.demo.days import dated
from staffroom.demo.furnishing import acting
from staffroom.features.curating.actions import entrust
from staffroom.features.curating.registry import MESSAGE
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.actions.roles import grant_role
from staffroom.shared.communities.models import Community
from staffroom.shared.publications.actions import comments, publishing
from staffroom.shared.publications.models import Audience

CURATOR, LISTENER = "lead_teacher", "listener"  # codes of the regulation of Березники


def entrust_listeners(
    community: Community, whole: Mapping[str, Any], people: Mapping[str, Person], *, now: datetime
) -> None:
    """Write what the texts of a community say of its curators; nothing where they say nothing."""
    for row in whole.get("curator", ()):
        begun = now - timedelta(days=row["days_ago"])
        curator = people[row["person"]]
        listeners = [people[key] for key in row["listeners"]]
        _entrusted(community, curator, listeners, at=begun)
        at = begun + timedelta(days=1, hours=2)
        content = publishing.Content(
            title=row["title"], text=from_text(row["body"]), audience=Audience.PEOPLE
        )
        to = [one.pk for one in listeners]
        _written(community, curator, MESSAGE.code, content, at, row, people, to)
    for row in whole.get("announcement", ()):
        at = now - timedelta(days=row["days_ago"])
        content = publishing.Content(
            title=row["title"],
            text=from_text(row["body"]),
            audience=Audience.ROLE,
            role=row["role"],
        )
        _written(community, people[row["author"]], "news", content, at, row, people)


@dated
def _entrusted(
    community: Community, curator: Person, listeners: list[Person], *, at: datetime
) -> None:
    for person, role in ((curator, CURATOR), *((one, LISTENER) for one in listeners)):
        grant_role(
            person=person, role=role, scope=community, actor=SYSTEM, at=at,
            basis="Решение координатора",
        )  # fmt: skip
    entrust(community=community, curator=curator, listeners=listeners, actor=SYSTEM, at=at)


@dated
def _written(
    home: Community, author: Person, kind: str, content: publishing.Content, at: datetime,
    row: Mapping[str, Any], people: Mapping[str, Person], to: list[int] | None = None,
) -> None:  # fmt: skip
    actor = acting(author)
    draft = publishing.write_draft(
        kind=kind, content=content, actor=actor, at=at, home=home, to=to or ()
    )
    made = publishing.publish_draft(publication=draft, actor=actor, at=at)
    for reply in row.get("reply", ()):
        at += timedelta(minutes=reply["minutes_later"])
        with clock.told(at):
            comments.add_comment(
                publication=made, text=from_text(reply["body"]),
                actor=acting(people[reply["author"]]), at=at,
            )  # fmt: skip
