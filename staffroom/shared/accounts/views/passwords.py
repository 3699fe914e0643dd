"""Forgotten and changed passwords, a changed address."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staffroom.core.clock import now
from staffroom.core.http import Request, bound, go, refusals_to, render_page, signed_in
from staffroom.shared.accounts.actions import attempts, credentials
from staffroom.shared.accounts.adapters.sessions import SHORT, current_hash
from staffroom.shared.accounts.forms.credentials import (
    EmailForm,
    NewPasswordForm,
    PasswordForm,
    ResetAskForm,
)
from staffroom.shared.accounts.jobs import send_email_link, send_reset
from staffroom.shared.accounts.policies.passwords import floor_for
from staffroom.shared.accounts.queries import credentials as queries
from staffroom.shared.accounts.queries.links import holds_reset, read_email_token


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def reset_ask(request: Request) -> HttpResponse:
    """Ask for a letter with a link; the answer is the same whether the address is known or not."""
    form = bound(ResetAskForm, request)
    if form.is_valid():
        with refusals_to(form):
            email = form.cleaned_data["email"].strip().lower()
            attempts.count_letter(
                address=request.META.get("REMOTE_ADDR") or "", email=email, at=now()
            )
            send_reset.enqueue(email=email)
            return go(request, reverse("accounts:reset-sent"))
    context = {"form": form}
    return render_page(
        request, "accounts/reset_ask.html", context, status=422 if form.errors else 200
    )


@require_safe
def reset_sent(request: Request) -> HttpResponse:
    """«Проверьте почту»."""
    return render_page(request, "accounts/reset_sent.html")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def reset(request: Request, pid: str, token: str) -> HttpResponse:
    """Set a new password by the letter's link."""
    person = queries.person_by_pid(pid)
    if person is None or not holds_reset(person, token):
        return render_page(request, "accounts/link_spent.html", status=410)
    form = bound(NewPasswordForm, request, floor=floor_for(person.pk))
    if form.is_valid():
        with refusals_to(form):
            credentials.reset_password(
                person=person, password=form.cleaned_data["password"], at=now()
            )
            return go(request, f"{reverse('accounts:sign-in')}?fresh=1")
    context = {"form": form, "person": person}
    return render_page(request, "accounts/reset.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def password(request: Request) -> HttpResponse:
    """Change the password; other devices must sign in anew."""
    form = bound(PasswordForm, request, floor=floor_for(request.person.pk))
    if form.is_valid():
        with refusals_to(form):
            key = attempts.key_of("again", str(request.person.pk))
            attempts.count_try(limit=attempts.BY_ACCOUNT, key=key, at=now())
            credentials.change_password(
                person=request.person,
                keep=current_hash(request),
                actor=request.viewer,
                at=now(),
                **form.cleaned_data,
            )
            request.session.pop(SHORT, None)
            request.session.cycle_key()
            return go(request, f"{reverse('accounts:account')}?done=password")
    return render_page(
        request, "accounts/password.html", {"form": form}, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def email(request: Request) -> HttpResponse:
    """Ask for another address to sign in by; it holds once its letter is answered."""
    form = bound(EmailForm, request)
    if form.is_valid():
        with refusals_to(form):
            wanted = form.cleaned_data["email"].strip().lower()
            key = attempts.key_of("again", str(request.person.pk))
            attempts.count_try(limit=attempts.BY_ACCOUNT, key=key, at=now())
            attempts.count_letter(
                address=request.META.get("REMOTE_ADDR") or "", email=wanted, at=now()
            )
            credentials.judge_current(request.person, form.cleaned_data["current"])
            send_email_link.enqueue(person_id=request.person.pk, email=wanted)
            return go(request, f"{reverse('accounts:account')}?done=email-asked")
    context = {"form": form}
    return render_page(request, "accounts/email.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def email_confirm(request: Request, token: str) -> HttpResponse:
    """The link of the letter: a page with one button, so that a mail scanner confirms nothing."""
    found = read_email_token(token)
    person = queries.person_by_pid(found[0]) if found else None
    if found is None or person is None or person.email != found[1]:
        return render_page(request, "accounts/link_spent.html", status=410)
    if request.method == "POST":
        credentials.change_email(person=person, email=found[2], at=now())
        return go(request, f"{reverse('accounts:account')}?done=email")
    return render_page(request, "accounts/email_confirm.html", {"email": found[2]})
