"""Communities that work without an order of their own: opened by staff or from the ready list."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet

from staffroom.features.governance.models import Listed
from staffroom.shared.communities.models import (
    Community,
    CommunityKind,
    CommunityState,
    RoleGrant,
    ScopeKind,
    Transition,
)
from staffroom.shared.communities.queries.rules import leading_role, rules_of
from staffroom.shared.documents.models import DocumentState
from staffroom.shared.organizations.models import District


def without_order(district: District) -> QuerySet[Community]:
    """Working communities that no order names, and that no draft is about to name."""
    ordered = Transition.objects.filter(community=OuterRef("pk")).exclude(order_number="")
    drafted = Listed.objects.filter(community=OuterRef("pk"), document__state=DocumentState.DRAFT)
    light = Q(kind=CommunityKind.WORKING_GROUP) | Q(
        kind=CommunityKind.SECTION, parent__isnull=False
    )
    rows = Community.objects.filter(district=district, state=CommunityState.ACTIVE).exclude(light)
    return rows.filter(~Exists(ordered), ~Exists(drafted)).order_by("sort_key", "pk")


def table(district: District, communities: Sequence[Community]) -> str:
    """The annex: what each is called, for whom it is, who leads it."""
    role = leading_role(district)
    grants = RoleGrant.objects.filter(
        scope_kind=ScopeKind.COMMUNITY, scope_id__in=[one.pk for one in communities], role=role,
        to_at=None,
    )  # fmt: skip
    leaders: dict[int, list[str]] = {}
    for grant in grants.select_related("person").order_by("pk"):
        leaders.setdefault(grant.scope_id, []).append(grant.person.name)
    rows = ["№ | Сообщество | Для кого | Кто ведёт"]
    for n, one in enumerate(communities, 1):
        whom = one.audience_words or one.goal
        led = ", ".join(leaders.get(one.pk, ())) or "назначается отдельно"
        cells = [str(n), one.name, whom, led]
        rows.append(" | ".join(" ".join(cell.replace("|", "/").split()) for cell in cells))
    return "\n".join(rows)


def basis(district: District) -> str:
    """On what the order rests: the regulation, with the clause on creation."""
    clause = rules_of(district).source("creation.mode").clause
    return f"положения района, {clause}" if clause else "положения района"
