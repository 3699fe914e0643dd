"""Pages of what went wrong before or outside a view: no such address, a stale form, a bug of ours."""

import logging
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _

from staffroom.core.errors import Absent, DomainError, Forbidden
from staffroom.core.http import is_htmx, render_page
from staffroom.core.richtext import clean

log = logging.getLogger(__name__)

PAGE = "ui/refusal.html"
UNREADABLE = (BadRequest, SuspiciousOperation, MultiPartParserError, DomainError, OSError)
LONGEST_SHOWN = 100_000
SHORTEST_WORDS = 20  # what is shorter is typed anew sooner than copied


class Unshown(DomainError):
    """An address to which forms are sent was opened as a page."""

    status = 405


class Misunderstood(DomainError):
    """The request itself is not understood."""

    status = 400


class Broken(DomainError):
    """A bug of ours."""

    status = 500


def refused(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    """The refusal as a page; for htmx words in the corner, so that the page stays as it was."""
    if not is_htmx(request):
        context = {"refusal": refusal, "words": _words(request), "back": _came(request)}
        return render_page(request, PAGE, context, status=refusal.status)
    response = render_page(request, "ui/said.html", {"refusal": refusal}, status=refusal.status)
    response["HX-Retarget"] = "#toasts"
    response["HX-Reswap"] = "beforeend"
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The request could not be read: too many fields, a spoilt form, a foreign host name."""
    refusal = Misunderstood(_("Запрос не удалось прочитать. Вернитесь назад и попробуйте ещё раз."))
    return refused(request, refusal)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A refusal without a sentence of its own."""
    refusal = Forbidden(_("Это действие вам недоступно."))
    return refused(request, refusal)


def absent(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No such address, or none for this viewer."""
    return refused(request, Absent())


def broken(request: HttpRequest) -> HttpResponse:
    """A bug: the page names the number under which the log tells the rest."""
    refusal = Broken(_("На сайте произошла ошибка. Мы уже записали её."))
    try:
        return refused(request, refusal)
    except Exception:
        log.exception("the page of a failure failed")
        number = getattr(request, "id", "")
        text = f"<!doctype html><title>500</title><h1>{refusal.message}</h1><p>Номер: {number}</p>"
        return HttpResponse(text, status=500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token does not fit.

    From our own page it means that the form is old (the person signed in anew in another window):
    what was typed is offered to be sent again. From another site it is refused outright.
    """
    if is_htmx(request):  # what was typed stays where it is: only words come
        return refused(request, Forbidden(_("Страница устарела: обновите её и отправьте ещё раз.")))
    typed, files = _typed(request), sorted(request.FILES)
    refusal = Forbidden(
        _("Форма не принята: откройте страницу заново и повторите.")
        if typed is None
        else _("Страница устарела: отправьте форму ещё раз.")
    )
    context = {
        "refusal": refusal, "typed": typed or [], "files": files, "to": request.get_full_path(),
        "sign_in": "",
    }  # fmt: skip
    return render_page(request, "ui/stale_form.html", context, status=403)


def _typed(request: HttpRequest) -> list[tuple[str, str]] | None:
    """What a form of our own pages has sent, to be sent once more; None where it cannot be kept."""
    own = f"{request.scheme}://{request.get_host()}"
    typed = [
        (name, str(value))
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    is_secret = any("password" in name for name, _value in typed)
    is_ours = request.headers.get("Origin") == own and not is_secret
    return typed if is_ours and sum(len(value) for _, value in typed) <= LONGEST_SHOWN else None


def _words(request: HttpRequest) -> list[str]:
    """Texts that were typed into a form which is not accepted at all, to be copied from its refusal.

    The page itself may be gone (a topic is closed, a right is taken back meanwhile), and not every
    browser keeps a form for who goes back.
    """
    if request.method != "POST" or request.META.get("staffroom.refusal") is not None:
        return []  # nothing is read of a body that the server itself has refused
    try:
        texts = [value for _name, value in _typed(request) or [] if len(value) >= SHORTEST_WORDS]
        plain = [clean(text).plain if text.startswith("<") else text for text in texts]
    except UNREADABLE:
        return []
    return [text for text in plain if " " in text]  # addresses and codes are no words


def _came(request: HttpRequest) -> str:
    """The path of our own page from which a form was sent; "" where that is not known."""
    came = urlsplit(request.headers.get("Referer", ""))
    is_ours = request.method == "POST" and came.netloc == request.get_host()
    return came.path if is_ours else ""


def unknown(request: HttpRequest) -> HttpResponse:
    """A form was sent by somebody who has not signed in, or whose session has ended meanwhile.

    What was typed is kept on the page, to be sent once more; where nothing was, he signs in and comes
    back to the page from which he sent it.
    """
    if is_htmx(request):  # what was typed stays where it is
        words = _("Вы не вошли на сайт, не отправлено. Войдите в новой вкладке и нажмите ещё раз.")
        return refused(request, Forbidden(words))
    typed = _typed(request)
    if not typed:
        came = _came(request)
        back = f"?{urlencode({'next': came})}" if came else ""
        return HttpResponseRedirect(f"{settings.LOGIN_URL}{back}")
    refusal = Forbidden(_("Вы не вошли на сайт: войдите и отправьте ещё раз."))
    context = {
        "refusal": refusal, "typed": typed, "files": sorted(request.FILES),
        "to": request.get_full_path(), "sign_in": settings.LOGIN_URL,
    }  # fmt: skip
    return render_page(request, "ui/stale_form.html", context, status=403)


def unshown(request: HttpRequest) -> HttpResponse:
    """Nothing is shown at this address: forms are sent to it."""
    return refused(request, Unshown(_("Эту страницу нельзя открыть: сюда только отправляют.")))
