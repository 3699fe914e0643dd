"""What the one who looks may see and do."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from staffroom.core.clock import now
from staffroom.core.viewer import GUEST
from staffroom.shared.communities.queries.viewers import viewer_of
from staffroom.ui.looks import zone_of

Respond = Callable[[HttpRequest], HttpResponse]


def viewer(respond: Respond) -> Respond:
    """Set `request.viewer` and `request.district` from memberships, admissions and grants.

    Times are those of his district, typed and told: Олёкминск is six hours ahead of Moscow.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        person = getattr(request, "person", None)
        if person is None:
            request.viewer, request.district = GUEST, None  # type: ignore[attr-defined]  # ours
        else:
            request.viewer, request.district = viewer_of(person, at=now())  # type: ignore[attr-defined]  # ours
        with timezone.override(zone_of(request)):
            return respond(request)

    return middleware
