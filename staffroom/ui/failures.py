"""Pages of what went wrong before or outside a view: no such address, a stale form, a bug of ours."""

import logging

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from staffroom.core.errors import Absent, DomainError, Forbidden
from staffroom.core.http import is_htmx, render_page

log = logging.getLogger(__name__)

PAGE = "ui/refusal.html"
LONGEST_SHOWN = 100_000


class Misunderstood(DomainError):
    """The request itself is not understood."""

    status = 400


class Broken(DomainError):
    """A bug of ours."""

    status = 500


def refused(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    """The refusal as a page; for htmx words in the corner, so that the page stays as it was."""
    if not is_htmx(request):
        return render_page(request, PAGE, {"refusal": refusal}, status=refusal.status)
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
    own = f"{request.scheme}://{request.get_host()}"
    is_ours = request.headers.get("Origin") == own and not request.FILES
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    fits = is_ours and sum(len(str(value)) for _name, value in typed) <= LONGEST_SHOWN
    refusal = Forbidden(
        _("Страница устарела: отправьте форму ещё раз.")
        if fits
        else _("Форма не принята: откройте страницу заново и повторите.")
    )
    context = {"refusal": refusal, "typed": typed if fits else [], "to": request.get_full_path()}
    return render_page(request, "ui/stale_form.html", context, status=403)
