"""Signing in and out."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import logout
from django.core import signing
from django.http import HttpResponse
from django.urls import reverse
from django.utils.crypto import get_random_string, salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from staffroom.core.clock import now
from staffroom.core.http import Request, bound, go, refusals_to, render_page
from staffroom.shared.accounts import registry
from staffroom.shared.accounts.actions import attempts, credentials
from staffroom.shared.accounts.adapters.sessions import SHORT, sign_in
from staffroom.shared.accounts.forms.credentials import CodeForm, SignInForm
from staffroom.shared.accounts.models import Person
from staffroom.shared.accounts.policies.passwords import STRONG_FLOOR
from staffroom.shared.accounts.queries import consents
from staffroom.shared.accounts.queries import credentials as queries

DEVICE_COOKIE = "device"
DEVICE_SALT = "staffroom.accounts.device"
DEVICE_AGE = 365 * 24 * 3600
KNOWN_AT_MOST = 8  # people who share a school computer
HALF = "_half"  # the password was right, the code is awaited
HALF_LIVES = timedelta(minutes=10)


def next_of(request: Request) -> str:
    """Where the person wanted to go, if it is a page of this site; else home."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours and wanted.startswith("/") else "/"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def sign_in_page(request: Request) -> HttpResponse:
    """E-mail and password (G-17: counted; G-18: the same words for every failure)."""
    if getattr(request, "person", None) is not None:
        return go(request, next_of(request))
    form = bound(SignInForm, request)
    if form.is_valid():
        with refusals_to(form):
            email, password = form.cleaned_data["email"], form.cleaned_data["password"]
            person = _judged(request, email, password)
            if person is not None:
                return _enter(request, person, password)
            form.add_error(
                None, _("Почта или пароль не подходят. Проверьте раскладку и Caps Lock.")
            )
    context = {"form": form, "next": next_of(request)}
    return render_page(
        request, "accounts/sign_in.html", context, status=422 if form.errors else 200
    )


def _judged(request: Request, email: str, password: str) -> Person | None:
    """The person, if the password is right and the tries are not used up."""
    at, address = now(), request.META.get("REMOTE_ADDR") or ""
    nonce = _known_device(request, email)
    account = attempts.key_of(email.strip(), nonce)
    attempts.count_try(limit=attempts.BY_ADDRESS, key=attempts.key_of(address), at=at)
    attempts.count_try(limit=attempts.BY_ACCOUNT, key=account, at=at)
    person = queries.person_by_password(email=email, password=password)
    if person is not None:
        attempts.forgive_tries(limit=attempts.BY_ACCOUNT, key=account)
    return person


def _enter(request: Request, person: Person, password: str) -> HttpResponse:
    if queries.has_second_factor(person.pk):
        request.session[HALF] = [person.pk, now().timestamp(), len(password) < STRONG_FLOOR]
        return go(request, f"{reverse('accounts:sign-in-code')}?next={next_of(request)}")
    return _finish(request, person, is_short=len(password) < STRONG_FLOOR, is_strong=False)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def sign_in_code(request: Request) -> HttpResponse:
    """The one-time code after the password."""
    half = request.session.get(HALF)
    if not half or now().timestamp() - half[1] > HALF_LIVES.total_seconds():
        return go(request, reverse("accounts:sign-in"))
    form = bound(CodeForm, request)
    if form.is_valid():
        with refusals_to(form):
            person, key = Person.objects.get(pk=half[0]), attempts.key_of(str(half[0]))
            attempts.count_try(limit=attempts.BY_CODE, key=key, at=now())
            credentials.use_code(person=person, code=form.cleaned_data["code"], at=now())
            attempts.forgive_tries(limit=attempts.BY_CODE, key=key)
            return _finish(request, person, is_short=half[2], is_strong=True)
    context = {"form": form, "next": next_of(request)}
    return render_page(request, "accounts/code.html", context, status=422 if form.errors else 200)


def _finish(request: Request, person: Person, *, is_short: bool, is_strong: bool) -> HttpResponse:
    to = _landing(person) if next_of(request) == "/" else next_of(request)
    is_new = not _known_device(request, person.email)
    request.session.pop(HALF, None)
    sign_in(request, person, is_strong=is_strong)
    if is_short:
        request.session[SHORT] = True
    credentials.note_sign_in(person=person, is_new_device=is_new, at=now())
    if not person.is_demo and consents.consents_to_ask(person.pk):
        to = f"{reverse('accounts:consent-ask')}?next={to}"
    response = go(request, to)
    remember_device(request, response, person.email)
    return response


def _landing(person: Person) -> str:
    return next(filter(None, (where(person.pk) for where in registry.landings)), "/")


def remember_device(request: Request, response: HttpResponse, email: str) -> None:
    """Know this browser next time: its owner's tries are then counted apart from a guesser's."""
    known = _devices(request)
    known.pop(_mark(email), None)
    known = dict(list(known.items())[-KNOWN_AT_MOST + 1 :]) | {_mark(email): get_random_string(12)}
    response.set_cookie(
        DEVICE_COOKIE,
        signing.dumps(known, salt=DEVICE_SALT),
        max_age=DEVICE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _known_device(request: Request, email: str) -> str:
    return _devices(request).get(_mark(email), "")


def _devices(request: Request) -> dict[str, str]:
    try:
        return dict(
            signing.loads(
                request.COOKIES.get(DEVICE_COOKIE, ""), salt=DEVICE_SALT, max_age=DEVICE_AGE
            )
        )
    except (signing.BadSignature, ValueError, TypeError):
        return {}


def _mark(email: str) -> str:
    return salted_hmac(DEVICE_SALT, email.strip().lower()).hexdigest()[:16]


@require_POST
def sign_out(request: Request) -> HttpResponse:
    """End this stay; what was on the screen is not kept by the browser (no-store)."""
    logout(request)
    return go(request, "/")
