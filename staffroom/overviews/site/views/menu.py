"""The menu of the public face, edited without a developer (OL-1.2)."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from staffroom.core.http import Request, bound, form_page, go, refusals_to, signed_in
from staffroom.core.policy import require
from staffroom.overviews.site.actions import menu as actions
from staffroom.overviews.site.forms.keeping import ItemForm, MenuForm
from staffroom.overviews.site.policies import keeping as policies
from staffroom.overviews.site.queries import menu as queries
from staffroom.overviews.site.views.moving import moved
from staffroom.overviews.site.views.public import place_of
from staffroom.shared.organizations.models import District


def _kept(request: Request, district: str) -> District:
    place = place_of(request, district)
    require(policies.may_keep(request.viewer, place.pk))
    return place


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def menu(request: Request, district: str) -> HttpResponse:
    """All items with their order, pages to put there, and a form for one more."""
    place = _kept(request, district)
    pages = queries.pages(place)
    form = bound(MenuForm, request, pages=pages)
    if form.is_valid():
        with refusals_to(form):
            title = form.cleaned_data["title"]
            actions.add_item(district=place, title=title, actor=request.viewer, **form.target)
            return go(request, request.path)
    context = {
        "place": place,
        "items": queries.menu(place, everything=True),
        "pages": pages,
    }
    return form_page(request, "site/menu.html", form, context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def item(request: Request, district: str, code: str) -> HttpResponse:
    """One item: rename, hide."""
    place = _kept(request, district)
    found = queries.item(place, code)
    form = bound(ItemForm, request, initial={"title": found.title, "is_shown": found.is_shown})
    if form.is_valid():
        with refusals_to(form):
            actions.change_item(
                district=place, code=code, actor=request.viewer, **form.cleaned_data
            )
            return go(request, reverse("site:menu", args=[district]))
    return form_page(request, "site/menu_item.html", form, {"place": place, "item": found})


@require_POST
@signed_in
def order(request: Request, district: str) -> HttpResponse:
    """Move an item: `move=<code>:up|down`."""
    place = _kept(request, district)
    codes = [one.code for one in queries.menu(place, everything=True)]
    actions.order_items(
        district=place, codes=moved(codes, request.POST.get("move", "")), actor=request.viewer
    )
    return go(request, reverse("site:menu", args=[district]))


@require_POST
@signed_in
def remove(request: Request, district: str, code: str) -> HttpResponse:
    """Take an added item away."""
    place = _kept(request, district)
    actions.remove_item(district=place, code=code, actor=request.viewer)
    return go(request, reverse("site:menu", args=[district]))
