"""Reading official sections."""

from dataclasses import dataclass
from datetime import datetime

from staffroom.core.errors import Absent
from staffroom.core.lookups import one_or_none
from staffroom.core.richtext import excerpt_of
from staffroom.core.viewer import Viewer
from staffroom.features.forum.models import OfficialSection
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Section
from staffroom.shared.communities.policies import groups as policies
from staffroom.shared.communities.queries import groups
from staffroom.shared.publications.models import Comment
from staffroom.shared.publications.policies import visible_publications

MOST_DECISIONS = 30
LONGEST = 240


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision as the section lists it."""

    words: str
    title: str
    url: str
    author: str
    at: datetime


def section(viewer: Viewer, pid: str) -> Section:
    """An item of the menu of a community that the viewer may see.

    Raises:
        Absent: there is none for him.
    """
    found = one_or_none(Section.objects.filter(pid=pid).select_related("community__district"))
    if found is None or not policies.may_see(viewer, found.community):
        raise Absent
    return found


def official(section: Section) -> OfficialSection | None:
    """What makes a section official, None for an ordinary one."""
    return OfficialSection.objects.filter(section=section).select_related("leader").first()


def who_may_lead(section: Section) -> dict[str, Person]:
    """Those who hold a role in the community, by public id."""
    return {lead.person.pid: lead.person for lead in groups.leads(section.community)}


def decisions(viewer: Viewer, section: Section) -> list[DecisionRow]:
    """Decisions taken in the talks of a section, as far as the viewer may read them; the newest first."""
    talks = visible_publications(viewer).filter(
        placements__community=section.community_id,
        placements__hidden_at=None,
        taggings__tag__name=section.tag.casefold(),
    )
    rows = Comment.objects.filter(
        publication__in=talks.values("pk"), hidden_at=None, removed_at=None
    ).exclude(decided_at=None)
    found = rows.select_related("publication", "author").order_by("-decided_at", "-pk")
    return [
        DecisionRow(
            excerpt_of(row.plain, LONGEST),
            row.publication.title,
            f"/p/{row.publication.pid}/comments/{row.seq}/",
            row.author.name,
            row.decided_at or row.created_at,
        )
        for row in found[:MOST_DECISIONS]
    ]
