"""Letterheads of organisations and the numbering of their papers."""

from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from staffroom.core.clock import now
from staffroom.core.errors import Absent
from staffroom.core.http import Request, bound, form_page, go, refusals_to, render_page, signed_in
from staffroom.core.lookups import one_or_none
from staffroom.shared.documents.actions.letterheads import set_letterhead
from staffroom.shared.documents.actions.numbering import set_pattern
from staffroom.shared.documents.forms.letterheads import LetterheadForm, SeriesForm, numbered
from staffroom.shared.documents.models import Letterhead, Series
from staffroom.shared.documents.queries.days import today_in
from staffroom.shared.documents.queries.documents import issuers
from staffroom.shared.documents.views.writing import kept
from staffroom.shared.organizations.models import District, Organization
from staffroom.shared.regulations.queries import rules_of_district


@signed_in
@require_safe
def letterheads(request: Request, district: str) -> HttpResponse:
    """Organisations that may issue papers; those with a letterhead first."""
    place = kept(request, district)
    rows = issuers(place).select_related("letterhead")
    ready = [one for one in rows if hasattr(one, "letterhead")]
    bare = [one for one in rows if not hasattr(one, "letterhead")]
    context = {"district": place, "ready": ready, "bare": bare}
    return render_page(request, "documents/letterheads.html", context)


def _organization(place: District, pid: str) -> Organization:
    found = one_or_none(Organization.objects.filter(district=place, pid=pid))
    if found is None:
        raise Absent
    return found


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def letterhead(request: Request, district: str, pid: str) -> HttpResponse:
    """One letterhead and how the papers of this year are numbered."""
    place = kept(request, district)
    one = _organization(place, pid)
    head = Letterhead.objects.filter(organization=one).first() or Letterhead(names=one.name)
    series = Series.objects.filter(issuer=one, year=today_in(place, now()).year)
    spoken = rules_of_district(place.pk).many("documents.languages")
    form = bound(LetterheadForm, request, instance=head, languages=spoken)
    numbers = bound(SeriesForm, request, initial=numbered(list(series)))
    if request.method == "POST" and form.is_valid() and numbers.is_valid():
        with refusals_to(form):
            _save(request, place, one, form, numbers)
            return go(request, reverse("documents:letterheads", args=[place.slug]))
    context = {"district": place, "organization": one, "numbers": numbers}
    return form_page(request, "documents/letterhead.html", form, context)


@transaction.atomic
def _save(
    request: Request, place: District, one: Organization, form: LetterheadForm, numbers: SeriesForm
) -> None:
    """Both or neither."""
    year = today_in(place, now()).year
    for kind, pattern in numbers.patterns.items():
        set_pattern(issuer=one, kind=kind, year=year, pattern=pattern, actor=request.viewer)
    set_letterhead(organization=one, fields=form.written, actor=request.viewer)
