"""«Ищу материал», «делюсь»: the card of a publication, and telling the other side."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from staffroom.core.events import publish
from staffroom.core.lookups import one_or_none
from staffroom.core.viewer import Viewer
from staffroom.features.collections import events
from staffroom.features.collections.models import Wish
from staffroom.features.collections.queries.exchange import is_matched, is_offer, others
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.queries.viewers import viewer_for
from staffroom.shared.publications.models import Publication, PublicationStatus
from staffroom.shared.publications.policies import may_read


def keep_wish(
    *, publication: Publication, card: Mapping[str, Any], actor: Viewer, at: datetime
) -> None:
    """Write what the search or the offer is matched by; assumes the transaction of the publication's action."""
    Wish.objects.update_or_create(
        publication=publication,
        defaults={
            "what": card.get("what", "methodical"),
            "subject": card.get("subject", ""),
            "grade_from": card.get("grade_from"),
            "grade_to": card.get("grade_to"),
        },
    )


@transaction.atomic
def tell_other_side(*, publication_id: int, actor: Viewer, at: datetime) -> int:
    """Tell the authors of what matches a new publication (BB-3.1.2); returns how many are told.

    Only those who may read it themselves are told, each once; a repeat finds the same people, and the
    notice of one thing to one person is kept once.
    """
    found = one_or_none(
        Publication.objects.filter(pk=publication_id, status=PublicationStatus.PUBLISHED)
    )
    if found is None or not is_matched(found.kind):
        return 0
    authors = sorted({row.author_id for row in others(found)})
    people = Person.objects.filter(pk__in=authors, is_active=True).order_by("pk")
    to = tuple(one.pk for one in people if may_read(viewer_for(one, at=at), found))
    if to:
        publish(
            events.MatchFound(
                district_id=found.district_id, actor_id=actor.person_id, publication_id=found.pk,
                person_ids=to, is_offer=is_offer(found.kind),
            )
        )  # fmt: skip
    return len(to)
