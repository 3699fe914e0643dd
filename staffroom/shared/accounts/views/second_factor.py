"""The second factor: a one-time code of the person's telephone."""

from urllib.parse import quote

from django.http import HttpResponse
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
import segno

from staffroom.core.clock import now
from staffroom.core.http import Request, bound, go, refusals_to, render_page, signed_in
from staffroom.shared.accounts.actions import attempts, credentials
from staffroom.shared.accounts.adapters.sessions import STRONG
from staffroom.shared.accounts.forms.credentials import CodeForm, ConfirmForm
from staffroom.shared.accounts.queries import credentials as queries

SECRET = "_factor"  # noqa: S105 - the name of a session key, not a secret


@require_safe
@never_cache
@signed_in
def second_factor(request: Request) -> HttpResponse:
    """Whether it is on, and what can be done about it."""
    person = request.person
    context = {
        "factor": queries.second_factor_of(person.pk),
        "codes_left": queries.unused_codes(person.pk),
        "form": ConfirmForm(),
        "is_asked": "needed" in request.GET,
    }
    return render_page(request, "accounts/second_factor.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def set_up(request: Request) -> HttpResponse:
    """Scan the picture, type the code; then the recovery codes, once."""
    secret = request.session.get(SECRET)
    if not secret:
        secret = request.session[SECRET] = credentials.new_secret()
    form = bound(CodeForm, request)
    if form.is_valid():
        with refusals_to(form):
            _count(request)
            codes = credentials.set_second_factor(
                person=request.person,
                secret=secret,
                code=form.cleaned_data["code"],
                actor=request.viewer,
                at=now(),
            )
            del request.session[SECRET]
            request.session[STRONG] = True
            request.session.cycle_key()
            return render_page(request, "accounts/recovery_codes.html", {"codes": codes})
    context = {"form": form, "secret": _spaced(secret), "picture": _picture(request, secret)}
    return render_page(
        request, "accounts/second_factor_set_up.html", context, status=422 if form.errors else 200
    )


@never_cache
@require_POST
@signed_in
def renew_codes(request: Request) -> HttpResponse:
    """Ten new recovery codes for the password."""
    form = bound(ConfirmForm, request)
    if form.is_valid():
        with refusals_to(form):
            _count(request)
            codes = credentials.renew_recovery_codes(
                person=request.person,
                current=form.cleaned_data["current"],
                actor=request.viewer,
                at=now(),
            )
            return render_page(request, "accounts/recovery_codes.html", {"codes": codes})
    return _again(request, form)


@never_cache
@require_POST
@signed_in
def remove(request: Request) -> HttpResponse:
    """Switch the second factor off for the password."""
    form = bound(ConfirmForm, request)
    if form.is_valid():
        with refusals_to(form):
            _count(request)
            credentials.remove_second_factor(
                person=request.person,
                current=form.cleaned_data["current"],
                actor=request.viewer,
                at=now(),
            )
            request.session.pop(STRONG, None)
            request.session.cycle_key()
            return go(request, f"{reverse('accounts:account')}?done=factor-off")
    return _again(request, form)


def _again(request: Request, form: ConfirmForm) -> HttpResponse:
    person = request.person
    context = {
        "factor": queries.second_factor_of(person.pk),
        "codes_left": queries.unused_codes(person.pk),
        "form": form,
        "is_asked": False,
    }
    return render_page(request, "accounts/second_factor.html", context, status=422)


def _count(request: Request) -> None:
    key = attempts.key_of("factor", str(request.person.pk))
    attempts.count_try(limit=attempts.BY_CODE, key=key, at=now())


def _spaced(secret: str) -> str:
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def _picture(request: Request, secret: str) -> str:
    label = quote(f"Учительская:{request.person.email}")
    issuer = quote("Учительская")
    link = f"otpauth://totp/{label}?secret={secret}&issuer={issuer}"
    svg = segno.make(link, error="m").svg_inline(scale=4, border=2, light="#fff", dark="#000")
    return mark_safe(svg)  # noqa: S308 - drawn by us from letters of base32 and a quoted address
