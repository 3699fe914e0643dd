"""Topics of the department: who offers them, who may mark interest (BT-3.1.c)."""

from django.db.models import QuerySet

from staffroom.core.policy import ALLOW, HIDE, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.features.governance.models import Topic, TopicState, Way
from staffroom.features.governance.policies.initiating import manages, way_of
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.communities.registry import district_ids, district_token
from staffroom.shared.organizations.models import District


def visible_topics(viewer: Viewer) -> QuerySet[Topic]:
    """Colleagues of the district read its topics."""
    if viewer.is_system:
        return Topic.objects.all()
    return Topic.objects.filter(district__in=district_ids(viewer.tokens))


def may_offer(viewer: Viewer, district: District) -> Verdict:
    """Offer topics: the department, where it may begin and communities come by application."""
    rules = rules_of(district)
    if not manages(viewer, district.pk):
        return HIDE
    if "department" not in rules.many("creation.initiators") or way_of(rules) != Way.APPLICATION:
        return deny("По положению района управление не предлагает темы.")
    return ALLOW


def may_mark(viewer: Viewer, topic: Topic) -> Verdict:
    """Mark interest: a teacher of the district, while the topic is open."""
    if viewer.person_id is None or district_token(topic.district_id) not in viewer.tokens:
        return HIDE
    if topic.state != TopicState.OPEN:
        return deny("Тема уже стала заявлением или снята.")
    if topic.offered_by_id == viewer.person_id:
        return deny("Эту тему предложили вы: ждём коллег.")
    return ALLOW


def may_close(viewer: Viewer, topic: Topic) -> Verdict:
    """Take a topic off: the department, while it is open."""
    if not manages(viewer, topic.district_id):
        return HIDE
    return ALLOW if topic.state == TopicState.OPEN else deny("Тема уже закрыта.")
