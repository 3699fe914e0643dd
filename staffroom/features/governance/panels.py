"""The ways to creation from the pages of others."""

from typing import Any

from django.urls import reverse

from staffroom.core.http import Request
from staffroom.core.plugs import place
from staffroom.features.governance.policies import initiating
from staffroom.shared.communities.models import Community, CommunityKind
from staffroom.shared.organizations.models import District

Part = tuple[str, dict[str, Any]] | None


@place("communities.directory", order=10)
def on_directory(*, request: Request, district: District) -> Part:
    """«Создание сообществ», for colleagues."""
    if not initiating.is_colleague(request.viewer, district.pk):
        return None
    return "governance/on_directory.html", {"url": reverse("governance:creation", args=[district.slug])}


@place("communities.manage", order=30)
def on_group(*, request: Request, community: Community) -> Part:
    """A creative group may apply to become a problem group (BT-O.1.7)."""
    if community.kind != CommunityKind.WORKING_GROUP:
        return None
    district = community.district
    if not initiating.may_begin(request.viewer, district):
        return None
    return "governance/on_group.html", {
        "url": f"{reverse('governance:begin', args=[district.slug])}?group={community.pid}"
    }
