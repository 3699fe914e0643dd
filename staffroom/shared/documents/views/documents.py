"""The library, the register, the acts of others, one paper."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from staffroom.core import plugs
from staffroom.core.clock import now
from staffroom.core.http import Request, page_or_part, render_page, signed_in
from staffroom.core.paging import Pages
from staffroom.core.policy import require
from staffroom.shared.documents import policies
from staffroom.shared.documents.adapters import register
from staffroom.shared.documents.forms.issuing import ListForm
from staffroom.shared.documents.queries import documents as queries
from staffroom.shared.documents.queries.days import today_in
from staffroom.shared.organizations.queries.organizations import district as district_of
from staffroom.ui.looks import stand_in

PAGE = 40
MOST_LINES = 20_000


@require_safe
def library(request: Request, district: str) -> HttpResponse:
    """Papers that this reader may see, narrowed by filters."""
    place, viewer = district_of(district), request.viewer
    stand_in(request, request.district or place)  # a guest stands in the one he reads
    keeps, today = bool(policies.may_keep(viewer, place.pk)), today_in(place, now())
    form = ListForm(request.GET, years=queries.years(viewer, place), keeps=keeps)
    narrowing = form.narrowing
    rows = queries.documents(viewer, place, narrowing, today=today)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "district": place, "form": form, "page": Pages(rows, PAGE).get_page(request.GET.get("page")),
        "keeps": keeps, "today": today, "query": query.urlencode(),
        "terms": queries.terms(place, today=today) if keeps else (0, 0),
        "numbering": queries.numbering(place, narrowing.kind, narrowing.year)
        if keeps and narrowing.kind and narrowing.year else (),
    }  # fmt: skip
    return page_or_part(request, "documents/library.html", context, part="rows")


@require_safe
def acts(request: Request, district: str) -> HttpResponse:
    """«Нормативное»: what others issued and the district is guided by."""
    place = district_of(district)
    stand_in(request, request.district or place)  # a guest stands in the one he reads
    page = Pages(queries.acts(request.viewer, place), PAGE).get_page(request.GET.get("page"))
    context = {
        "district": place, "page": page, "today": today_in(place, now()),
        "keeps": bool(policies.may_keep(request.viewer, place.pk)),
    }  # fmt: skip
    return render_page(request, "documents/acts.html", context)


@signed_in
@require_safe
def export(request: Request, district: str) -> HttpResponse:
    """The register as XLSX, narrowed as the page is."""
    place, viewer = district_of(district), request.viewer
    require(policies.may_keep(viewer, place.pk))
    form = ListForm(request.GET, years=queries.years(viewer, place), keeps=True)
    rows = queries.documents(viewer, place, form.narrowing, today=today_in(place, now()))
    lines = rows.select_related("community", "basis")[:MOST_LINES]
    content = register.as_xlsx(lines, founder=place.authority)
    answer = HttpResponse(content, content_type=register.XLSX)
    answer["Content-Disposition"] = 'attachment; filename="register.xlsx"'
    return answer


@require_safe
def document(request: Request, district: str, pid: str) -> HttpResponse:
    """One paper: what it is, what it rests on, its files; for keepers, what can be done with it."""
    place, viewer = district_of(district), request.viewer
    stand_in(request, request.district or place)  # a guest stands in the one he reads
    found = queries.document(viewer, place, pid)
    context = {
        "district": place, "document": found, "chain": queries.chain(viewer, found),
        "files": queries.files(found), "signatures": queries.signatures(found), "today": today_in(place, now()),
        "may_change": policies.may_change(viewer, found), "may_issue": policies.may_issue(viewer, found),
        "may_cancel": policies.may_cancel(viewer, found), "may_sign": policies.may_add_signature(viewer, found),
        "keeps": bool(policies.may_keep(viewer, place.pk)),
        "parts": plugs.fill("documents.document", request=request, document=found),
    }  # fmt: skip
    return render_page(request, "documents/document.html", context)
