"""Terms, results and shapes of demonstration communities, by the same actions that people use."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from staffroom.core import clock
from staffroom.core.viewer import SYSTEM
from staffroom.demo.furnishing import acting
from staffroom.features.lifecycle.actions import asking, deciding, owed, reshaping
from staffroom.features.lifecycle.queries.endings import asks_verdict
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.actions import founding, states
from staffroom.shared.communities.models import Community, Order
from staffroom.shared.communities.queries.rules import ends_by_order, rules_of
from staffroom.shared.communities.queries.viewers import viewer_for
from staffroom.shared.documents.queries.days import today_in
from staffroom.shared.publications.models import Publication

People = Mapping[str, Person]


def archive(
    community: Community, row: Mapping[str, Any], people: People, *, now: datetime
) -> Community:
    """The work has ended: with a verdict on the task where the regulation asks for one."""
    at = now - timedelta(days=30)
    with clock.told(at):
        return _archived(community, row, people, at)


def _archived(
    community: Community, row: Mapping[str, Any], people: People, at: datetime
) -> Community:
    if asks_verdict(rules_of(community)):
        deciding.close(
            community=community, verdict="solved", result=row["result"],
            actor=acting(people[row["closed_by"]]), at=at,
        )  # fmt: skip
        return community
    order = Order("31-осн", at.date()) if ends_by_order(community) else None
    words = "Задача решена, материалы собраны."
    return states.archive_community(
        community=community, words=words, actor=SYSTEM, at=at, order=order
    )


def bring_to_terms(
    texts: Mapping[str, Any], communities: Mapping[str, Community], people: People, *, now: datetime
) -> None:
    """Terms that are near, a result handed in, a community split off."""
    for row in texts.get("term", ()):
        _term(row, communities[row["community"]], people, now=now)
    for row in texts.get("spin_off", ()):
        _spin_off(row, communities[row["community"]], people, now=now)


def _term(row: Mapping[str, Any], home: Community, people: People, *, now: datetime) -> None:
    ends_on = today_in(home.district, now) + timedelta(days=row["days_left"])
    named, reminded = now - timedelta(days=60), now - timedelta(days=row["told_ago"])
    with clock.told(named):
        founding.name_term(
            community=home, ends_on=ends_on, basis=row["basis"], actor=SYSTEM, at=named
        )
    with clock.told(reminded):
        owed.tell_of_term(community=home, actor=SYSTEM, at=reminded)
    if not row.get("result"):
        return
    at = now - timedelta(days=1)
    product = Publication.objects.get(home_community=home, title=row["product"])
    with clock.told(at):
        asking.hand_in(
            community=home, words=row["result"], publication=product,
            actor=viewer_for(people[row["leader"]], at=at), at=at,
        )  # fmt: skip


def _spin_off(row: Mapping[str, Any], home: Community, people: People, *, now: datetime) -> None:
    at = now - timedelta(days=row["days_ago"])
    actor = acting(people[row["by"]])
    chosen = [people[key] for key in row["members"]]
    topics = Publication.objects.filter(home_community=home, title__in=row["topics"])
    choice = reshaping.Choice(
        name=row["name"], goal=row["goal"], kind=row["kind"], leader=people[row["leader"]],
        people=chosen, publications=list(topics.order_by("pk")), stays=True,
    )  # fmt: skip
    with clock.told(at):
        made = reshaping.prepare(source=home, kind="spin-off", choice=choice, actor=actor, at=at)
        reshaping.carry_out(reshaping=made, basis=row["basis"], actor=actor, at=at)
