"""Collections and digests: the list, one of them, keeping it, putting things on it."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from staffroom.core.clock import now
from staffroom.core.errors import Absent
from staffroom.core.http import (
    Request,
    bound,
    form_page,
    go,
    page_or_part,
    refusals_to,
    render_page,
    signed_in,
)
from staffroom.core.idempotency import once
from staffroom.core.policy import require
from staffroom.features.collections.actions import shelves as actions
from staffroom.features.collections.forms.shelves import NoteForm, PutForm, ShelfForm
from staffroom.features.collections.models import Collection, Openness, Shape
from staffroom.features.collections.policies import shelves as policies
from staffroom.features.collections.queries import shelves as queries
from staffroom.features.collections.registry import LEVELS
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries import groups
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.models import Publication, PublicationStatus
from staffroom.shared.publications.queries import lookups
from staffroom.ui.looks import stand_in

PERSONAL = (Openness.OWN, Openness.DISTRICT)
OF_COMMUNITY = (Openness.COMMUNITY, Openness.DISTRICT, Openness.PUBLIC)
OF_DISTRICT = (Openness.DISTRICT, Openness.PUBLIC)


def _place(request: Request, slug: str) -> District:
    place = groups.district(slug)
    stand_in(request, place)
    return place


def _found(request: Request, slug: str, pid: str) -> Collection:
    place = _place(request, slug)
    return queries.collection(request.viewer, place.pk, pid)


def _url(found: Collection) -> str:
    return reverse("collections:collection", args=[found.district.slug, found.pid])


def _community(request: Request, place: District) -> Community | None:
    pid = request.GET.get("in", "")
    return groups.community(request.viewer, pid, place.slug) if pid else None


@require_safe
def collections(request: Request, district: str) -> HttpResponse:
    """Shelves of a district: by the standard's level, of a community, digests apart (TV-3.1.1.a)."""
    place = _place(request, district)
    community = _community(request, place)
    level = request.GET.get("level", "")
    shape = request.GET.get("shape", "")
    level, shape = level if level in LEVELS else "", shape if shape in Shape.values else ""
    of = f"in={community.pid}&" if community else ""
    context = {
        "place": place, "community": community, "level": level,
        "rows": queries.listed(
            request.viewer, place.pk, level=level, shape=shape,
            community_id=community.pk if community else 0,
        ),
        "levels": [
            (words, f"?{of}level={code}", code == level)
            for code, words in [("", _("Все уровни")), *LEVELS.items()]
        ],
        "may_begin": policies.may_begin(request.viewer, place.pk, None),
        "may_district": policies.may_begin_of_district(request.viewer, place.pk),
        "may_community": community and policies.may_begin(request.viewer, place.pk, community),
    }  # fmt: skip
    return page_or_part(request, "collections/list.html", context, part="rows")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def begin(request: Request, district: str) -> HttpResponse:
    """Begin a shelf: one's own, of a community (`?in=`) or of the district (`?of=district`)."""
    place = _place(request, district)
    community = _community(request, place)
    of_district = community is None and request.GET.get("of") == "district"
    require(policies.may_begin(request.viewer, place.pk, community))
    if of_district:
        require(policies.may_begin_of_district(request.viewer, place.pk))
    openness = OF_COMMUNITY if community else OF_DISTRICT if of_district else PERSONAL
    form = bound(ShelfForm, request, openness=openness, has_shapes=bool(community) or of_district)
    if form.is_valid():
        with refusals_to(form):
            return go(request, once(request, lambda: _begun(request, place, community, form)))
    context = {"place": place, "community": community, "of_district": of_district, "found": None}
    return form_page(request, "collections/form.html", form, context)


def _begun(request: Request, place: District, community: Community | None, form: ShelfForm) -> str:
    row = actions.begin(
        district=place, community=community,
        is_of_district=community is None and request.GET.get("of") == "district",
        shape=form.cleaned_data.get("shape") or Shape.COLLECTION, said=form.said,
        actor=request.viewer, at=now(),
    )  # fmt: skip
    return _url(row)


