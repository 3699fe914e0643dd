"""What is on the way in a demonstration district: topics, applications, an initiative."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from staffroom.core import clock
from staffroom.core.richtext import from_text
from staffroom.core.viewer import Viewer
from staffroom.demo.furnishing import acting
from staffroom.features.governance.actions import deciding, drafts, initiatives, topics
from staffroom.features.governance.models import Application, Founder
from staffroom.features.governance.policies.initiating import initiators
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries.viewers import viewer_for
from staffroom.shared.organizations.models import District, Organization
from staffroom.shared.publications.actions import publishing
from staffroom.shared.publications.models import Audience

People = Mapping[str, Person]


def begin_things(
    district: District,
    texts: Mapping[str, Any],
    organizations: Mapping[str, Organization],
    people: People,
    communities: Mapping[str, Community],
    *,
    now: datetime,
) -> None:
    """Everything by the rights of those who do it, each on its own day."""
    for row in texts.get("topic", ()):
        with clock.told(_day(row, now)):
            _topic(district, row, people, now)
    for row in texts.get("application", ()):
        with clock.told(_day(row, now)):
            _application(district, row, organizations, people, now)
    for row in texts.get("initiative", ()):
        with clock.told(_day(row, now)):
            _initiative(row, people, communities, now)


def _day(row: Mapping[str, Any], now: datetime) -> datetime:
    return now - timedelta(days=row["days_ago"])


def _viewer(person: Person, at: datetime) -> Viewer:
    return viewer_for(person, at=at)


def _topic(district: District, row: Mapping[str, Any], people: People, now: datetime) -> None:
    at = _day(row, now)
    made = topics.offer(
        district=district, title=row["title"], problem=row["problem"], result=row["result"],
        actor=_viewer(people[row["by"]], at), at=at,
    )  # fmt: skip
    for n, key in enumerate(row.get("interested", ()), 1):
        moment = at + timedelta(hours=n)
        topics.mark(topic=made, person=people[key], actor=_viewer(people[key], moment), at=moment)


def _application(
    district: District,
    row: Mapping[str, Any],
    organizations: Mapping[str, Organization],
    people: People,
    now: datetime,
) -> None:
    at, author = _day(row, now), people[row["author"]]
    actor = _viewer(author, at)
    values = dict(row["values"])
    if "ends_on" in values:
        values["ends_on"] = date.fromisoformat(values["ends_on"])
    if "base_organization" in values:
        values["base_organization"] = organizations[values["base_organization"]]
    name = next(one for one in initiators(actor, district) if one.code == row["initiator"])
    made = drafts.begin(
        district=district, initiator=name, author=author, values=values, actor=actor, at=at
    )
    for key in row["founders"]:
        drafts.call(application=made, people=[people[key]], actor=actor, at=at)
        founder = Founder.objects.get(application=made, person=people[key])
        drafts.answer_call(
            founder=founder, agrees=True, actor=_viewer(people[key], at), at=at + timedelta(hours=3)
        )
    leader = Founder.objects.get(application=made, person=people[row["leader"]])
    drafts.choose_leader(founder=leader, actor=actor)
    made.refresh_from_db()
    sent = at + timedelta(hours=4)
    drafts.submit(application=made, actor=actor, at=sent)
    with clock.told(sent + timedelta(days=1)):
        _considered(made, row, people, sent)


def _considered(made: Application, row: Mapping[str, Any], people: People, sent: datetime) -> None:
    if not row.get("decider"):
        return
    at = sent + timedelta(days=1)
    actor = _viewer(people[row["decider"]], at)
    if row.get("question"):
        asked = deciding.ask(application=made, words=row["question"], actor=actor, at=at)
        author = people[row["author"]]
        deciding.reply(
            question=asked,
            words=row["answer"],
            actor=_viewer(author, at),
            at=at + timedelta(hours=2),
        )
    if row.get("reason"):
        deciding.refuse(
            application=made, reason=row["reason"], clause=row["clause"], actor=actor,
            at=at + timedelta(days=1),
        )  # fmt: skip


def _initiative(
    row: Mapping[str, Any], people: People, communities: Mapping[str, Community], now: datetime
) -> None:
    at, author = _day(row, now), acting(people[row["author"]])
    content = publishing.Content(
        title=row["title"], text=from_text(row["body"]), audience=Audience.DISTRICT
    )
    draft = publishing.write_draft(
        kind="initiative", content=content, actor=author, at=at, home=communities[row["home"]]
    )
    made = publishing.publish_draft(publication=draft, actor=author, at=at)
    for n, key in enumerate(row.get("supporters", ()), 1):
        moment = at + timedelta(hours=n)
        initiatives.back(
            publication=made, is_wanted=True, actor=_viewer(people[key], moment), at=moment
        )
    if row.get("decider"):
        moment = at + timedelta(days=2)
        initiatives.decide(
            publication=made, state=row["state"], words=row["words"],
            actor=_viewer(people[row["decider"]], moment), at=moment,
        )  # fmt: skip
