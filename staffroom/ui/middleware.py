"""One place where an anticipated refusal becomes a page, or a few words on the page that is open."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from staffroom.core.errors import DomainError
from staffroom.core.http import is_htmx, render_page

Respond = Callable[[HttpRequest], HttpResponse]


class refusals:  # noqa: N801 - named as it is read in the settings
    """Turn a DomainError into its page with its own status; the sentence is the domain's."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.respond(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """Answer an anticipated refusal; anything else is a bug and goes on to the logger."""
        return refused(request, problem) if isinstance(problem, DomainError) else None


def refused(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    """The refusal as a page; for htmx words in the corner, so that the page stays as it was."""
    if not is_htmx(request):
        return render_page(request, "ui/refusal.html", {"refusal": refusal}, status=refusal.status)
    response = render_page(request, "ui/said.html", {"refusal": refusal}, status=refusal.status)
    response["HX-Retarget"] = "#toasts"
    response["HX-Reswap"] = "beforeend"
    return response
