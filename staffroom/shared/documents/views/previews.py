"""A draft as it will look: sheets on the screen, a PDF to send round; a copy with the mark of its signature."""

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staffroom.core.clock import now
from staffroom.core.errors import Absent
from staffroom.core.http import Request, render_page, signed_in
from staffroom.core.papers.pdf import write_pages, write_pdf
from staffroom.core.policy import require
from staffroom.shared.documents import policies
from staffroom.shared.documents.models import Document, DocumentState
from staffroom.shared.documents.queries import documents as queries
from staffroom.shared.documents.queries.papers import paper_of
from staffroom.shared.organizations.queries.organizations import district as district_of

COUNTING = 10  # dots an inch: enough to know how many sheets there are


def _printed(request: Request, district: str, pid: str) -> Document:
    found = queries.document(request.viewer, district_of(district), pid)
    require(policies.may_keep(request.viewer, found.district_id))
    if not found.sort.is_ours:
        raise Absent
    return found


@never_cache
@signed_in
@require_safe
def preview(request: Request, district: str, pid: str) -> HttpResponse:
    """The sheets of a draft, one under another."""
    found = _printed(request, district, pid)
    sheets = len(write_pages(paper_of(found), dots=COUNTING))
    context = {
        "district": found.district, "document": found, "sheets": range(1, sheets + 1),
        "may_change": policies.may_change(request.viewer, found),
    }  # fmt: skip
    return render_page(request, "documents/preview.html", context)


@never_cache
@signed_in
@require_safe
def sheet(request: Request, district: str, pid: str, number: int) -> HttpResponse:
    """One sheet as a picture."""
    pages = write_pages(paper_of(_printed(request, district, pid)))
    if not 1 <= number <= len(pages):
        raise Absent
    return HttpResponse(pages[number - 1], content_type="image/png")


@never_cache
@signed_in
@require_safe
def pdf(request: Request, district: str, pid: str) -> HttpResponse:
    """The draft as a PDF, with «ПРОЕКТ» on it."""
    found = _printed(request, district, pid)
    return _pdf(write_pdf(paper_of(found), made_at=now()), "draft.pdf")


@never_cache
@require_safe
def marked(request: Request, district: str, pid: str) -> HttpResponse:
    """A registered paper with the marks of its signatures, for the eye: what was sealed stays apart."""
    found = queries.document(request.viewer, district_of(district), pid)
    is_signed = found.state != DocumentState.DRAFT and found.signatures.exists()
    if not (is_signed and found.sort.is_ours and found.issued_at):
        raise Absent
    return _pdf(write_pdf(paper_of(found), made_at=found.issued_at), "marked.pdf")


@never_cache
@require_safe
def signature(request: Request, district: str, pid: str, number: int) -> HttpResponse:
    """The file of a signature as it was brought."""
    found = queries.document(request.viewer, district_of(district), pid)
    one = found.signatures.order_by("pk")[number - 1 : number].first() if number else None
    if one is None:
        raise Absent
    answer = HttpResponse(bytes(one.content), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{found.pid}-{number}.sig"'
    return answer


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer
