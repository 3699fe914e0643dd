"""A creative group: any teacher opens it with no order and calls colleagues (BT-O.1.7)."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from staffroom.core.policy import require
from staffroom.core.viewer import SYSTEM, Viewer
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.actions import groups, members, roles
from staffroom.shared.communities.models import Community, CommunityKind
from staffroom.shared.communities.policies import groups as policies
from staffroom.shared.communities.queries.rules import leading_role
from staffroom.shared.organizations.models import District

BASIS = "Собрал творческую группу"


@transaction.atomic
def gather_group(
    *, district: District, name: str, goal: str, person: Person, actor: Viewer, at: datetime
) -> Community:
    """Open a creative group at once; whoever opens it is its first member and leads it.

    Raises:
        NameTaken: a group of this name stands already.
    """
    require(policies.may_gather(actor, district.pk))
    group = groups.open_community(
        district=district, kind=CommunityKind.WORKING_GROUP, name=name, goal=goal,
        actor=replace(actor, is_system=True), at=at,
    )  # fmt: skip
    members.join_founder(community=group, person=person, actor=actor, at=at)
    role = leading_role(group)
    if role:
        roles.grant_role(person=person, role=role, scope=group, actor=SYSTEM, at=at, basis=BASIS)
    return group
