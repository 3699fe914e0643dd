"""The directory of a district's communities."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from staffroom.core import plugs
from staffroom.core.http import Request, go, page_or_part
from staffroom.core.paging import Pages
from staffroom.shared.communities.forms.groups import DirectoryForm
from staffroom.shared.communities.policies import groups as policies
from staffroom.shared.communities.queries import groups
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.ui.looks import stand_in

PAGE = 40


@require_safe
def directory(request: Request, district: str) -> HttpResponse:
    """All communities of a district, narrowed by filters (public: TV-4.1.c)."""
    place = groups.district(district)
    stand_in(request, request.district or place)  # a guest stands in the one he reads
    rules, kinds = rules_of(place), groups.kinds(request.viewer, place)
    themes = rules.named("themes.priority")
    named = {"themes": themes, "aspects": rules.named("strategy.aspects")}
    form = DirectoryForm(request.GET, kinds=kinds, is_guest=request.viewer.is_guest, **named)
    filters = groups.Filters(**form.cleaned_data) if form.is_valid() else groups.Filters()
    rows = groups.directory(request.viewer, place, filters)
    offers = request.person and filters == groups.Filters()
    may_open = policies.may_open(request.viewer, place.pk, None)
    context = {
        "district": place, "form": form, "themes": themes,
        "page": Pages(rows, PAGE).get_page(request.GET.get("page")),
        "filters": filters,
        "fitting": groups.fitting(request.viewer, request.person, place) if offers else [],
        "member_of": set(groups.member_ids(request.viewer)),
        "may_open": may_open,
        "may_gather": policies.may_gather(request.viewer, place.pk),
        "parts": plugs.fill("communities.directory", request=request, district=place),
        "preset_n": len(groups.preset_left(place)) if may_open else 0,
    }  # fmt: skip
    return page_or_part(request, "communities/directory.html", context, part="rows")


@require_safe
def mine(request: Request) -> HttpResponse:
    """«Сообщества» of the menu: one's own district's directory."""
    district = getattr(request, "district", None)
    return go(request, f"/{district.slug}/c/" if district else "/")
