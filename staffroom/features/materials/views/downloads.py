"""A material taken away whole."""

from urllib.parse import quote

from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staffroom.core import files
from staffroom.core.clock import now
from staffroom.core.errors import Absent, DomainError
from staffroom.core.http import Request
from staffroom.features.materials.adapters.archives import as_zip
from staffroom.features.materials.queries import cards
from staffroom.features.materials.views.versions import found_here
from staffroom.shared.publications.actions.marks import count_download
from staffroom.shared.publications.models import PublicationStatus
from staffroom.shared.publications.registry import PUBLICATION_FILES, page_address

LARGEST = 200 * 1024 * 1024


@never_cache
@require_safe
def download(request: Request, pid: str) -> HttpResponseBase:
    """An archive: the words with authors, organisation, year and terms of use, and every file (BB-1.13.b)."""
    found = found_here(request, pid)
    shown = found.publication
    if shown.status != PublicationStatus.PUBLISHED:
        raise Absent
    if files.bytes_of_things({PUBLICATION_FILES: [shown.pk]}) > LARGEST:
        raise DomainError("Файлы вместе больше 200 МБ: скачайте их со страницы по одному.")
    about = cards.credits_of(
        request.viewer, found, request.build_absolute_uri(page_address(shown.pid))
    )
    rows = files.paths_beside(PUBLICATION_FILES, shown.pk)
    closed = files.closed_beside(PUBLICATION_FILES, shown.pk)
    count_download(publication_id=shown.pk, viewer=request.viewer)
    answer = FileResponse(
        as_zip(shown.title, about, shown.plain, rows, closed, at=now()),
        content_type="application/zip",
    )
    name = quote(f"{shown.title[:80]}.zip", safe="")
    answer["Content-Disposition"] = (
        f"attachment; filename=\"material.zip\"; filename*=UTF-8''{name}"
    )
    return answer
