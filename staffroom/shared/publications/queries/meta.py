"""The topic for talk about the acts of the Leader, moderators and members."""

from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.models import Publication
from staffroom.shared.publications.registry import META


def is_talk_apart(scope: Community | District) -> bool:
    """Whether such talk has a place of its own here (`moderation.meta_topics`)."""
    return rules_of(scope).choice("moderation.meta_topics") == "special"


def meta_topic(district_id: int) -> Publication | None:
    """The topic of a district; None where it has none."""
    return Publication.objects.filter(district=district_id, kind=META).first()
