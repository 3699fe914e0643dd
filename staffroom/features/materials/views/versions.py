"""Versions of a material: the list, one of them, what changed."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from staffroom.core import files
from staffroom.core.http import Request, render_page
from staffroom.features.materials.models import Material
from staffroom.features.materials.queries import cards
from staffroom.features.materials.queries import versions as queries
from staffroom.features.materials.registry import VERSION_FILES
from staffroom.shared.communities.registry import knows_people
from staffroom.ui.looks import stand_in


def found_here(request: Request, pid: str) -> Material:
    """The material of the address; its district stands at the top of the page."""
    found = cards.material(request.viewer, pid)
    stand_in(request, found.publication.district)
    return found


@require_safe
def versions(request: Request, pid: str) -> HttpResponse:
    """All versions, the newest first."""
    found = found_here(request, pid)
    context = {
        "publication": found.publication, "versions": queries.versions(found),
        "knows_names": knows_people(request.viewer, found.publication.district_id),
    }  # fmt: skip
    return render_page(request, "materials/versions.html", context)


@require_safe
def version(request: Request, pid: str, n: int) -> HttpResponse:
    """One version, as it was; its address stays for good."""
    found = found_here(request, pid)
    row = queries.version(found, n)
    context = {
        "publication": found.publication, "version": row, "last_n": found.version_n,
        "files": files.files_of(VERSION_FILES, [row.pk]).get(row.pk, []),
    }  # fmt: skip
    return render_page(request, "materials/version.html", context)


@require_safe
def difference(request: Request, pid: str, n: int) -> HttpResponse:
    """What changed in this version against the one before it."""
    found = found_here(request, pid)
    after, before = queries.version(found, n), queries.version(found, n - 1)
    context = {
        "publication": found.publication, "before": before, "after": after,
        "changes": queries.difference(before, after), "card": queries.card_changes(before, after),
        "files": queries.file_changes(before, after),
    }  # fmt: skip
    return render_page(request, "materials/difference.html", context)
