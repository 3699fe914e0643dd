"""One place where an anticipated refusal becomes a page, or a few words on the page that is open."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from staffroom.core.errors import DomainError, MovedOn
from staffroom.core.http import go
from staffroom.ui.failures import bad_request, refused, unknown, unshown
from staffroom.ui.looks import spoken_to

Respond = Callable[[HttpRequest], HttpResponse]


class refusals:  # noqa: N801 - named as it is read in the settings
    """Turn a DomainError into its page with its own status; the sentence is the domain's."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        refusal = request.META.get("staffroom.refusal")  # the server's: the body was too large
        if refusal is not None:
            return refused(request, refusal)
        if "%00" in request.META.get("QUERY_STRING", "") or "\0" in request.path:
            return bad_request(
                request
            )  # no address of ours has it, and PostgreSQL takes it nowhere
        response = self.respond(request)
        if request.method == "POST" and _asks_to_sign_in(request, response):
            return unknown(request)
        if response.status_code == 405 and request.method in {"GET", "HEAD"}:
            allowed, response = response.get("Allow", ""), unshown(request)
            response["Allow"] = allowed
        return response

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """Answer an anticipated refusal; anything else is a bug and goes on to the logger."""
        if isinstance(problem, MovedOn):
            return _led_on(request, problem)
        return refused(request, problem) if isinstance(problem, DomainError) else None


def _asks_to_sign_in(request: HttpRequest, response: HttpResponse) -> bool:
    to = response.get("Location") or response.get("HX-Redirect") or ""
    is_known = getattr(request, "person", None) is not None
    return not is_known and to.startswith(settings.LOGIN_URL) and request.path != settings.LOGIN_URL


def _led_on(request: HttpRequest, moved: MovedOn) -> HttpResponse:
    """To the same page of the other thing; what was sent by a form of the old one is not sent again."""
    if request.method not in {"GET", "HEAD"}:
        return go(request, moved.to)
    rest = "/".join(request.path.split("/")[moved.steps + 1 :])
    query = request.META.get("QUERY_STRING", "")
    return go(request, f"{moved.to}{rest}{f'?{query}' if query else ''}")


def language(respond: Respond) -> Respond:
    """Speak the reader's language while the page is made; what it draws asks once more (`ui.looks`)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with spoken_to(request):
            return respond(request)

    return middleware
