"""Recommending a publication, the pick of a week."""

from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from staffroom.core.clock import now
from staffroom.core.http import Request, bound, form_page, go, refusals_to, signed_in
from staffroom.core.idempotency import once
from staffroom.core.policy import require
from staffroom.features.collections.actions import advice as actions
from staffroom.features.collections.forms.shelves import FRONT, AdviceForm, PickForm
from staffroom.features.collections.policies import advice as policies
from staffroom.features.collections.queries import advice as queries
from staffroom.shared.communities.models import Community
from staffroom.shared.publications.models import Publication
from staffroom.shared.publications.queries import lookups
from staffroom.shared.publications.registry import page_address


def _url(shown: Publication) -> str:
    return page_address(shown.pid, shown.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def recommend(request: Request, pid: str) -> HttpResponse:
    """Recommend to a community or to the front page (OL-2.1.5, BB-2.1.2)."""
    shown = lookups.publication(request.viewer, pid)
    require(policies.may_open(request.viewer, shown))
    known = {row.pid: row for row in queries.targets(request.viewer, shown)}
    places = [(row.pid, row.name) for row in known.values()]
    given = list(queries.given(shown.pk))
    is_on_front = any(one.community_id is None for one in given)
    if not is_on_front and policies.may_recommend(request.viewer, shown, None):
        places.insert(0, (FRONT, _("На главную страницу района")))
    form = bound(AdviceForm, request, places=places)
    if form.is_valid():
        with refusals_to(form):
            to = known.get(form.cleaned_data["to"])
            return go(request, once(request, lambda: _recommended(request, shown, to, form)))
    context = {
        "publication": shown, "back": _url(shown), "is_any": bool(places),
        "given": [(one, bool(policies.may_end(request.viewer, one))) for one in given],
    }  # fmt: skip
    return form_page(request, "collections/recommend.html", form, context)


def _recommended(
    request: Request, shown: Publication, to: Community | None, form: AdviceForm
) -> str:
    actions.recommend(
        publication=shown, to=to, words=form.cleaned_data["words"], actor=request.viewer, at=now()
    )
    return f"/p/{shown.pid}/recommend/"


@require_POST
@signed_in
def end(request: Request, pid: str, advice: str) -> HttpResponse:
    """Take a recommendation back."""
    shown = lookups.publication(request.viewer, pid)
    actions.end(advice=queries.recommendation(shown.pk, advice), actor=request.viewer)
    return go(request, f"/p/{shown.pid}/recommend/")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def pick(request: Request, pid: str) -> HttpResponse:
    """The pick of this week (TV-1.1.b)."""
    shown = lookups.publication(request.viewer, pid)
    require(policies.may_pick(request.viewer, shown))
    form = bound(PickForm, request)
    if form.is_valid():
        today = timezone.localdate(now(), ZoneInfo(shown.district.time_zone))
        with refusals_to(form):
            actions.pick(
                publication=shown, words=form.cleaned_data["words"], on=today,
                actor=request.viewer,
            )  # fmt: skip
            return go(request, _url(shown))
    return form_page(
        request, "collections/pick.html", form, {"publication": shown, "back": _url(shown)}
    )
