"""Blanks of consent to be shown in a video."""

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staffroom.core.clock import now
from staffroom.core.errors import Absent
from staffroom.core.http import Request, render_page, signed_in
from staffroom.features.materials.adapters.consents import BLANKS, WRITERS
from staffroom.features.materials.adapters.consents import blank as blank_of
from staffroom.shared.communities.queries import groups
from staffroom.ui.looks import stand_in


@require_safe
@signed_in
def consents(request: Request, district: str) -> HttpResponse:
    """What to print, whom to give it and what to do with it then (BT-1.5.b)."""
    place = groups.district(district)
    stand_in(request, place)
    blanks = [(code, one.label) for code, one in BLANKS.items()]
    context = {"place": place, "blanks": blanks, "kinds": tuple(WRITERS)}
    return render_page(request, "materials/consents.html", context)


@never_cache
@require_safe
@signed_in
def blank(request: Request, district: str, whose: str, kind: str) -> HttpResponse:
    """A blank to print or to fill in: for parents or for adults, PDF, DOCX or ODT."""
    place = groups.district(district)
    if whose not in BLANKS or kind not in WRITERS:
        raise Absent
    write, media = WRITERS[kind]
    site = settings.SITE_ADDRESS.partition("://")[2] or request.get_host()
    answer = HttpResponse(
        write(blank_of(whose, network=place.name, site=site), made_at=now()), content_type=media
    )
    answer["Content-Disposition"] = f'attachment; filename="soglasie-{whose}.{kind}"'
    return answer
