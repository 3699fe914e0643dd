"""«Где вы вошли», and the page of the account."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from staffroom.core.clock import now
from staffroom.core.http import Request, go, render_page, signed_in
from staffroom.shared.accounts.actions.sessions import end_sessions
from staffroom.shared.accounts.adapters.sessions import current_hash
from staffroom.shared.accounts.queries import credentials
from staffroom.shared.accounts.queries.sessions import sessions_of

DONE = {
    "password": _("Пароль изменён. На других устройствах понадобится войти заново."),
    "email-asked": _("Письмо отправлено на новый адрес. Откройте ссылку из него."),
    "email": _("Адрес изменён: теперь входите по нему."),
    "factor-off": _("Вход по коду выключен."),
    "card": _("Карточка сохранена."),
}


@require_safe
@never_cache
@signed_in
def account(request: Request) -> HttpResponse:
    """Everything about the own account on one page."""
    context = {
        "person": request.person,
        "has_factor": credentials.has_second_factor(request.person.pk),
        "done": DONE.get(request.GET.get("done", ""), ""),
    }
    return render_page(request, "accounts/account.html", context)


@require_safe
@never_cache
@signed_in
def sessions(request: Request) -> HttpResponse:
    """Devices and times; each can be ended."""
    rows = sessions_of(request.person.pk, current=current_hash(request), at=now())
    return render_page(
        request, "accounts/sessions.html", {"rows": rows, "ended": request.GET.get("ended", "")}
    )


@require_POST
@signed_in
def sessions_end(request: Request) -> HttpResponse:
    """End one stay, or all but this one."""
    rows = sessions_of(request.person.pk, current=current_hash(request), at=now())
    wanted = request.POST.get("session", "others")
    hashes = [
        row.key_hash
        for row in rows
        if (wanted == "others" and not row.is_current) or row.key_hash == wanted
    ]
    ended = end_sessions(hashes=hashes, actor=request.viewer, at=now())
    return go(request, f"{reverse('accounts:sessions')}?ended={ended}")
