"""What talk of a demonstration district has beside topics and replies: by the same actions that people use."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from staffroom.core.ids import slug_of
from staffroom.core.richtext import from_text
from staffroom.core.viewer import SYSTEM, Viewer
from staffroom.demo.days import dated
from staffroom.features.forum import actions as forum
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.actions import blocks, conduct, menu
from staffroom.shared.communities.models import Community, Membership, SectionKind
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.actions import coauthors, leading, moderation, moving
from staffroom.shared.publications.actions.readers import write_readers
from staffroom.shared.publications.models import Comment, Publication
from staffroom.shared.publications.queries.meta import meta_topic
from staffroom.shared.publications.registry import META


def have_rules(community: Community, row: Mapping[str, Any], *, began: datetime) -> None:
    """Some communities have rules in their own words; everybody has accepted those in force."""
    if row.get("rules"):
        conduct.change_conduct(
            community=community, text=from_text(row["rules"]), actor=SYSTEM,
            at=began + timedelta(days=1),
        )  # fmt: skip
    members = Membership.objects.filter(community=community).values_list("person_id", flat=True)
    conduct.accepted_by_all(community, list(members), at=began + timedelta(days=2))


@dated
def make_section(
    home: Community, row: Mapping[str, Any], people: Mapping[str, Person], *, at: datetime
) -> None:
    """A section of a tag: with the person who leads it, or for members only."""
    section = menu.add_section(
        community=home,
        kind=SectionKind.TAG,
        title=row["title"],
        tag=row["tag"],
        actor=SYSTEM,
        is_for_members=row.get("is_for_members", False),
    )
    if "leader" in row:
        forum.name_leader(section=section, leader=people[row["leader"]], actor=SYSTEM, at=at)


@dated
def make_page(home: Community, row: Mapping[str, Any], *, at: datetime) -> None:
    """A page of blocks that the moderator has put together and published."""
    page = menu.add_section(community=home, kind=SectionKind.PAGE, title=row["title"], actor=SYSTEM)
    for one in row["blocks"]:
        holds = {name: one[name] for name in ("title", "tag", "line_n") if name in one}
        if "text" in one:
            holds["html"] = from_text(one["text"]).html
        blocks.add_block(section=page, kind=one["kind"], actor=SYSTEM, at=at, **holds)
    blocks.publish_page(section=page, actor=SYSTEM, at=at)


def topic_about_acts(district: District, row: Mapping[str, Any]) -> Publication | None:
    """The topic that the site has opened by the regulation, when the texts speak of it."""
    return meta_topic(district.pk) if row["kind"] == META else None


def give_words(topic: Publication, row: Mapping[str, Any], *, author: Person, at: datetime) -> None:
    """The site has opened the topic about acts itself: it gets the words of the texts and their day."""
    text = from_text(row["body"])
    topic.title, topic.slug, topic.author = row["title"], slug_of(row["title"]), author
    topic.html, topic.plain, topic.excerpt = text.html, text.plain, text.excerpt
    topic.created_at = topic.published_at = topic.bumped_at = at
    topic.save()
    write_readers(topic)


@dated
def settle(comment: Comment, row: Mapping[str, Any], *, at: datetime) -> None:
    """A reply that became a decision of its section, or was moved to the topic about acts."""
    if row.get("decision"):
        moderation.decide(comment=comment, is_decision=True, actor=SYSTEM, at=at)
    apart = meta_topic(comment.publication.district_id) if row.get("moved") else None
    if apart is not None:
        moving.move_comment(comment=comment, to=apart, reason=row["moved"], actor=SYSTEM, at=at)


@dated
def share(
    made: Publication, row: Mapping[str, Any], people: Mapping[str, Person], *, at: datetime
) -> None:
    """A text of several authors: the first has invited the others, and they have agreed."""
    author = Viewer(person_id=made.author_id, is_system=True)
    for one in (people[key] for key in row.get("coauthors", ())):
        coauthors.invite_coauthor(publication=made, person=one, actor=author, at=at)
        agreeing = Viewer(person_id=one.pk, pid=one.pid, name=one.name, is_system=True)
        coauthors.agree(publication=made, actor=agreeing, at=at)


@dated
def lead(
    made: Publication,
    row: Mapping[str, Any],
    people: Mapping[str, Person],
    *,
    at: datetime,
    now: datetime,
) -> None:
    """What came out of a talk, and the live hour that is announced in it, by the district's clock."""
    author = Viewer(person_id=made.author_id, is_system=True)
    if row.get("summary"):
        leading.sum_up(publication=made, text=from_text(row["summary"]), actor=author, at=at)
    if hour := row.get("live"):
        local = now.astimezone(ZoneInfo(made.district.time_zone)) + timedelta(days=hour["in_days"])
        begins = local.replace(hour=hour["hour"], minute=0, second=0, microsecond=0)
        leading.announce_hour(
            publication=made, host=people[hour["host"]], from_at=begins,
            to_at=begins + timedelta(hours=1), actor=author, at=now,
        )  # fmt: skip
