"""Who fills «новинки»: librarians and those who moderate the district (TV-3.1.1.d)."""

from staffroom.core.policy import ALLOW, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.features.collections.models import Novelty
from staffroom.shared.accounts.registry import Power, positions_of
from staffroom.shared.communities.registry import district_token
from staffroom.shared.organizations.models import Affiliation


def is_librarian(viewer: Viewer, district_id: int) -> bool:
    """True for who works as a librarian in an organisation of the district, confirmed by its people."""
    if viewer.person_id is None or district_token(district_id) not in viewer.tokens:
        return False
    return Affiliation.objects.filter(
        person=viewer.person_id, organization__district=district_id, is_confirmed=True, to_on=None,
        position__in=positions_of(["librarians"]),
    ).exists()  # fmt: skip


def may_fill(viewer: Viewer, district_id: int) -> Verdict:
    """Add a novelty."""
    if viewer.has(Power.MODERATE, ("district", district_id)) or is_librarian(viewer, district_id):
        return ALLOW
    return deny("Новинки вносят библиотекари и модераторы района.")


def may_change(viewer: Viewer, novelty: Novelty) -> Verdict:
    """Change or take away: whoever fills the list, librarians answer for it together."""
    return may_fill(viewer, novelty.district_id)
