"""The queue of registrations, for those who decide (OL-3.2.4.b)."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from staffroom.core.clock import now
from staffroom.core.errors import Absent
from staffroom.core.http import Request, go, page_or_part, refusals_to, signed_in
from staffroom.shared.communities.actions import admissions as actions
from staffroom.shared.communities.forms.admissions import DecisionForm
from staffroom.shared.communities.queries import admissions as queries
from staffroom.shared.communities.queries import groups
from staffroom.shared.organizations.models import District


def _district(request: Request, slug: str) -> District:
    found = groups.district(slug)
    if not queries.sees_queue(request.viewer, found):
        raise Absent
    return found


def _filters(given: Any) -> queries.QueueFilters:
    tab = given.get("tab", queries.WAITING)
    return queries.QueueFilters(
        tab=tab if tab in queries.TABS else queries.WAITING,
        organization=given.get("organization", ""),
        words=given.get("q", ""),
        after=given.get("after", ""),
    )


def _query(filters: queries.QueueFilters, **more: str) -> str:
    asked = {"tab": filters.tab, "organization": filters.organization, "q": filters.words, **more}
    return urlencode({name: value for name, value in asked.items() if value})


def _page(request: Request, place: District, form: DecisionForm | None = None) -> HttpResponse:
    filters = _filters(request.POST if form else request.GET)
    page = queries.queue(request.viewer, place, filters, at=now())
    context = {
        "district": place,
        "page": page,
        "filters": filters,
        "counts": queries.counts(request.viewer, place),
        "organizations": queries.organizations_of(place),
        "form": form,
        "ticked": request.POST.getlist("chosen"),
        "done": _told(request.GET.get("done", "")),
        "more": f"?{_query(filters, after=page.after)}" if page.after else "",
    }
    status = 422 if form else 200
    return page_or_part(
        request, "communities/admissions_queue.html", context, part="rows", status=status
    )


@require_safe
@signed_in
def queue(request: Request, district: str) -> HttpResponse:
    """Who waits, oldest first, and for how long."""
    return _page(request, _district(request, district))


@require_POST
@signed_in
def decide(request: Request, district: str) -> HttpResponse:
    """Admit, refuse with a reason, ask, or confirm the place of work: one act for the ticked lines."""
    place = _district(request, district)
    known = queries.chosen(request.viewer, place, request.POST.getlist("chosen"))
    form = DecisionForm(request.POST, pids=[row.pid for row in known])
    if form.is_valid():
        with refusals_to(form):
            done = actions.each(known, _act(request, form))
            told = f"{form.cleaned_data['act']}.{done}"
            address = reverse("admissions:queue", args=[district])
            return go(request, f"{address}?{_query(_filters(request.POST), done=told)}")
    return _page(request, place, form)


def _told(done: str) -> str:
    """What has just been done («admit.2»), in words; the address carries no words of its own."""
    act, _dot, number = done.partition(".")
    if not number.isdecimal() or len(number) > 6:
        return ""
    n = int(number)
    if n == 0:
        return _("Ничего не изменилось: решение по этим заявкам уже приняли.")
    sentences = {
        "admit": ngettext("Принята %(n)s заявка.", "Приняты %(n)s заявки.", n),
        "refuse": ngettext("Отказ по %(n)s заявке.", "Отказ по %(n)s заявкам.", n),
        "ask": ngettext("Вопрос задан по %(n)s заявке.", "Вопрос задан по %(n)s заявкам.", n),
        "confirm": ngettext(
            "Место работы подтверждено у %(n)s человека.",
            "Место работы подтверждено у %(n)s человек.",
            n,
        ),
    }
    return sentences.get(act, "") % {"n": n}


def _act(request: Request, form: DecisionForm) -> Any:
    words = form.cleaned_data["words"]
    told: dict[str, Any] = {"actor": request.viewer, "at": now()}
    acts = {
        "admit": partial(actions.admit, **told),
        "refuse": partial(actions.refuse, reason=words, **told),
        "ask": partial(actions.ask_again, question=words, **told),
        "confirm": partial(actions.confirm_workplace, **told),
    }
    return acts[form.cleaned_data["act"]]
