"""Django's session engine on our own table: read with the person, revoked at the next request."""

from datetime import timedelta
import json
import re
from typing import Any

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, login
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.crypto import get_random_string

from staffroom.core.clock import now
from staffroom.shared.accounts.actions import sessions as actions
from staffroom.shared.accounts.models import Person, Session
from staffroom.shared.accounts.queries import sessions as queries

ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"
BACKEND = "django.contrib.auth.backends.ModelBackend"
STRONG_IDLE = timedelta(minutes=30)
STRONG_ABSOLUTE = timedelta(hours=12)
STRONG = "_strong"  # the second factor was shown in this session
SHORT = "_short"  # the password is long enough for a member, not for strong powers (G-16)

BROWSERS = (
    ("YaBrowser", "Яндекс Браузер"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chromium", "Chromium"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def device_of(user_agent: str) -> str:
    """A name of the device that its owner recognises: «Firefox, Windows»."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    return ", ".join(part for part in (browser, system) if part)


class SessionStore(SessionBase):
    """One browser's stay. Guests have no row until something must be kept for them."""

    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(session_key)
        self.row: Session | None = None
        self.device = ""
        self.address: str | None = None
        self.idle = timedelta(0)  # since the request before this one

    @property
    def is_over_for_strong(self) -> bool:
        """True when somebody with strong powers has been away too long, or has stayed too long."""
        if self.row is None:
            return False
        return self.idle > STRONG_IDLE or now() - self.row.created_at > STRONG_ABSOLUTE

    @property
    def person(self) -> Person | None:
        """Who has signed in here, read together with the session."""
        _ = self._session  # type: ignore[attr-defined]  # the base's lazy dictionary
        person = self.row.person if self.row else None
        return person if person and person.is_active else None

    def _validate_session_key(self, key: str | None) -> bool:
        return bool(key) and bool(re.fullmatch(r"[a-z0-9]{32}", key or ""))

    def encode(self, session_dict: dict[str, Any]) -> str:
        """The data as JSON; it never leaves the database, so it is not signed."""
        return json.dumps(session_dict, ensure_ascii=False)

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """The data of a row."""
        return dict(json.loads(session_data))

    def load(self) -> dict[str, Any]:
        """The data of the standing session; an ended one leaves an empty guest's."""
        key = self.session_key
        self.row = queries.standing_session(actions.key_hash(key), at=now()) if key else None
        if self.row is None or (self.row.person and not self.row.person.is_active):
            self._session_key = None
            return {}
        return self.decode(self.row.data)

    def exists(self, session_key: str) -> bool:
        """True when a standing session has this key."""
        return queries.standing_session(actions.key_hash(session_key), at=now()) is not None

    def create(self) -> None:
        """Ask for a new key; the row is written when the session is saved."""
        self._session_key = None
        self.row = None
        self.modified = True
        if not hasattr(self, "_session_cache"):
            self._session_cache: dict[str, Any] = {}

    def cycle_key(self) -> None:
        """Go on under a new key, so that a key known before the sign-in is worth nothing."""
        data, old = self._session, self.session_key  # type: ignore[attr-defined]
        self.create()
        self._session_cache = data
        self.delete(old)

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002 - Django's own signature
        """Write the session; a new key gets a new row.

        Raises:
            UpdateError: the session has been ended meanwhile and must not rise again.
        """
        data = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        values = {
            "data": self.encode(data),
            "person_id": data.get(SESSION_KEY),
            "is_strong": bool(data.get(STRONG)),
        }
        if self.session_key is None or must_create:
            self._begin(values)
        elif not actions.keep_session(key=self.session_key, **values):
            raise UpdateError
        self.modified = False

    def _begin(self, values: dict[str, Any]) -> None:
        self._session_key = get_random_string(32, ALPHABET)
        key = self.session_key or ""
        try:
            with transaction.atomic():
                self.row = actions.begin_session(
                    key=key, at=now(), device=self.device, address=self.address, **values
                )
        except IntegrityError as taken:
            raise CreateError from taken

    def delete(self, session_key: str | None = None) -> None:
        """End a session; without a key, this one."""
        key = session_key or self.session_key
        if key:
            actions.drop_session(key=key)

    @classmethod
    def clear_expired(cls) -> None:
        """Delete the sessions whose time is over."""
        actions.drop_stale_sessions(at=now())


def sign_in(request: HttpRequest, person: Person, *, is_strong: bool = False) -> None:
    """Make this browser's stay the person's, under a new key."""
    login(request, person, backend=BACKEND)
    if is_strong:
        request.session[STRONG] = True
    request.session.pop(HASH_SESSION_KEY, None)  # a changed password ends sessions by deleting them
    request.person = person  # type: ignore[attr-defined]  # ours, set by the middleware


def current_hash(request: HttpRequest) -> str:
    """The hash of this request's session key; empty for a guest."""
    key = request.session.session_key
    return actions.key_hash(key) if key else ""
