"""One place where an anticipated refusal becomes a page, a part or a JSON problem."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from staffroom.core.errors import DomainError
from staffroom.core.http import render_page

Respond = Callable[[HttpRequest], HttpResponse]


class refusals:  # noqa: N801 - named as it is read in the settings
    """Turn a DomainError into its page with its own status; the sentence is the domain's."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        refusal = request.META.get("staffroom.refusal")  # the server's: the body was too large
        if refusal is not None:
            return self.process_exception(request, refusal) or self.respond(request)
        return self.respond(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """Answer an anticipated refusal; anything else is a bug and goes on to the logger."""
        if isinstance(problem, DomainError):
            return render_page(
                request, "ui/refusal.html", {"refusal": problem}, status=problem.status
            )
        return None
