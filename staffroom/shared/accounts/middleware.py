"""Who has signed in: the session and its person in one query."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import UpdateError
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from staffroom.core.clock import now
from staffroom.shared.accounts.actions.sessions import touch_session
from staffroom.shared.accounts.adapters.sessions import SessionStore, device_of

Respond = Callable[[HttpRequest], HttpResponse]


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
            touch_session(session=store.row, at=now())
        return _keep(request, store, respond(request))

    return middleware


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
