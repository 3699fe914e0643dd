"""Making notices, sending letters, forgetting."""

from datetime import datetime, timedelta

from staffroom.core.clock import now
from staffroom.core.jobs import Calls, every, job, together
from staffroom.shared.notifications.actions import letters, telling
from staffroom.shared.notifications.queries import digests

KEPT = timedelta(days=180)


@together(title="Уведомления о событии", timeout=300)
def tell_people(calls: Calls) -> None:
    """Make the rows of facts (`code`, `told`, `at`) and have their urgent letters sent, once.

    A row bears the moment of its fact, however late the worker is; what an older version of the site
    left in the queue has no moment and gets this one.
    """
    named = ((telling.fact(one["code"], one["told"]), _moment(one.get("at"))) for one in calls)
    facts = [(event, moment) for event, moment in named if event is not None]
    for key in telling.tell(facts=facts, at=now()):
        send_letter.enqueue(notice_id=key)


def _moment(told: str | None) -> datetime:
    return datetime.fromisoformat(told) if told else now()


@job(title="Письмо-уведомление", retries=8, backoff=60, is_post=True)
def send_letter(*, notice_id: int) -> None:
    """Send it now, or when the reader's quiet hours are over."""
    at = now()
    when = letters.postpone(notice_id, at=at)
    if when is None:
        return
    if when > at:
        send_letter.enqueue_at(when, notice_id=notice_id)
        return
    letters.send_notice(notice_id=notice_id, at=at)


@every("10 * * * *")
@job(title="Сводки: кому пора", queue="slow", unique=True, timeout=600)
def begin_digests() -> None:
    """Each hour: those whose morning has come."""
    for person_id in digests.readers(at=now()):
        send_digest.enqueue(person_id=person_id)


@job(title="Сводка новостей", queue="slow", retries=4, backoff=300, unique=True, is_post=True)
def send_digest(*, person_id: int) -> None:
    """One person's letter; what is not due or not new is no letter."""
    letters.send_digest(person_id=person_id, at=now())


@every("50 3 * * *")
@job(title="Уборка старых уведомлений", queue="slow", unique=True, timeout=300)
def sweep_notices() -> None:
    """Forget what was read half a year ago."""
    telling.drop_old(before=now() - KEPT)
