"""Pages of the design system: the look of the site, a district's colours, failures."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from staffroom.core.clock import now
from staffroom.core.http import render_page
from staffroom.core.policy import deny, require
from staffroom.ui import accent as colours
from staffroom.ui import policies
from staffroom.ui.forms import SampleFilters, SampleForm
from staffroom.ui.icons import ICONS
from staffroom.ui.looks import looks_of, offered_choices, remember

FOR_EVER = "public, max-age=31536000, immutable"


# a guest's page may be cached whole, so its forms carry no token; other sites are refused by hand
@csrf_exempt
@require_http_methods(["GET", "POST"])
def looks(request: HttpRequest) -> HttpResponse:
    """The version for low vision and the theme: one form, remembered in a cookie."""
    back = request.POST.get("next") or request.GET.get("next") or "/"
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    if request.method == "GET":
        return render_page(
            request,
            "ui/looks.html",
            {"choices": offered_choices(), "looks": looks_of(request), "back": back},
        )
    response = HttpResponseRedirect(back)
    if request.headers.get("Sec-Fetch-Site", "same-origin") in {"same-origin", "none"}:
        remember(
            response, looks_of(request).changed(request.POST.dict()), is_secure=request.is_secure()
        )
    return response


@require_GET
def accent(request: HttpRequest, light: str, dark: str) -> HttpResponse:
    """A district's colours; the address names them, so the answer never changes."""
    response = HttpResponse(colours.stylesheet(light, dark), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = FOR_EVER
    return response


@require_GET
def living(request: HttpRequest) -> HttpResponse:
    """Every component in every state, for developers and technicians."""
    require(policies.may_see_living(request.viewer))  # type: ignore[attr-defined]  # set by the middleware
    return render_page(
        request,
        "ui/living.html",
        {
            "now": now(),
            "today": timezone.localdate(),
            "delta": timedelta,
            "form": SampleForm(),
            "narrowing": SampleFilters(auto_id="narrowing_%s"),
            "wrong_form": SampleForm(data=SampleForm.WRONG, prefix=None, auto_id="wrong_%s"),
            "refusing": deny("Закрыть тему может её автор или модератор."),
            "icons": ICONS,
        },
    )
