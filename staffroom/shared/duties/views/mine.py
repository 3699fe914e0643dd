"""«Все дела» of a person: what waits, what is under control, what colleagues hold; one duty's page."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from staffroom.core.clock import now
from staffroom.core.http import (
    Request,
    bound,
    form_page,
    go,
    page_or_part,
    refusals_to,
    render_page,
    signed_in,
)
from staffroom.core.paging import Pages
from staffroom.core.policy import require
from staffroom.shared.duties import actions, policies, queries
from staffroom.shared.duties.forms import CloseForm, HandOverForm
from staffroom.shared.duties.models import Duty
from staffroom.shared.duties.registry import Outcome, sort_of

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
        "page": Pages(rows, PAGE).get_page(request.GET.get("page")),
        "sort_of": sort_of,
        "filters": filters,
        "kinds": [(kind, sort_of(kind).label) for kind in kinds],
        "led": led,
        "places": {one.pk: one.name for one in led},
        "is_narrowed": filters != queries.Filters(),
        "here": _here(filters),
        "tabs": _tabs(request, "list"),
    }
    return page_or_part(request, "duties/duties.html", context, part="rows")


def _tabs(request: Request, current: str) -> list[tuple[str, str, bool]]:
    """The lists that this person can have; one of them alone needs no tabs."""
    found = [(_("Ждёт меня"), "list")]
    if current == "control" or queries.controls_something(request.viewer):
        found.append((_("Под моим контролем"), "control"))
    if request.viewer.powers:
        found.append((_("У коллег"), "handed"))
    tabs = [(label, reverse(f"duties:{name}"), name == current) for label, name in found]
    return tabs if len(tabs) > 1 else []


@require_safe
@signed_in
def control(request: Request) -> HttpResponse:
    """Open duties under my control, the most overdue first (BT-O.2)."""
    found = queries.controlled(request.viewer, at=now())
    return _beside(request, found, "control")


@require_safe
@signed_in
def handed(request: Request) -> HttpResponse:
    """What colleagues with the same powers hold; any of it can be taken back."""
    return _beside(request, queries.handed(request.viewer), "handed")


def _beside(request: Request, found: QuerySet[Duty], current: str) -> HttpResponse:
    page = Pages(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "tabs": _tabs(request, current),
        "current": current,
        "sort_of": sort_of,
        "hides": [
            one.pk for one in page.object_list if not policies.may_read_words(request.viewer, one)
        ],
    }
    return render_page(request, "duties/beside.html", context)


@require_safe
@signed_in
def duty(request: Request, pid: str) -> HttpResponse:
    """One duty: what, by when, from which clause, who, and everything that happened to it."""
    found, at = queries.opened(request.viewer, pid), now()
    context = {
        "duty": found,
        "sort": sort_of(found.kind),
        "reads_words": policies.may_read_words(request.viewer, found),
        "is_mine": policies.may_see(request.viewer, found),
        "may_hand_over": bool(policies.may_hand_over(request.viewer, found)),
        "may_close": bool(policies.may_close(request.viewer, found)),
        "is_late": found.due_at is not None and (found.closed_at or at) > found.due_at,
        "history": queries.history(found),
        "owing": queries.able(found, at=at),
        "rules": queries.version_begun(found),
    }
    return render_page(request, "duties/duty.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def close(request: Request, pid: str) -> HttpResponse:
    """End a duty with words, where its kind allows."""
    found = queries.duty(request.viewer, pid)
    require(policies.may_close(request.viewer, found))
    form = bound(CloseForm, request)
    if form.is_valid():
        given = form.cleaned_data
        with refusals_to(form):
            actions.close_duty(
                duty=found, outcome=Outcome(given["outcome"]), words=given["words"],
                actor=request.viewer, at=now(),
            )  # fmt: skip
            return go(request, reverse("duties:duty", args=[pid]))
    return form_page(request, "duties/close.html", form, {"duty": found})


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
            actions.hand_over(duty=found, to=form.chosen, words=form.cleaned_data["words"],
                              actor=request.viewer, at=now())  # fmt: skip
            return go(request, reverse("duties:list"))
    return form_page(request, "duties/hand_over.html", form, {"duty": found})
