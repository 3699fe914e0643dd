"""The coordinator's journal and the open log of a community."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.views.decorators.http import require_safe

from staffroom.core.http import Request, page_or_part, signed_in
from staffroom.core.policy import require
from staffroom.shared.communities.policies.groups import visible_communities
from staffroom.shared.communities.queries import groups
from staffroom.shared.journal import policies, queries
from staffroom.shared.journal.forms import JournalForm
from staffroom.shared.organizations.models import District


@require_safe
@signed_in
def journal(request: Request, district: str) -> HttpResponse:
    """Everything that happened in a district, newest first."""
    place = groups.district(district)
    require(policies.may_see_journal(request.viewer, place.pk))
    form = _form(request, place)
    form.is_valid()
    found = queries.lines(request.viewer, place, form.filters, before=_before(request))
    context = {"district": place, "form": form, "page": found, "next": _next(request, found)}
    return page_or_part(request, "journal/journal.html", context, part="rows")


def _form(request: Request, place: District) -> JournalForm:
    rows = visible_communities(request.viewer).filter(district=place).order_by("sort_key", "pk")
    return JournalForm(
        request.GET,
        district_id=place.pk,
        facts=queries.known_facts(request.viewer, place.pk),
        communities={pid: (key, name) for key, pid, name in rows.values_list("pk", "pid", "name")},
    )


@require_safe
@signed_in
def log(request: Request, district: str, pid: str) -> HttpResponse:
    """What moderators did in a community, for its members (BB-6.2)."""
    found = groups.community(request.viewer, pid, district)
    require(policies.may_see_log(request.viewer, found))
    page = queries.log(request.viewer, found, before=_before(request))
    context: dict[str, Any] = {"community": found, "page": page, "next": _next(request, page)}
    return page_or_part(request, "journal/log.html", context, part="rows")


def _before(request: Request) -> int | None:
    given = request.GET.get("before", "")
    return int(given) if given.isdecimal() and len(given) < 19 else None


def _next(request: Request, page: queries.Lines) -> str:
    """The address of the rows below these, with the same filters."""
    if page.older is None:
        return ""
    asked = QueryDict(mutable=True)
    asked.update(request.GET)
    asked["before"] = str(page.older)
    return f"{request.path}?{asked.urlencode()}"
