"""What the one who looks may see and do."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from staffroom.core.viewer import GUEST

Respond = Callable[[HttpRequest], HttpResponse]


def viewer(respond: Respond) -> Respond:
    """Set `request.viewer` from the person's memberships, affiliations and grants."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.viewer = GUEST  # type: ignore[attr-defined]
        return respond(request)

    return middleware
