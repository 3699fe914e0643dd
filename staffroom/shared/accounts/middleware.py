"""Who has signed in: the session and its person in one query."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import UpdateError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from staffroom.core.clock import now
from staffroom.core.viewer import GUEST, Viewer
from staffroom.shared.accounts.actions.sessions import touch_session
from staffroom.shared.accounts.adapters.sessions import (
    SHORT,
    STRONG,
    SessionStore,
    device_of,
)
from staffroom.shared.accounts.registry import STRONG_POWERS

Respond = Callable[[HttpRequest], HttpResponse]
ALWAYS_OPEN = ("/account/", "/static/", "/ui/", "/health")  # where the proof itself is given


def session(respond: Respond) -> Respond:
    """Set `request.session`, `request.person` (a Person or None), for Django also `request.user`.

    One query for who brings the cookie, none for a guest; a guest gets a row and a cookie only when
    something must be kept for him.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        store = SessionStore(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
        store.device = device_of(request.headers.get("User-Agent", ""))
        store.address = request.META.get("REMOTE_ADDR") or None
        request.session = store
        request.person = store.person  # type: ignore[attr-defined]  # ours
        request.user = store.person or AnonymousUser()  # type: ignore[assignment]  # AUTH_USER_MODEL
        if store.row is not None and store.person is not None:
            store.idle = now() - store.row.seen_at
            touch_session(session=store.row, at=now())
        return _keep(request, store, respond(request))

    return middleware


def strong_powers(respond: Respond) -> Respond:
    """Hold those who hold strong powers to stronger proof (G-16, G-19, G-20), without a query.

    Where the installation is open to strangers, their stay ends after half an hour of silence or
    twelve hours, a short password must be replaced, and the second factor must be shown.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        to = _held_up(request)
        return redirect(to) if to else respond(request)

    return middleware


def _held_up(request: HttpRequest) -> str:
    viewer: Viewer = getattr(request, "viewer", GUEST)
    if viewer.person_id is None or request.path.startswith(ALWAYS_OPEN):
        return ""
    if not any(bits & STRONG_POWERS for bits in viewer.powers.values()):
        return ""
    store = request.session
    if settings.IS_PRODUCTION and isinstance(store, SessionStore) and store.is_over_for_strong:
        store.flush()
        return f"{settings.LOGIN_URL}?next={request.path}"
    if settings.SECOND_FACTOR_REQUIRED and not store.get(STRONG):
        return f"{reverse('accounts:second-factor')}?needed=1"
    if settings.IS_PRODUCTION and store.get(SHORT):
        return f"{reverse('accounts:password')}?needed=1"
    return ""


def _keep(request: HttpRequest, store: SessionStore, response: HttpResponse) -> HttpResponse:
    name = settings.SESSION_COOKIE_NAME
    if store.accessed:
        patch_vary_headers(response, ["Cookie"])
    if not store.modified:
        if name in request.COOKIES and store.session_key is None:
            response.delete_cookie(name, samesite="Lax")
        return response
    if store.is_empty() or response.status_code >= 500:
        if name in request.COOKIES and store.session_key is None:
            response.delete_cookie(name, samesite="Lax")
        return response
    try:
        store.save()
    except UpdateError:  # ended in another window while this page was made
        response.delete_cookie(name, samesite="Lax")
        return response
    response.set_cookie(
        name,
        store.session_key or "",
        max_age=settings.SESSION_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
