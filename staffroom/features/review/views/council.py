"""The council: works over the threshold, votes, minutes, what became of a work."""

from collections.abc import Callable

from django import forms as plain
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from staffroom.core.clock import now
from staffroom.core.http import Request, bound, form_page, go, refusals_to, render_page, signed_in
from staffroom.core.paging import Pages
from staffroom.core.policy import require
from staffroom.features.review.actions import council as actions
from staffroom.features.review.forms import reviewers as forms
from staffroom.features.review.models import Recommendation
from staffroom.features.review.policies import council as policies
from staffroom.features.review.queries import council as queries
from staffroom.features.review.queries.wording import level_words
from staffroom.shared.organizations.queries.organizations import district as district_of

PAGE = 30


def _url(found: Recommendation) -> str:
    place = found.conclusion.request.district
    return reverse("review:recommendation", args=[place.slug, found.pid])


@signed_in
@require_safe
def council(request: Request, district: str) -> HttpResponse:
    """Works with a high score, and what was recommended of them (BT-1.7.a)."""
    place = district_of(district)
    require(policies.may_see_list(request.viewer, place))
    page = Pages(queries.worthy(place), PAGE).get_page(request.GET.get("page"))
    context = {
        "district": place, "page": page, "is_member": policies.is_member(request.viewer, place.pk),
    }  # fmt: skip
    return render_page(request, "review/council.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: Request, district: str, pid: str) -> HttpResponse:
    """Put a work to the council."""
    place = district_of(district)
    found = queries.conclusion(place, pid)
    require(policies.may_propose(request.viewer, found))
    form = bound(forms.ProposeForm, request)
    if form.is_valid():
        with refusals_to(form):
            made = actions.propose(
                conclusion=found, actor=request.viewer, at=now(), **form.cleaned_data
            )
            return go(request, _url(made))
    context = {"district": place, "title": found.request.publication.title, "deed": "propose"}
    context["back"] = reverse("review:council", args=[place.slug])
    return form_page(request, "review/council_deed.html", form, context)


@signed_in
@require_safe
def recommendation(request: Request, district: str, pid: str) -> HttpResponse:
    """One recommendation, to be printed too."""
    place = district_of(district)
    found = queries.recommendation(request.viewer, place, pid)
    viewer, asked = request.viewer, found.conclusion.request
    context = {
        "district": place, "found": found, "asked": asked, "level": level_words(found.conclusion),
        "votes": list(found.votes.select_related("person").order_by("at", "pk")),
        "work": queries.address_of_work(viewer, asked),
        "members_n": queries.members_n(asked, at=now()),
        "may_vote": policies.may_vote(viewer, found), "may_decide": policies.may_decide(viewer, found),
        "may_move": policies.may_move(viewer, found),
        "is_member": policies.is_member(viewer, place.pk), "reasons": queries.reasons(found),
    }  # fmt: skip
    return render_page(request, "review/recommendation.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: Request, district: str, pid: str) -> HttpResponse:
    """Vote."""
    found = queries.recommendation(request.viewer, district_of(district), pid)
    require(policies.may_vote(request.viewer, found))
    return _deed(request, found, "vote", bound(forms.VoteForm, request), actions.vote)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: Request, district: str, pid: str) -> HttpResponse:
    """Record the council's decision by its minutes."""
    found = queries.recommendation(request.viewer, district_of(district), pid)
    require(policies.may_decide(request.viewer, found))
    form = bound(forms.MinutesForm, request, district=found.conclusion.request.district)
    return _deed(request, found, "decide", form, actions.decide_by_minutes)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def mark(request: Request, district: str, pid: str) -> HttpResponse:
    """Mark what became of a recommended work (BT-1.7.b)."""
    found = queries.recommendation(request.viewer, district_of(district), pid)
    require(policies.may_move(request.viewer, found))
    begun = {"place": found.place}
    return _deed(
        request, found, "mark", bound(forms.MarkForm, request, initial=begun), actions.mark
    )


def _deed(
    request: Request, found: Recommendation, deed: str, form: plain.Form, act: Callable[..., None]
) -> HttpResponse:
    """A deed on a recommendation: its form until it is right, then `act` with its fields, then its page."""
    if form.is_valid():
        with refusals_to(form):
            act(recommendation=found, actor=request.viewer, at=now(), **form.cleaned_data)
            return go(request, _url(found))
    asked = found.conclusion.request
    context = {
        "district": asked.district, "title": asked.publication.title, "deed": deed, "back": _url(found),
    }  # fmt: skip
    return form_page(request, "review/council_deed.html", form, context)
