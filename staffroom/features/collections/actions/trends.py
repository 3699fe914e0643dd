"""The digest of a month: reviews of trends, gathered by the site itself."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.features.collections import events
from staffroom.features.collections.models import Collection, Item, Openness, Shape
from staffroom.features.collections.policies import shelves as policies
from staffroom.features.collections.queries.shelves import MOST_ITEMS
from staffroom.features.collections.queries.trends import month_words, reviews_between
from staffroom.shared.organizations.models import District


@transaction.atomic
def issue_month(*, district: District, actor: Viewer, at: datetime) -> Collection | None:
    """Issue the digest of the month before this one (TV-3.1.1.c); members of the network are told.

    Nothing is issued where nobody has written a review for the district, nor a second time.
    """
    require(policies.may_issue_month(actor))
    zone = ZoneInfo(district.time_zone)
    until_on = at.astimezone(zone).date().replace(day=1)
    month_on = (until_on - timedelta(days=1)).replace(day=1)
    begun, ended = (datetime.combine(day, time.min, tzinfo=zone) for day in (month_on, until_on))
    found = reviews_between(district.pk, begun, ended)[:MOST_ITEMS]
    if not found:
        return None
    try:
        with transaction.atomic():
            row = Collection.objects.create(
                district=district, is_of_district=True, shape=Shape.DIGEST, openness=Openness.DISTRICT,
                title=f"Тенденции образования: {month_words(month_on)}",
                purpose="Обзоры, которые коллеги написали за месяц.", item_n=len(found),
                month_on=month_on, made_at=at, changed_at=at, issued_at=at,
            )  # fmt: skip
    except IntegrityError:
        return None
    Item.objects.bulk_create(
        Item(collection=row, publication=one, place=place, added_by_id=one.author_id, added_at=at)
        for place, one in enumerate(found, 1)
    )
    publish(
        events.DigestIssued(
            district_id=district.pk, actor_id=actor.person_id, collection_id=row.pk, community_id=None
        )
    )  # fmt: skip
    return row
