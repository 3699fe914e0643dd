"""Naming who leads an official section."""

from datetime import datetime

from django.db import transaction

from staffroom.core.errors import DomainError
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.features.forum import events, policies, queries
from staffroom.features.forum.models import OfficialSection
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Section


@transaction.atomic
def name_leader(*, section: Section, leader: Person, actor: Viewer, at: datetime) -> None:
    """Make a section official, led by this person (OL-2.1.3.a), or name another leader."""
    require(policies.may_make_official(actor, section))
    if leader.pid not in queries.who_may_lead(section):
        raise DomainError("Ведёт раздел тот, у кого есть роль в сообществе.", field="leader")
    OfficialSection.objects.update_or_create(
        section=section, defaults={"leader": leader, "since": at}
    )
    publish(
        events.SectionLed(
            district_id=section.community.district_id, actor_id=actor.person_id,
            section_id=section.pk, community_id=section.community_id, leader_id=leader.pk,
        )
    )  # fmt: skip


@transaction.atomic
def release_section(*, section: Section, actor: Viewer) -> None:
    """Make a section an ordinary one; its decisions stay where they were taken."""
    require(policies.may_make_official(actor, section))
    if OfficialSection.objects.filter(section=section).delete()[0]:
        publish(
            events.SectionReleased(
                district_id=section.community.district_id, actor_id=actor.person_id,
                section_id=section.pk, community_id=section.community_id,
            )
        )  # fmt: skip
