"""The technician's page of letters."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from staffroom.core.addresses import number
from staffroom.core.errors import Absent
from staffroom.core.http import Request, render_page, signed_in
from staffroom.core.policy import require
from staffroom.shared.accounts.models import LetterState
from staffroom.shared.accounts.policies import may_see_letters
from staffroom.shared.accounts.queries import letters as queries


@require_safe
@signed_in
def letters(request: Request) -> HttpResponse:
    """Kind, time, state and a masked address; no words of people."""
    require(may_see_letters(request.viewer))
    state = request.GET.get("state", "")
    page = queries.letters(before=number(request.GET.get("before")), state=state)
    context = {"page": page, "states": LetterState.choices, "state": state}
    return render_page(request, "accounts/letters.html", context)


@require_safe
@signed_in
def letter(request: Request, pid: str) -> HttpResponse:
    """The words of a letter to a demonstration address."""
    require(may_see_letters(request.viewer))
    found = queries.body_of(pid)
    if found is None:
        raise Absent
    return render_page(request, "accounts/letter.html", {"letter": found[0], "words": found[1]})
