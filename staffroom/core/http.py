"""The common strokes of a view: bind a form, answer a page or part, turn refusals into words."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
import re
from typing import Any, TypeVar

from django import forms
from django.conf import settings
from django.core.exceptions import DisallowedRedirect
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template import loader
from django.utils.cache import patch_vary_headers
from django.utils.encoding import iri_to_uri
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from staffroom.core.errors import DomainError
from staffroom.core.viewer import Viewer

F = TypeVar("F", bound=forms.BaseForm)
DRAFT_KEY = re.compile(r"[a-z0-9:._-]{1,80}")


class Request(HttpRequest):
    """A request as our middlewares hand it to views."""

    viewer: Viewer
    person: Any  # accounts.Person, None for a guest
    district: Any  # the district whose name stands at the top, or None


def is_htmx(request: HttpRequest) -> bool:
    """True when htmx asks for a part (a history restore wants the whole page)."""
    return (
        request.headers.get("HX-Request") == "true"
        and "HX-History-Restore-Request" not in request.headers
    )


def render_page(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """A whole page."""
    return HttpResponse(loader.get_template(template).render(context or {}, request), status=status)


def page_or_part(
    request: HttpRequest, template: str, context: dict[str, Any], *, part: str, status: int = 200
) -> HttpResponse:
    """The page, or only its block `part` when htmx asks. The view names it, never the client."""
    if is_htmx(request):
        html = loader.get_template(template).render_block(part, context, request)  # type: ignore[attr-defined]  # our backend's method
        response = HttpResponse(html, status=status)
    else:
        response = render_page(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def go(request: HttpRequest, to: str) -> HttpResponse:
    """Redirect after a POST to a page of this site; htmx follows by loading the page.

    Another origin or scheme is never meant here: DisallowedRedirect, which is answered with 400.
    """
    if not url_has_allowed_host_and_scheme(to, allowed_hosts={request.get_host()}):
        message = "a redirect that would leave the site"
        raise DisallowedRedirect(message)
    response = HttpResponse(status=204) if is_htmx(request) else HttpResponseRedirect(to)
    if is_htmx(request):
        response["HX-Redirect"] = iri_to_uri(to)
    return accepted(request, response)


def accepted(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer to a form that was taken.

    The browser is told which kept draft was accepted (the form's own field `draft`), so that it
    forgets the text only when it has truly arrived.
    """
    draft = request.POST.get("draft", "") if request.method == "POST" else ""
    if DRAFT_KEY.fullmatch(draft):
        response.set_cookie("saved", draft, max_age=60, samesite="Lax", secure=request.is_secure())
    return response


def bound(form_class: type[F], request: HttpRequest, **options: Any) -> F:
    """The form, bound to what was posted; unbound on GET."""
    if request.method == "POST":
        return form_class(request.POST, request.FILES, **options)
    return form_class(**options)


@contextmanager
def refusals_to(form: forms.BaseForm) -> Iterator[None]:
    """Show a domain refusal on the form instead of losing what was typed."""
    try:
        yield
    except DomainError as refusal:
        field = refusal.field if refusal.field in form.fields else None
        form.add_error(field, refusal.message)


def signed_in(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view for those who have signed in; a guest goes to sign in and comes back to the page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if getattr(request, "person", None) is not None:
            return view(request, *args, **kwargs)
        back = request.get_full_path() if request.method in {"GET", "HEAD"} else ""
        query = f"?{urlencode({'next': back})}" if back else ""
        return go(request, f"{settings.LOGIN_URL}{query}")

    return guarded


def form_page(
    request: HttpRequest,
    template: str,
    form: forms.BaseForm,
    context: dict[str, Any],
    *,
    part: str = "form",
) -> HttpResponse:
    """A page with a form, or its part: 422 when what was typed has errors."""
    status = 422 if form.errors else 200
    return page_or_part(request, template, {**context, "form": form}, part=part, status=status)
