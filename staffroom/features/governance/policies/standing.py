"""Who drafts an order about communities that work already."""

from staffroom.core.policy import ALLOW, HIDE, Verdict
from staffroom.core.viewer import Viewer
from staffroom.features.governance.policies.initiating import manages
from staffroom.shared.organizations.models import District


def may_order_standing(viewer: Viewer, district: District) -> Verdict:
    """Those who create and close communities of the district."""
    return ALLOW if manages(viewer, district.pk) else HIDE
