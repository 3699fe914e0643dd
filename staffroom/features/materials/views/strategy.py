"""«Стандарты и стратегия»: what communities and materials of a district serve (BT-1.1.c)."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from staffroom.core.clock import now
from staffroom.core.http import Request, render_page, signed_in
from staffroom.features.materials.adapters import strategy as sheets
from staffroom.features.materials.queries import bank
from staffroom.features.materials.queries import strategy as queries
from staffroom.shared.communities.queries import groups
from staffroom.ui.looks import stand_in


@require_safe
@signed_in
def summary(request: Request, district: str) -> HttpResponse:
    """Communities and materials by levels of the standard and by aspects of the strategy, to be printed too."""
    place = groups.district(district)
    stand_in(request, place)
    found = queries.summary(request.viewer, place)
    context = {"place": place, "found": found, "on": timezone.localdate(now())}
    return render_page(request, "materials/strategy.html", context)


@require_safe
@signed_in
def table(request: Request, district: str) -> HttpResponse:
    """The same as a workbook, with every community and material by itself."""
    place = groups.district(district)
    found = queries.summary(request.viewer, place)
    rows = bank.register(request.viewer, place, bank.Narrowing())
    book = sheets.as_xlsx(place.name, found, rows, founder=place.authority)
    answer = HttpResponse(book, content_type=sheets.XLSX)
    answer["Content-Disposition"] = 'attachment; filename="standarty-i-strategiya.xlsx"'
    return answer
