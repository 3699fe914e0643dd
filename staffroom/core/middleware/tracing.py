"""Each request has a number: in the answer, in every line of the log, on the page of a failure."""

from collections.abc import Callable
import logging
import time

from django.http import HttpRequest, HttpResponse
from structlog.contextvars import bind_contextvars, clear_contextvars

from staffroom.core.ids import new_pid

Respond = Callable[[HttpRequest], HttpResponse]

log = logging.getLogger("staffroom.request")
SLOW_SECONDS = 1.0


def request_id(respond: Respond) -> Respond:
    """Set `request.id`, answer with X-Request-ID; log slow requests, at DEBUG all, never by whom."""

    def middleware(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        request.id = new_pid()  # type: ignore[attr-defined]  # ours
        clear_contextvars()
        bind_contextvars(request_id=request.id)  # type: ignore[attr-defined]
        response = respond(request)
        response["X-Request-ID"] = request.id  # type: ignore[attr-defined]
        took = time.perf_counter() - began
        level = logging.WARNING if took > SLOW_SECONDS else logging.DEBUG
        if log.isEnabledFor(level):
            match = request.resolver_match
            about = {
                "method": request.method,
                "view": match.view_name if match else "",
                "status": response.status_code,
                "ms": round(took * 1000, 1),
            }
            log.log(level, "request", extra=about)
        return response

    return middleware
