"""Compositions by order and appointments of a demonstration district, by the same actions that people use."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from staffroom.core import clock
from staffroom.demo.furnishing import acting
from staffroom.features.rosters.actions import appointing, collecting
from staffroom.features.rosters.models import Entry
from staffroom.features.rosters.queries import appointments
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.actions import members
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries.viewers import viewer_for
from staffroom.shared.documents.actions import issuing
from staffroom.shared.documents.models import Document
from staffroom.shared.documents.queries.days import today_in
from staffroom.shared.organizations.models import District

Rows = Mapping[str, Any]
People = Mapping[str, Person]


def compose(
    district: District,
    texts: Rows,
    people: People,
    communities: Mapping[str, Community],
    *,
    now: datetime,
) -> None:
    """Everything that the texts say, each on its own day; nothing where they say nothing."""
    for row in texts.get("composition", ()):
        _composition(row, communities[row["community"]], people, now)
    for row in texts.get("appointment", ()):
        _appointment(district, row, communities, people, now)


def _composition(row: Rows, home: Community, people: People, now: datetime) -> None:
    """People are asked, answer, and stand in an order; who is not yet ordered waits for the next one."""
    at = now - timedelta(days=row["days_ago"])
    for key, asker in row["asked"].items():
        with clock.told(at):
            collecting.ask(
                community=home, people=[people[key]], role="", actor=acting(people[asker]), at=at
            )
    for key in row["agreed"]:
        moment = at + timedelta(hours=5)
        entry = Entry.objects.select_related("community__district", "community__profile").get(
            community=home, person=people[key], state="asked"
        )
        with clock.told(moment):
            collecting.answer(
                entry=entry, agrees=True, conduct_n=home.conduct_n, actor=acting(people[key]), at=moment
            )  # fmt: skip
    if row.get("left"):
        moment = at + timedelta(hours=6)
        with clock.told(moment):
            actor = viewer_for(people[row["left"]], at=moment)
            members.leave_community(community=home, actor=actor, at=moment)
    if row.get("keeper"):
        moment, keeper = at + timedelta(days=1), people[row["keeper"]]
        with clock.told(moment):
            _register(
                collecting.prepare(community=home, actor=acting(keeper), at=moment), keeper, moment
            )


def _register(draft: Document, keeper: Person, at: datetime) -> None:
    day = today_in(draft.district, at)
    issuing.issue(document=draft, dated_on=day, actor=acting(keeper), at=at)


def _appointment(
    district: District,
    row: Rows,
    communities: Mapping[str, Community],
    people: People,
    now: datetime,
) -> None:
    """An order, its days, and the end of those that are over."""
    at, today = now - timedelta(days=row["days_ago"]), today_in(district, now)
    begins, ends = row.get("begins_in"), row.get("ends_in")
    with clock.told(at):
        made = appointing.appoint(
            district=district, community=communities.get(row.get("community", "")),
            person=people[row["person"]], role=row.get("role", ""), duty=row.get("duty", ""),
            is_acting=row.get("is_acting", False), actor=acting(people[row["by"]]), at=at,
            starts_on=today + timedelta(days=begins) if begins else None,
            ends_on=today + timedelta(days=ends) if ends else None,
        )  # fmt: skip
    if row.get("is_draft") or made.document is None:
        return
    signed = at + timedelta(hours=4)
    with clock.told(signed):
        _register(made.document, people[row["by"]], signed)
    for one in appointments.due_to_begin(at=now):
        since = appointments.begins_at(one) or now
        with clock.told(since):
            appointing.begin(appointment=one, since=since)
    for one, over in appointments.due_to_end(at=now):
        with clock.told(over):
            appointing.end(appointment=one, at=over)
