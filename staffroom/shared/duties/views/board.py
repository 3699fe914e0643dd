"""«Сроки района»: the board of those who answer for the whole."""

from collections.abc import Iterator
import csv
import io

from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from staffroom.core import addresses
from staffroom.core.clock import now
from staffroom.core.http import Request, render_page, signed_in
from staffroom.core.policy import require
from staffroom.shared.communities.policies.groups import visible_communities
from staffroom.shared.communities.queries import groups
from staffroom.shared.duties import policies, queries
from staffroom.shared.duties.forms import BoardForm
from staffroom.shared.organizations.models import District
from staffroom.ui.looks import stand_in

MARK = "_"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@require_safe
@signed_in
def board(request: Request, district: str) -> HttpResponse:
    """Every duty of the district with its term, and the share kept in term (BB-3.1.1, BT-3.2.a)."""
    place, form = _asked(request, district)
    at, viewer = now(), request.viewer
    after = addresses.place(request.GET.get("after", ""), MARK)
    page = queries.board(viewer, place, form.asked, after=after, at=at)
    context = {
        "place": place,
        "form": form,
        "page": page,
        "share": queries.share(viewer, place, form.asked, at=at),
        "late_n": queries.overdue_n(viewer, place, at=at),
        "most": queries.MOST_COUNTED,
        "next": _next(request, page.after),
        "export": _address(request, "export/", {}),
        "today": queries.today_in(place, at),
    }
    return render_page(request, "duties/board.html", context)


def _asked(request: Request, district: str) -> tuple[District, BoardForm]:
    place = groups.district(district)
    require(policies.may_see_terms(request.viewer, place.pk))
    stand_in(request, place)
    rows = visible_communities(request.viewer).filter(district=place).order_by("sort_key", "pk")
    named = {pid: (key, name) for key, pid, name in rows.values_list("pk", "pid", "name")}
    form = BoardForm(request.GET, district_id=place.pk, communities=named)
    form.is_valid()
    return place, form


def _next(request: Request, after: tuple[object, int] | None) -> str:
    if after is None:
        return ""
    moment, key = after
    return _address(request, "", {"after": f"{moment:%Y-%m-%dT%H:%M:%S.%f%z}{MARK}{key}"})


def _address(request: Request, end: str, more: dict[str, str]) -> str:
    """This page's address with the same filters."""
    said = QueryDict(mutable=True)
    said.update(request.GET)
    said.pop("after", None)
    for name, value in more.items():
        said[name] = value
    query = said.urlencode()
    return f"{request.path}{end}{f'?{query}' if query else ''}"


@require_safe
@signed_in
def export(request: Request, district: str) -> HttpResponse:
    """The same rows as a table that Excel opens; at most twenty thousand of them."""
    place, form = _asked(request, district)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    for line in _lines(queries.exported(request.viewer, place, form.asked, at=now())):
        writer.writerow([_plain(cell) for cell in line])
    response = HttpResponse(f"\ufeff{out.getvalue()}", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="sroki-{place.slug}.csv"'
    return response


def _lines(rows: Iterator[queries.BoardRow]) -> Iterator[list[str]]:
    yield [
        _("Что сделать"), _("Вид"), _("Сообщество"), _("Кто отвечает"), _("Срок"), _("Закрыто"), _("Итог"),
        _("Опоздание, дней"), _("Контролирует"), _("Пункт"),
    ]  # fmt: skip
    for row in rows:
        yield [
            row.words, row.kind, row.place, ", ".join(row.who), f"{row.due_on or ''}", f"{row.closed_on or ''}",
            row.outcome, f"{row.late_days or ''}", row.controller, row.clause,
        ]  # fmt: skip


def _plain(cell: str) -> str:
    """Words that a table program does not take for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
