"""The sign that a publication bears the mark of a review: its page asks for the mark only then."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from staffroom.shared.publications.models import Publication


@transaction.atomic
def mark_reviewed(*, publication_id: int, at: datetime | None) -> None:
    """Keep since when the mark of a review stands on the page; None takes it off.

    Who may is asked by those who hold the review: this row only follows them.
    """
    Publication.objects.filter(pk=publication_id).update(reviewed_at=at, version=F("version") + 1)
