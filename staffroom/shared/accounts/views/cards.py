"""The card: one page, seen by its owner, a colleague and a guest, each his own way."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from staffroom.core.clock import now
from staffroom.core.errors import Absent
from staffroom.core.http import Request, bound, go, refusals_to, render_page, signed_in
from staffroom.core.plugs import fill
from staffroom.shared.accounts.actions import cards as actions
from staffroom.shared.accounts.forms.cards import CardForm, VisibilityForm, card_values
from staffroom.shared.accounts.queries import cards as queries
from staffroom.shared.accounts.queries.consents import wording
from staffroom.shared.accounts.registry import CARD_FIELDS, PURPOSES


@require_safe
def person(request: Request, pid: str) -> HttpResponse:
    """A person's page; other apps add what they know of the person."""
    found = queries.person_named(pid)
    card = queries.card(found, request.viewer, at=now()) if found else None
    if found is None or card is None:
        raise Absent
    parts = fill("person.card", viewer=request.viewer, person=found, card=card)
    context = {"card": card, "parts": parts, "saved": "saved" in request.GET}
    return render_page(request, "accounts/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def profile(request: Request) -> HttpResponse:
    """Edit the own card."""
    form = (
        bound(CardForm, request)
        if request.method == "POST"
        else CardForm(initial=card_values(request.person))
    )
    if form.is_valid():
        with refusals_to(form):
            actions.edit_card(
                person=request.person, actor=request.viewer, at=now(), **form.cleaned_data
            )
            return go(request, f"{reverse('accounts:person', args=[request.person.pid])}?saved=1")
    return render_page(
        request, "accounts/profile.html", {"form": form}, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def visibility(request: Request) -> HttpResponse:
    """Choose who sees each field; «всем» goes on to that field's own consent."""
    shown = request.person.shown
    form = bound(VisibilityForm, request, shown=shown)
    if form.is_valid():
        waiting = actions.show_fields(
            person=request.person, audiences=form.cleaned_data, actor=request.viewer, at=now()
        )
        return go(request, _next_publication(request, waiting))
    return render_page(
        request, "accounts/visibility.html", {"form": form}, status=422 if form.errors else 200
    )


def _next_publication(request: Request, waiting: list[str]) -> str:
    if not waiting:
        return f"{reverse('accounts:person', args=[request.person.pid])}?saved=1"
    rest = f"?then={','.join(waiting[1:])}" if waiting[1:] else ""
    return reverse("accounts:publish", args=[waiting[0]]) + rest


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def publish(request: Request, field: str) -> HttpResponse:
    """The separate screen of one field's consent to publication: yes or no, nothing ticked."""
    if field not in CARD_FIELDS:
        raise Absent
    waiting = [code for code in request.GET.get("then", "").split(",") if code in CARD_FIELDS]
    if request.method == "POST":
        if request.POST.get("answer") == "yes":
            actions.publish_field(
                person=request.person,
                field=field,
                actor=request.viewer,
                at=now(),
                address=request.META.get("REMOTE_ADDR") or None,
            )
        return go(request, _next_publication(request, waiting))
    purpose = PURPOSES["publication"]
    context: dict[str, Any] = {
        "purpose": purpose,
        "text": wording(purpose, detail=field),
        "field": CARD_FIELDS[field],
    }
    return render_page(request, "accounts/publish.html", context)
