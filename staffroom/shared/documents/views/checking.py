"""Anybody checks a paper by its code: what it is and whether it holds, nothing more."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staffroom.core.clock import now
from staffroom.core.http import Request, go, render_page
from staffroom.shared.documents.forms.issuing import CheckForm
from staffroom.shared.documents.queries.days import today_in
from staffroom.shared.documents.queries.documents import checked


@never_cache
@require_safe
def check(request: Request) -> HttpResponse:
    """The form of the code."""
    form = CheckForm(request.GET) if "code" in request.GET else CheckForm()
    if form.is_bound and form.is_valid():
        code = "".join(
            sign for sign in form.cleaned_data["code"] if sign.isascii() and sign.isalnum()
        )
        return go(request, reverse("documents:checked", args=[code[:12] or "0"]))
    return render_page(request, "documents/check.html", {"form": form})


@never_cache
@require_safe
def answer(request: Request, code: str) -> HttpResponse:
    """The paper of a code, or that there is none: codes are random, so nothing can be guessed."""
    found = checked(code)
    holds = found is not None and found.is_valid_on(today_in(found.district, now()))
    context = {"document": found, "holds": holds}
    return render_page(request, "documents/checked.html", context, status=200 if found else 404)