@require_safe
def collection(request: Request, district: str, pid: str) -> HttpResponse:
    """A shelf with what stands on it; a digest is a page of the moderator's words between them."""
    found = _found(request, district, pid)
    shown = queries.items(request.viewer, found)
    context = {
        "found": found, "place": found.district, "items": shown,
        "level": LEVELS.get(found.level, ""), "hidden_n": max(0, found.item_n - len(shown)),
        "may_keep": bool(policies.may_keep(request.viewer, found)),
        "is_followed": queries.follows(request.viewer, found),
    }  # fmt: skip
    return render_page(request, "collections/collection.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change(request: Request, district: str, pid: str) -> HttpResponse:
    """Say otherwise what the shelf is."""
    found = _found(request, district, pid)
    require(policies.may_keep(request.viewer, found))
    openness = (
        OF_COMMUNITY if found.community else OF_DISTRICT if found.is_of_district else PERSONAL
    )
    initial = {name: getattr(found, name) for name in ("title", "purpose", "level", "openness")}
    form = bound(ShelfForm, request, openness=openness, initial=initial)
    if form.is_valid():
        with refusals_to(form):
            actions.change(found=found, said=form.said, actor=request.viewer, at=now())
            return go(request, _url(found))
    context = {"place": found.district, "community": found.community, "found": found}
    return form_page(
        request, "collections/form.html", form, {**context, "of_district": found.is_of_district}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def remove(request: Request, district: str, pid: str) -> HttpResponse:
    """Take the shelf down after a question."""
    found = _found(request, district, pid)
    require(policies.may_keep(request.viewer, found))
    if request.method == "POST":
        actions.remove(found=found, actor=request.viewer)
        return go(request, reverse("collections:list", args=[district]))
    return render_page(request, "collections/remove.html", {"found": found, "back": _url(found)})


@require_POST
@signed_in
def follow(request: Request, district: str, pid: str) -> HttpResponse:
    """Hear of what is new there, or no more."""
    found = _found(request, district, pid)
    actions.follow(found=found, is_wanted=request.POST.get("follow") == "1", actor=request.viewer)
    return go(request, _url(found))


@require_POST
@signed_in
def issue(request: Request, district: str, pid: str) -> HttpResponse:
    """Issue a digest (BB-1.12.2)."""
    found = _found(request, district, pid)
    actions.issue(found=found, actor=request.viewer, at=now())
    return go(request, _url(found))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def note(request: Request, district: str, pid: str, item: str) -> HttpResponse:
    """The keeper's words about an item."""
    found = _found(request, district, pid)
    require(policies.may_keep(request.viewer, found))
    row = queries.item(found, item)
    form = bound(NoteForm, request, initial={"note": row.note})
    if form.is_valid():
        with refusals_to(form):
            actions.say_of(item=row, note=form.cleaned_data["note"], actor=request.viewer, at=now())
            return go(request, _url(found))
    context = {"found": found, "row": row, "back": _url(found)}
    return form_page(request, "collections/note.html", form, context)


@require_POST
@signed_in
def move(request: Request, district: str, pid: str, item: str) -> HttpResponse:
    """One place up or down."""
    found = _found(request, district, pid)
    actions.move(
        item=queries.item(found, item), is_up=request.POST.get("to") == "up",
        actor=request.viewer, at=now(),
    )  # fmt: skip
    return go(request, _url(found))


@require_POST
@signed_in
def take_off(request: Request, district: str, pid: str, item: str) -> HttpResponse:
    """Take an item off the shelf."""
    found = _found(request, district, pid)
    actions.take_off(item=queries.item(found, item), actor=request.viewer, at=now())
    return go(request, _url(found))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def put(request: Request, pid: str) -> HttpResponse:
    """Put a publication on one of the shelves that the viewer keeps."""
    shown = lookups.publication(request.viewer, pid)
    if shown.status != PublicationStatus.PUBLISHED:
        raise Absent
    stand_in(request, shown.district)
    kept = {row.pid: row for row in queries.kept(request.viewer, shown)}
    form = bound(PutForm, request, shelves=[(row.pid, row.title) for row in kept.values()])
    if form.is_valid():
        with refusals_to(form):
            found = kept[form.cleaned_data["collection"]]
            return go(request, once(request, lambda: _put(request, found, shown, form)))
    may_begin = policies.may_begin(request.viewer, shown.district_id, None)
    context = {
        "publication": shown, "is_any": bool(kept), "place": shown.district, "may_begin": may_begin
    }  # fmt: skip
    return form_page(request, "collections/put.html", form, context)


def _put(request: Request, found: Collection, shown: Publication, form: PutForm) -> str:
    actions.put(
        found=found, publication=shown, note=form.cleaned_data["note"], actor=request.viewer,
        at=now(),
    )  # fmt: skip
    return reverse("collections:collection", args=[shown.district.slug, found.pid])
