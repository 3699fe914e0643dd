"""«Все дела» of a person."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from staffroom.core.clock import now
from staffroom.core.http import Request, bound, form_page, go, page_or_part, refusals_to, signed_in
from staffroom.core.policy import require
from staffroom.shared.duties import actions, policies, queries
from staffroom.shared.duties.forms import HandOverForm
from staffroom.shared.duties.registry import ACTS, KIND_LABELS

PAGE = 50


@require_safe
@signed_in
def duties(request: Request) -> HttpResponse:
    """Everything that waits for me over all my communities, the most urgent first (TV-4.1.b)."""
    led = queries.led_communities(request.viewer)
    kinds = queries.kinds_waiting(request.viewer)
    filters = _filters(request)
    rows = queries.narrowed(request.viewer, filters, at=now())
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "acts": ACTS,
        "filters": filters,
        "kinds": [(kind, KIND_LABELS.get(kind, kind)) for kind in kinds],
        "led": led,
        "places": {one.pk: one.name for one in led},
        "is_narrowed": filters != queries.Filters(),
        "here": _here(filters),
    }
    return page_or_part(request, "duties/duties.html", context, part="rows")


def _filters(request: Request) -> queries.Filters:
    return queries.Filters(
        community=request.GET.get("community", "")[:10],
        kind=request.GET.get("kind", "")[:40],
        is_late=request.GET.get("late") == "1",
    )


def _here(filters: queries.Filters) -> str:
    """The filters as the beginning of the query of a page's address."""
    given = {
        "community": filters.community,
        "kind": filters.kind,
        "late": "1" if filters.is_late else "",
    }
    said = urlencode({name: value for name, value in given.items() if value})
    return f"?{said}&" if said else "?"


@require_http_methods(["GET", "POST"])
@signed_in
def hand_over(request: Request, pid: str) -> HttpResponse:
    """Give a duty to a colleague, take it for oneself, or return it."""
    found = queries.duty(request.viewer, pid)
    require(policies.may_hand_over(request.viewer, found))
    scope = (found.scope_kind, int(found.scope_id or 0))
    people = queries.holders(found.power, scope, at=now()).exclude(pk=found.about_id or 0)
    form = bound(HandOverForm, request, people=list(people), is_taken=found.owner_id is not None)
    if form.is_valid():
        with refusals_to(form):
            actions.hand_over(duty=found, to=form.chosen, actor=request.viewer, at=now())
            return go(request, reverse("duties:list"))
    return form_page(request, "duties/hand_over.html", form, {"duty": found})
