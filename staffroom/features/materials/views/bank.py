"""The bank of a district and its register."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from staffroom.core.clock import now
from staffroom.core.errors import Absent
from staffroom.core.http import Request, page_or_part, render_page, signed_in
from staffroom.core.plugs import menu_lines
from staffroom.features.materials import panels
from staffroom.features.materials.adapters import sheets
from staffroom.features.materials.queries import bank as queries
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries import groups
from staffroom.shared.organizations.models import District
from staffroom.ui.looks import stand_in


@require_safe
def bank(request: Request, district: str) -> HttpResponse:
    """Materials of a district, as far as the viewer may read them: guests see what is open to all."""
    place = groups.district(district)
    stand_in(request, place)
    context = {
        "place": place, "part": panels.bank_part(request, place),
        "ways": menu_lines("materials.bank", district=place),
    }  # fmt: skip
    return page_or_part(request, "materials/bank.html", context, part="rows")


def _scope(request: Request, place: District) -> District | Community:
    """The district, or its community whose results are asked for (`?in=`, PD-4.9)."""
    pid = request.GET.get("in", "")
    found = groups.community(request.viewer, pid) if pid else None
    if found is None:
        return place
    if found.district_id != place.pk:
        raise Absent
    return found


@require_safe
@signed_in
def register(request: Request, district: str) -> HttpResponse:
    """The register for printing, narrowed as the bank was (PD-2.2.5, BT-1.2.5)."""
    place = groups.district(district)
    stand_in(request, place)
    scope = _scope(request, place)
    form = panels.bank_form(request, scope)
    rows = queries.register(request.viewer, scope, form.narrowing)
    by = request.GET.get("by", "")
    way = by if by in panels.WAYS else ""
    asked = [(name, value) for name, value in request.GET.items() if value and name != "by"]
    context = {
        "place": place, "n": len(rows), "on": timezone.localdate(now()), "query": urlencode(asked),
        "groups": panels.grouped(rows, way, form.aspects), "by_standard": way == "standard",
        "ways": [
            (words, f"?{urlencode([*asked, ('by', code)])}", code == way)
            for code, words in panels.WAYS.items()
            if code != "aspect" or form.aspects
        ],
        "counts": panels.counted(request, scope, form.narrowing, rows),
        "community": scope if isinstance(scope, Community) else None,
        "is_cut": len(rows) == queries.MOST_IN_REGISTER,
    }  # fmt: skip
    return render_page(request, "materials/register.html", context)


@require_safe
@signed_in
def register_table(request: Request, district: str) -> HttpResponse:
    """The register as a workbook."""
    place = groups.district(district)
    scope = _scope(request, place)
    form = panels.bank_form(request, scope)
    rows = queries.register(request.viewer, scope, form.narrowing)
    answer = HttpResponse(
        sheets.as_xlsx(
            scope.name, rows, founder=place.authority,
            aspects=form.aspects,
        ),
        content_type=sheets.XLSX,
    )  # fmt: skip
    answer["Content-Disposition"] = 'attachment; filename="materialy.xlsx"'
    return answer
