"""Shelves of a demonstration district: collections, digests, novelties, the exchange, what is recommended."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from staffroom.core import clock
from staffroom.core.richtext import from_text
from staffroom.core.viewer import SYSTEM
from staffroom.demo.furnishing import acting
from staffroom.features.collections.actions import advice, novelties, shelves
from staffroom.features.collections.actions.trends import issue_month
from staffroom.features.collections.models import Shape
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.actions.content import Content
from staffroom.shared.publications.actions.links import stop_site
from staffroom.shared.publications.actions.publishing import publish_draft, write_draft
from staffroom.shared.publications.models import Audience, Publication

People = Mapping[str, Person]
Communities = Mapping[str, Community]
Rows = Mapping[str, Any]
FIELDS = (
    "kind", "title", "year", "authors", "publisher", "city", "pages", "subject", "grades", "annotation",
    "where",
)  # fmt: skip


def shelve(
    district: District, texts: Rows, communities: Communities, people: People, *, now: datetime
) -> None:
    """Everything that the texts say; what they name by its title stands already."""
    for row in texts.get("stopped", ()):
        at = _when(row, now)
        with clock.told(at):
            stop_site(
                district=district, site=row["host"], reason=row["reason"], at=at,
                actor=acting(people[row["author"]]),
            )  # fmt: skip
    for row in texts.get("wish", ()):
        _wish(row, communities, people, now)
    if "review" in texts:
        _reviews(district, texts["review"], communities, people, now)
    for row in texts.get("shelf", ()):
        _shelf(district, row, communities, people, now)
    for row in texts.get("novelty", ()):
        record = novelties.Record(**{name: row[name] for name in FIELDS if name in row})
        at = _when(row, now)
        with clock.told(at):
            novelties.add(
                district=district, record=record, actor=acting(people[row["author"]]), at=at
            )
    for row in texts.get("advice", ()):
        at = _when(row, now)
        with clock.told(at):
            advice.recommend(
                publication=_named(district, row["title"]), to=communities[row["community"]],
                words=row["words"], actor=acting(people[row["author"]]), at=at,
            )  # fmt: skip
    if row := texts.get("pick"):
        advice.pick(
            publication=_named(district, row["title"]), words=row["words"], on=now.date(),
            actor=acting(people[row["author"]]),
        )  # fmt: skip


def _when(row: Rows, now: datetime) -> datetime:
    return now - timedelta(days=row["days_ago"])


def _named(district: District, title: str) -> Publication:
    rows = Publication.objects.select_related("home_community", "district")
    return rows.get(district=district, title=title)


def _shelf(
    district: District, row: Rows, communities: Communities, people: People, now: datetime
) -> None:
    at, actor = _when(row, now), acting(people[row["author"]])
    community = communities[row["community"]] if "community" in row else None
    said = shelves.Said(
        title=row["title"], purpose=row["purpose"], level=row.get("level", ""),
        openness=row["openness"],
    )  # fmt: skip
    with clock.told(at):
        made = shelves.begin(
            district=district, community=community, is_of_district=row.get("of_district", False),
            shape=row.get("shape", Shape.COLLECTION), said=said, actor=actor, at=at,
        )  # fmt: skip
        for item in row["item"]:
            shelves.put(
                found=made, publication=_named(district, item["title"]), note=item["note"],
                actor=actor, at=at,
            )  # fmt: skip
        made.refresh_from_db()
        if made.shape == Shape.DIGEST:
            shelves.issue(found=made, actor=actor, at=at)


def _wish(row: Rows, communities: Communities, people: People, now: datetime) -> None:
    at, author = _when(row, now), acting(people[row["author"]])
    first, last = row.get("grades", (None, None))
    content = Content(
        title=row["title"], text=from_text(row["text"]), audience=Audience.DISTRICT,
        card={"what": row.get("what", "methodical"), "subject": row.get("subject", ""), "grade_from": first, "grade_to": last},
    )  # fmt: skip
    with clock.told(at):
        draft = write_draft(
            kind=row["kind"],
            content=content,
            actor=author,
            at=at,
            home=communities[row["community"]],
        )
        publish_draft(publication=draft, actor=author, at=at)


def _reviews(
    district: District,
    rows: Sequence[Rows],
    communities: Communities,
    people: People,
    now: datetime,
) -> None:
    """Reviews of the month that is over, and the digest that the site made of them when this one began."""
    began = now.astimezone(ZoneInfo(district.time_zone)).replace(day=1, hour=7, minute=0)
    for row in rows:
        at, author = began - timedelta(days=row["before"], hours=-3), acting(people[row["author"]])
        content = Content(
            title=row["title"], text=from_text(row["text"]), audience=Audience.DISTRICT,
            tags=row["tags"],
        )  # fmt: skip
        with clock.told(at):
            draft = write_draft(
                kind="trend",
                content=content,
                actor=author,
                at=at,
                home=communities[row["community"]],
            )
            publish_draft(publication=draft, actor=author, at=at)
    issued = min(began, now)
    with clock.told(issued):
        issue_month(district=district, actor=SYSTEM, at=issued)
