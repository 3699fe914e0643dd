"""Topics of the department with those who are interested."""

from django.db.models import Count, QuerySet

from staffroom.core.lookups import the_one
from staffroom.core.viewer import Viewer
from staffroom.features.governance.models import Interest, Topic, TopicState
from staffroom.features.governance.policies import topics as policies
from staffroom.features.governance.policies.demands import Least
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.organizations.models import District


def topics(viewer: Viewer, district: District) -> QuerySet[Topic]:
    """Open topics with the number of those interested, the newest first."""
    rows = policies.visible_topics(viewer).filter(district=district, state=TopicState.OPEN)
    return rows.annotate(interest_n=Count("interests")).order_by("-offered_at", "-pk")


def topic(viewer: Viewer, district: District, pid: str) -> Topic:
    """One topic.

    Raises:
        Absent: there is none, or it is not for this viewer.
    """
    rows = policies.visible_topics(viewer).filter(district=district, pid=pid)
    return the_one(rows.select_related("district", "offered_by", "application"))


def interested(found: Topic) -> list[Interest]:
    """Who marked interest, in that order."""
    rows = Interest.objects.filter(topic=found).select_related("person", "organization")
    return list(rows.order_by("at", "pk"))


def is_enough(found: Topic) -> bool:
    """True when the people and organisations of `membership.min` are together (BT-3.1.c)."""
    least = Least.of(rules_of(found.district))
    rows = list(found.interests.values_list("person_id", "organization_id"))
    places = {place for _person, place in rows if place}
    return len(rows) >= least.persons and len(places) >= least.organizations
