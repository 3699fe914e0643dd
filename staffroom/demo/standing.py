"""Who stands where in a demonstration district: roles with their basis, names told to everybody."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from staffroom.core.viewer import SYSTEM, Viewer
from staffroom.shared.accounts.actions.cards import publish_field
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.actions import roles
from staffroom.shared.communities.forms.people import BASES
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.organizations.models import District, Organization

LEADS = ("curator", "section_lead", "association_head", "group_leader", "moderator")
PUBLIC = ("name", "position", "workplace")
ORDER = "приказ от 24 апреля № 31"


def roles_in_district(
    district: District, rows: Any, people: Mapping[str, Person], *, at: datetime
) -> None:
    """Those whom an order names in the district; the coordinator answers for the whole network."""
    rules = rules_of(district)
    known, lead = rules.roles, rules.choice("roles.lead")
    named = [(row, row.get("role", "")) for row in rows]
    named += [(row, lead) for row, role in named if role == "coordinator" and lead != role]
    for row, role in named:
        if role in known and known[role].scope == "district":
            roles.grant_role(
                person=people[row["key"]], role=role, scope=district, actor=SYSTEM, at=at, basis=ORDER
            )  # fmt: skip


def roles_in_community(
    community: Community, leader: Person | None, moderators: list[Person], *, at: datetime
) -> None:
    """The leader and the moderators, on the basis that the regulation names; the leader's name is public."""
    rules = rules_of(community)
    known = rules.roles
    here = [code for code in LEADS if code in known and known[code].scope == "community"]
    if not here:
        return
    basis = BASES.get(rules.choice("roles.moderator_appointed_by"), ORDER)
    helper = "moderator" if "moderator" in here else here[0]
    wanted = [(leader, here[0])] if leader else []
    wanted += [(one, helper) for one in moderators if one != leader]
    for person, role in wanted:
        roles.grant_role(
            person=person, role=role, scope=community, actor=SYSTEM, at=at, basis=basis
        )  # fmt: skip
    if leader is not None:
        tell_everybody(leader, at=at)


def tell_everybody(person: Person, *, at: datetime) -> None:
    """Whoever leads a community has agreed that visitors read name, position and place of work."""
    own = Viewer(person_id=person.pk, pid=person.pid, name=person.name, is_system=True)
    for field in PUBLIC:
        if person.shown.get(field) != "all":
            publish_field(person=person, field=field, actor=own, at=at)


def name_representatives(
    organizations: Mapping[str, Organization], rows: Any, people: Mapping[str, Person]
) -> None:
    """A base or taking part organisation has who answers for it: the first of its people (BB-4.1.3)."""
    for row in rows:
        place = organizations[row["organization"]]
        if (
            (place.is_base or place.is_participant)
            and place.representative_id is None
            and row.get("role") != "newcomer"
        ):
            place.representative = people[row["key"]]
            place.save(update_fields=["representative"])
