"""Roles of a district's regulation: what each may do, from which clause, who holds it (BB-4.1.1)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from staffroom.core.errors import Absent
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.models import Person
from staffroom.shared.accounts.registry import POWER_LABELS
from staffroom.shared.communities.models import Community, RoleGrant, ScopeKind
from staffroom.shared.communities.policies import groups
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.organizations.models import District
from staffroom.shared.regulations.queries.rules import Role, Source

CATALOGUE = "roles.catalogue"


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role in the list, with how many hold it now."""

    role: Role
    holder_n: int
    is_lead: bool

    @property
    def is_local(self) -> bool:
        """True for a role that is given in a community."""
        return self.role.scope == ScopeKind.COMMUNITY


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds, or held, a role: where, and what else he is."""

    grant: RoleGrant
    person: Person
    community: Community | None
    others: list[str]


def role_rows(viewer: Viewer, district: District) -> list[RoleRow]:
    """Every role of the catalogue, in the order of numbers."""
    rules = rules_of(district)
    counts = _here(viewer, district).filter(to_at=None).values_list("role")
    holders = dict(counts.annotate(n=Count("person", distinct=True)).order_by("role"))
    lead = rules["roles.lead"]
    return [
        RoleRow(role, holders.get(role.code, 0), role.code == lead) for role in rules.roles.values()
    ]


def role_of(district: District, code: str) -> Role:
    """The role of this code.

    Raises:
        Absent: the regulation has none.
    """
    known = rules_of(district).roles.get(code)
    if known is None:
        raise Absent
    return known


def source(district: District) -> Source:
    """The document and the clause that name the roles."""
    return rules_of(district).source(CATALOGUE)


def rights_of(role: Role) -> tuple[list[str], list[str]]:
    """What the role allows and what it does not, in words."""
    may = [label for power, label in POWER_LABELS.items() if role.powers & power]
    return may, [label for power, label in POWER_LABELS.items() if not role.powers & power]


def grants_of(viewer: Viewer, district: District, role: str) -> QuerySet[RoleGrant]:
    """Everybody who holds the role now, oldest first."""
    rows = _here(viewer, district).filter(role=role, to_at=None)
    return rows.select_related("person").order_by("from_at", "pk")


def past_grants(viewer: Viewer, district: District, role: str) -> QuerySet[RoleGrant]:
    """Everybody who held it before, the last first."""
    rows = _here(viewer, district).filter(role=role).exclude(to_at=None)
    return rows.select_related("person").order_by("-to_at", "-pk")


def holders(viewer: Viewer, district: District, grants: list[RoleGrant]) -> list[Holder]:
    """The people of a page of grants, with their communities and other roles: two queries."""
    titles = {code: role.title for code, role in rules_of(district).roles.items()}
    people = [grant.person_id for grant in grants]
    standing = _here(viewer, district).filter(person__in=people, to_at=None).order_by("pk")
    held: dict[int, set[str]] = {}
    for person, role in standing.values_list("person_id", "role"):
        held.setdefault(person, set()).add(titles.get(role, role))
    places = _places(grants)
    return [
        Holder(
            grant=grant,
            person=grant.person,
            community=places.get(grant.scope_id)
            if grant.scope_kind == ScopeKind.COMMUNITY
            else None,
            others=sorted(held.get(grant.person_id, set()) - {titles.get(grant.role)}),
        )
        for grant in grants
    ]


def _places(grants: list[RoleGrant]) -> dict[int, Any]:
    keys = {grant.scope_id for grant in grants if grant.scope_kind == ScopeKind.COMMUNITY}
    return Community.objects.select_related("district").in_bulk(keys) if keys else {}


def _here(viewer: Viewer, district: District) -> QuerySet[RoleGrant]:
    communities = groups.visible_communities(viewer).filter(district=district).values("pk")
    return RoleGrant.objects.filter(
        Q(scope_kind=ScopeKind.DISTRICT, scope_id=district.pk)
        | Q(scope_kind=ScopeKind.COMMUNITY, scope_id__in=communities)
    )
