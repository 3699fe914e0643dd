"""In whose name somebody may begin a community, by the regulation (BT-1.3b.1, `creation.initiators`)."""

from collections.abc import Iterator
from dataclasses import dataclass

from staffroom.core.policy import ALLOW, HIDE, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.features.governance.models import InitiatorKind, Way
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import Community, CommunityState
from staffroom.shared.communities.queries.rules import BY_ORDER, rules_of
from staffroom.shared.communities.registry import district_token
from staffroom.shared.organizations.models import District, Organization, OrganizationKind
from staffroom.shared.regulations.queries.rules import Rules
from staffroom.ui.words import in_quotes

BY_STAFF = {
    "department": (InitiatorKind.DEPARTMENT, OrganizationKind.EDUCATION_DEPARTMENT),
    "centre": (InitiatorKind.CENTRE, OrganizationKind.METHODICAL_CENTRE),
    "coordinator": (InitiatorKind.COORDINATOR, None),
}


@dataclass(frozen=True, slots=True)
class Initiator:
    """One name in which a community may be begun; `code` stands in the form."""

    code: str
    kind: InitiatorKind
    label: str
    community: Community | None = None
    organization: Organization | None = None


def manages(viewer: Viewer, district_id: int) -> bool:
    """True for those who create and close communities of the district, and decide on applications."""
    return viewer.has(Power.MANAGE_COMMUNITIES, ("district", district_id))


def is_colleague(viewer: Viewer, district_id: int) -> bool:
    """True for those who take part in the district's network."""
    return district_token(district_id) in viewer.tokens or manages(viewer, district_id)


def way_of(rules: Rules) -> Way | None:
    """How communities come into being by an act; None where staff open them, or a list does."""
    mode = rules.choice("creation.mode")
    return Way(mode) if mode in BY_ORDER else None


def initiators(viewer: Viewer, district: District) -> list[Initiator]:
    """Every name in which this viewer may begin; empty for those who may not."""
    if viewer.person_id is None:
        return []
    return list(_initiators(viewer, district, set(rules_of(district).many("creation.initiators"))))


def _initiators(viewer: Viewer, district: District, named: set[str]) -> Iterator[Initiator]:
    if "members" in named and district_token(district.pk) in viewer.tokens:
        yield Initiator("person", InitiatorKind.PERSON, viewer.name)
    if named & {"members", "moderators"}:
        for group in _led(viewer, district):
            yield Initiator(
                f"community-{group.pid}", InitiatorKind.COMMUNITY,
                f"{group.get_kind_display()} {in_quotes(group.name)}", community=group,
            )  # fmt: skip
    if "organizations" in named:
        rows = Organization.objects.filter(
            district=district, representative=viewer.person_id, closed_on=None
        )
        for one in rows.order_by("sort_key", "pk"):
            yield Initiator(
                f"organization-{one.pid}",
                InitiatorKind.ORGANIZATION,
                one.short_name,
                organization=one,
            )
    if manages(viewer, district.pk):
        yield from _staff(district, named)


def _led(viewer: Viewer, district: District) -> list[Community]:
    keys = [
        key
        for (scope, key), bits in viewer.powers.items()
        if scope == "community" and bits & Power.MANAGE_MEMBERS
    ]
    rows = Community.objects.filter(pk__in=keys, district=district, state=CommunityState.ACTIVE)
    return list(rows.order_by("sort_key", "pk")) if keys else []


def _staff(district: District, named: set[str]) -> Iterator[Initiator]:
    for code, (kind, place) in BY_STAFF.items():
        if code in named:
            rows = Organization.objects.filter(district=district, kind=place, closed_on=None)
            one = rows.order_by("pk").first() if place else None
            name = one.short_name if one else ""
            label = f"{kind.label}: {name}" if name not in {"", kind.label} else str(kind.label)
            yield Initiator(code, kind, label, organization=one)


def may_begin(viewer: Viewer, district: District) -> Verdict:
    """Begin an application, or the draft of an order, where the regulation knows such a way."""
    if not is_colleague(viewer, district.pk):
        return HIDE
    if way_of(rules_of(district)) is None:
        return deny("По положению района сообщества открывают сотрудники центра, без заявлений.")
    if initiators(viewer, district):
        return ALLOW
    return deny("По положению района сообщества начинают не сами участники.")
