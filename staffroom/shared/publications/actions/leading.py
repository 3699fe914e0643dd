"""Live hours of a talk, and what came out of it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from staffroom.core.errors import DomainError
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.richtext import RichText
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.queries.viewers import viewer_for
from staffroom.shared.publications import events, policies
from staffroom.shared.publications.actions.facts import fact_of
from staffroom.shared.publications.actions.links import require_welcome
from staffroom.shared.publications.actions.traces import follow
from staffroom.shared.publications.models import Publication, PublicationStatus, Summary

LONGEST = timedelta(hours=4)
FARTHEST = timedelta(days=180)


@transaction.atomic
def announce_hour(
    *,
    publication: Publication,
    host: Person,
    from_at: datetime,
    to_at: datetime,
    actor: Viewer,
    at: datetime,
) -> None:
    """Announce when a named person answers live in a talk; afterwards it goes on as before (TV-2.2.1.d).

    Announcing again moves the hour, or follows a past one by another.

    Raises:
        DomainError: the time is past or too far, the hour too long, the host could not answer there.
    """
    require(policies.may_hold_hour(actor, publication))
    if not at <= from_at <= at + FARTHEST:
        message = "Выберите время впереди, но не дальше полугода."
        raise DomainError(message, field="from_at")
    if not from_at < to_at <= from_at + LONGEST:
        raise DomainError("Живой час длится не больше четырёх часов.", field="minutes")
    seen_as = viewer_for(host, at=at)
    answers = policies.may_comment(seen_as, publication)
    if not policies.may_read(seen_as, publication) or not answers:
        message = "Этот человек не может здесь отвечать: сначала пригласите его в сообщество."
        raise DomainError(message, field="host")
    Publication.objects.filter(pk=publication.pk).update(
        hour_from=from_at, hour_to=to_at, hour_host=host, hour_begun_at=None,
        version=F("version") + 1,
    )  # fmt: skip
    publication.refresh_from_db(fields=["hour_from", "hour_to", "hour_host", "version"])
    follow(publication.pk, host.pk)
    publish(
        fact_of(
            events.HourAnnounced, publication, actor, host_id=host.pk, starts=from_at.isoformat()
        )
    )


@transaction.atomic
def cancel_hour(*, publication: Publication, actor: Viewer) -> None:
    """Call the announced hour off; one that is past is forgotten, what was said then stays."""
    require(policies.may_cancel_hour(actor, publication, publication.hour_host_id))
    host_id, begins = publication.hour_host_id, publication.hour_from
    standing = Publication.objects.filter(pk=publication.pk, hour_from=begins)
    if (
        host_id is None
        or begins is None
        or not standing.update(
            hour_from=None,
            hour_to=None,
            hour_host=None,
            hour_begun_at=None,
            version=F("version") + 1,
        )
    ):
        raise DomainError("Живой час уже отменён или перенесён.")
    publish(
        fact_of(
            events.HourCancelled, publication, actor, host_id=host_id, starts=begins.isoformat()
        )
    )


@transaction.atomic
def begin_hour(*, publication_id: int, actor: Viewer, at: datetime) -> bool:
    """State once that the hour has begun; False when it was moved, called off or stated already."""
    due = Publication.objects.filter(
        pk=publication_id, status=PublicationStatus.PUBLISHED, closed_at=None, hour_begun_at=None,
        hour_from__lte=at, hour_to__gt=at,
    )  # fmt: skip
    if not due.update(hour_begun_at=at):
        return False
    begun = Publication.objects.get(pk=publication_id)
    fact = fact_of(
        events.HourBegun, begun, actor, host_id=begun.hour_host_id, starts=at.isoformat()
    )
    publish(fact)
    return True


@transaction.atomic
def sum_up(*, publication: Publication, text: RichText, actor: Viewer, at: datetime) -> None:
    """Keep what came out of a talk at its head, or put it in other words.

    Raises:
        DomainError: nothing is said, or a picture stands in the words.
    """
    require(policies.may_sum_up(actor, publication))
    if not text.plain.strip():
        raise DomainError("Напишите, к чему пришли.", field="body")
    require_welcome(text.html, publication.district_id)
    if text.files:
        message = "Картинку приложите к ответу: в итоге остаются слова и ссылки."
        raise DomainError(message, field="body")
    _row, is_first = Summary.objects.update_or_create(
        publication=publication,
        defaults={
            "html": text.html,
            "plain": text.plain,
            "author_id": actor.author_id,
            "at": at,
        },
    )
    Publication.objects.filter(pk=publication.pk).update(summed_at=at, version=F("version") + 1)
    publish(fact_of(events.SummaryKept, publication, actor, is_first=is_first))
