"""Making notices, sending letters, forgetting."""

from datetime import timedelta
from typing import Any

from staffroom.core.clock import now
from staffroom.core.jobs import every, job
from staffroom.shared.notifications.actions import letters, telling
from staffroom.shared.notifications.queries import digests

KEPT = timedelta(days=180)


@job(title="Уведомления о событии", atomic=True, timeout=300)
def tell_people(*, code: str, told: dict[str, Any]) -> None:
    """Make the rows of a fact and have its urgent letters sent, once."""
    event = telling.fact(code, told)
    if event is None:
        return
    for key in telling.tell(event=event, at=now()):
        send_letter.enqueue(notice_id=key)


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
