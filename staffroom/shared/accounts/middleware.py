"""Who has signed in: the session and its person in one query."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Respond = Callable[[HttpRequest], HttpResponse]


def session(respond: Respond) -> Respond:
    """Set `request.person` (a Person or None)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.person = None  # type: ignore[attr-defined]
        return respond(request)

    return middleware
