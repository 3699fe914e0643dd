"""Sessions begin, are touched and end here; the cookie's key itself is never stored."""

from collections.abc import Iterable
from datetime import datetime, timedelta
import hashlib

from django.db import transaction

from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts import policies
from staffroom.shared.accounts.events import SessionsEnded
from staffroom.shared.accounts.models import Session

IDLE = timedelta(days=14)  # G-20
ABSOLUTE = timedelta(days=30)
TOUCH_EVERY = timedelta(minutes=5)


def key_hash(key: str) -> str:
    """What the table keeps of a cookie's key."""
    return hashlib.sha256(key.encode()).hexdigest()


def begin_session(*, key: str, at: datetime, **values: object) -> Session:
    """Store a new session under the hash of its key."""
    return Session.objects.create(
        key_hash=key_hash(key), created_at=at, seen_at=at, ends_at=at + IDLE, **values
    )


def keep_session(*, key: str, **values: object) -> bool:
    """Write a session's data; False when it has been ended meanwhile (it must not rise again)."""
    return bool(Session.objects.filter(pk=key_hash(key)).update(**values))


def touch_session(*, session: Session, at: datetime) -> None:
    """Note that the session is alive, at most every five minutes."""
    if at - session.seen_at < TOUCH_EVERY:
        return
    session.seen_at = at
    session.ends_at = min(at + IDLE, session.created_at + ABSOLUTE)
    Session.objects.filter(pk=session.pk).update(seen_at=at, ends_at=session.ends_at)


def drop_session(*, key: str) -> None:
    """End the session of this key: sign-out, or a new key for the same stay."""
    Session.objects.filter(pk=key_hash(key)).delete()


def drop_sessions_of(*, person_id: int, but: Iterable[str] = ()) -> int:
    """End a person's sessions except those whose hashes are given.

    Inside the caller's transaction.
    """
    ended, _ = Session.objects.filter(person_id=person_id).exclude(pk__in=list(but)).delete()
    return ended


@transaction.atomic
def end_sessions(*, hashes: Iterable[str], actor: Viewer, at: datetime) -> int:
    """The owner ends some of his own sessions; they stop working at their next request."""
    require(policies.may_manage_account(actor))
    ended, _ = Session.objects.filter(person_id=actor.person_id or 0, pk__in=list(hashes)).delete()
    if ended and actor.person_id:
        publish(
            SessionsEnded(
                district_id=None, actor_id=actor.person_id, person_id=actor.person_id, ended=ended
            )
        )
    return ended


def drop_stale_sessions(*, at: datetime) -> int:
    """Delete the sessions whose time is over; a nightly job calls it."""
    dropped, _ = Session.objects.filter(ends_at__lte=at).delete()
    return dropped
