"""Recommending a publication to others; the pick of a week."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from staffroom.core.errors import DomainError
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.features.collections import events
from staffroom.features.collections.models import Pick, Recommendation
from staffroom.features.collections.policies import advice as policies
from staffroom.features.collections.queries.advice import monday_of
from staffroom.shared.communities.models import Community
from staffroom.shared.publications.models import Publication


def _fact(
    kind: type[events.AdviceFact], publication: Publication, actor: Viewer, to: int | None
) -> None:
    publish(
        kind(
            district_id=publication.district_id, actor_id=actor.person_id,
            publication_id=publication.pk, community_id=to,
        )
    )  # fmt: skip


@transaction.atomic
def recommend(
    *, publication: Publication, to: Community | None, words: str, actor: Viewer, at: datetime
) -> Recommendation:
    """Recommend to a community, or (None) to the front page of the district.

    Raises:
        DomainError: it is recommended there already, or nothing is said of why.
    """
    require(policies.may_recommend(actor, publication, to))
    if not words.strip():
        raise DomainError("Скажите, чем это пригодится.", field="words")
    try:
        with transaction.atomic():
            row = Recommendation.objects.create(
                publication=publication, district_id=publication.district_id, community=to,
                words=words.strip(), given_by_id=actor.author_id, at=at,
            )  # fmt: skip
    except IntegrityError:
        raise DomainError("Туда это уже рекомендовали.", field="to") from None
    _fact(events.Recommended, publication, actor, to.pk if to else None)
    return row


@transaction.atomic
def end(*, advice: Recommendation, actor: Viewer) -> None:
    """Take a recommendation back."""
    require(policies.may_end(actor, advice))
    if Recommendation.objects.filter(pk=advice.pk).delete()[0]:
        _fact(events.RecommendationEnded, advice.publication, actor, advice.community_id)


@transaction.atomic
def pick(*, publication: Publication, words: str, on: date, actor: Viewer) -> Pick:
    """Pin the pick of the week of this day; another pick of the same week gives way (TV-1.1.b)."""
    require(policies.may_pick(actor, publication))
    row, _is_new = Pick.objects.update_or_create(
        district_id=publication.district_id, week_on=monday_of(on),
        defaults={
            "publication": publication, "words": words.strip(), "picked_by_id": actor.author_id,
        },
    )  # fmt: skip
    _fact(events.Picked, publication, actor, None)
    return row
