"""«Мои данные»: consents, the archive of the own data, and asking to be erased."""

from typing import Any

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from staffroom.core.clock import now
from staffroom.core.errors import Absent
from staffroom.core.http import Request, bound, go, refusals_to, render_page, signed_in
from staffroom.shared.accounts.actions import attempts, own_data
from staffroom.shared.accounts.actions import consents as actions
from staffroom.shared.accounts.forms.consents import ErasureForm
from staffroom.shared.accounts.queries import consents as queries
from staffroom.shared.accounts.queries.own_data import archive_path, own_archive
from staffroom.shared.accounts.registry import PURPOSES
from staffroom.shared.accounts.views.sign_in import next_of


@require_safe
@never_cache
@signed_in
def my_data(request: Request) -> HttpResponse:
    """What the person agreed to, with «отозвать», the archive and the way out."""
    rows = queries.consents_of(request.person.pk)
    standing = {row.purpose.code for row in rows if row.withdrawn_at is None}
    context = {
        "rows": rows,
        "offers": [
            purpose
            for purpose in PURPOSES.values()
            if not purpose.is_by_field and purpose.code not in standing
        ],
        "erasure": queries.open_erasure(request.person.pk),
        "archive": own_archive(request.person.pk),
    }
    return render_page(request, "accounts/my_data.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def consent(request: Request, purpose: str) -> HttpResponse:
    """One purpose, one screen: the words and a plain choice."""
    known = PURPOSES.get(purpose)
    if known is None or known.is_by_field:
        raise Absent
    if request.method == "POST":
        _answer(request, purpose)
        return go(request, next_of(request) if "next" in request.POST else reverse("accounts:data"))
    context = {
        "purpose": known,
        "text": queries.wording(known),
        "is_given": queries.has_consent(request.person.pk, purpose),
        "next": reverse("accounts:data"),
    }
    return render_page(request, "accounts/consent.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def consent_ask(request: Request) -> HttpResponse:
    """After signing in: the words of a purpose have changed, or were never shown."""
    to = next_of(request)
    waiting = queries.consents_to_ask(request.person.pk)
    if request.method == "POST":
        _answer(request, request.POST.get("purpose", ""))
        rest = [one for one in waiting if one.code != request.POST.get("purpose")]
        return go(request, f"{reverse('accounts:consent-ask')}?next={to}" if rest else to)
    if not waiting:
        return go(request, to)
    context = {
        "purpose": waiting[0],
        "text": queries.wording(waiting[0]),
        "is_given": False,
        "next": to,
    }
    return render_page(request, "accounts/consent.html", context)


def _answer(request: Request, purpose: str) -> None:
    options: dict[str, Any] = {
        "person": request.person,
        "purpose": purpose,
        "actor": request.viewer,
        "at": now(),
    }
    if request.POST.get("answer") == "yes":
        actions.give_consent(**options, address=request.META.get("REMOTE_ADDR") or None)
    elif not PURPOSES[purpose].is_required if purpose in PURPOSES else False:
        actions.withdraw_consent(**options)


@require_POST
@signed_in
def withdraw(request: Request, pid: str) -> HttpResponse:
    """Withdraw one standing consent."""
    actions.withdraw_by_pid(person=request.person, pid=pid, actor=request.viewer, at=now())
    return go(request, reverse("accounts:data"))


@require_POST
@signed_in
def archive_ask(request: Request) -> HttpResponse:
    """Have the copy of the own data gathered; a job does it, a letter tells."""
    own_data.ask_archive(person=request.person, actor=request.viewer, at=now())
    return go(request, reverse("accounts:data"))


@require_safe
@never_cache
@signed_in
def download(request: Request) -> HttpResponseBase:
    """The own data as ZIP, when it is ready: the reader's own, so no address names it."""
    archive = own_archive(request.person.pk)
    if archive is None or archive.ready_at is None:
        raise Absent
    try:
        packed = archive_path(archive.pid).open("rb")
    except FileNotFoundError:
        raise Absent from None
    return FileResponse(packed, as_attachment=True, filename="moi-dannye.zip")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def erase(request: Request) -> HttpResponse:
    """Ask to close the account; says what stays and why."""
    form = bound(ErasureForm, request)
    if form.is_valid():
        with refusals_to(form):
            key = attempts.key_of("again", str(request.person.pk))
            attempts.count_try(limit=attempts.BY_ACCOUNT, key=key, at=now())
            actions.ask_erasure(
                person=request.person, actor=request.viewer, at=now(), **form.cleaned_data
            )
            return go(request, reverse("accounts:data"))
    return render_page(
        request, "accounts/erase.html", {"form": form}, status=422 if form.errors else 200
    )


@require_POST
@signed_in
def erase_withdraw(request: Request) -> HttpResponse:
    """Take the request back while it waits."""
    waiting = queries.open_erasure(request.person.pk)
    if waiting is not None:
        actions.withdraw_request(request=waiting, actor=request.viewer, at=now())
    return go(request, reverse("accounts:data"))
