"""Letterheads of a district."""

from staffroom.shared.documents.models import Letterhead
from staffroom.shared.organizations.models import District


def first_letterhead(district: District) -> Letterhead | None:
    """The letterhead on which most papers of a district are written: the one made first."""
    rows = Letterhead.objects.filter(organization__district=district)
    return rows.select_related("organization").order_by("pk").first()
