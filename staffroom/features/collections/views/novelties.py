"""«Новинки»: the list, adding, correcting."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from staffroom.core.addresses import number
from staffroom.core.clock import now
from staffroom.core.http import Request, bound, form_page, go, page_or_part, refusals_to, signed_in
from staffroom.core.idempotency import once
from staffroom.core.policy import require
from staffroom.features.collections.actions import novelties as actions
from staffroom.features.collections.forms.novelties import FindForm, NoveltyForm
from staffroom.features.collections.policies import novelties as policies
from staffroom.features.collections.queries import novelties as queries
from staffroom.features.collections.registry import NOVELTY_KINDS
from staffroom.shared.accounts.registry import SUBJECTS
from staffroom.shared.communities.queries import groups
from staffroom.shared.organizations.models import District
from staffroom.ui.asking import ask_first
from staffroom.ui.looks import stand_in
from staffroom.ui.words import in_quotes


def _place(request: Request, slug: str) -> District:
    place = groups.district(slug)
    stand_in(request, place)
    return place


def _all(place: District) -> str:
    return reverse("collections:novelties", args=[place.slug])


@require_safe
def novelties(request: Request, district: str) -> HttpResponse:
    """New textbooks, literature and recommendations of a district (TV-3.1.1.d)."""
    place = _place(request, district)
    form = FindForm(request.GET)
    asked = form.asked
    rows, more = queries.novelties(place.pk, skip=number(request.GET.get("skip")) or 0, **asked)
    context = {
        "place": place, "form": form, "rows": rows, "is_asked": bool(asked), "reset": request.path,
        "next": f"?{urlencode({**asked, 'skip': more})}" if more else "",
        "kinds": NOVELTY_KINDS, "subjects": {code: one.label for code, one in SUBJECTS.items()},
        "may_fill": bool(policies.may_fill(request.viewer, place.pk)),
    }  # fmt: skip
    return page_or_part(request, "collections/novelties.html", context, part="rows")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def add(request: Request, district: str) -> HttpResponse:
    """Add a novelty."""
    place = _place(request, district)
    require(policies.may_fill(request.viewer, place.pk))
    form = bound(NoveltyForm, request, initial={"year": now().year})
    if form.is_valid():
        with refusals_to(form):
            return go(request, once(request, lambda: _added(request, place, form)))
    context = {"place": place, "back": _all(place), "found": None}
    return form_page(request, "collections/novelty.html", form, context)


def _added(request: Request, place: District, form: NoveltyForm) -> str:
    actions.add(district=place, record=form.record, actor=request.viewer, at=now())
    return _all(place)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change(request: Request, district: str, pid: str) -> HttpResponse:
    """Correct a novelty."""
    place = _place(request, district)
    found = queries.novelty(place.pk, pid)
    require(policies.may_change(request.viewer, found))
    form = bound(NoveltyForm, request, initial=NoveltyForm.begun(found))
    if form.is_valid():
        with refusals_to(form):
            actions.change(novelty=found, record=form.record, actor=request.viewer)
            return go(request, _all(place))
    context = {"place": place, "back": _all(place), "found": found}
    return form_page(request, "collections/novelty.html", form, context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def remove(request: Request, district: str, pid: str) -> HttpResponse:
    """Take a novelty off the list, when that was truly meant."""
    place = _place(request, district)
    found = queries.novelty(place.pk, pid)
    require(policies.may_change(request.viewer, found))
    if request.method != "POST":
        lost = _("%(title)s исчезнет из списка вместе с вашими словами. Вернуть их будет нельзя.")
        return ask_first(
            request, _("Убрать новинку?"), lost % {"title": in_quotes(found.title)}, act=_("Убрать"),
            back=_all(place),
        )  # fmt: skip
    actions.remove(novelty=found, actor=request.viewer)
    return go(request, _all(place))
