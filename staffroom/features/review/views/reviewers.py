"""Experts of a district: the list, cards, vacations, ties."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from staffroom.core.clock import now
from staffroom.core.errors import Absent
from staffroom.core.http import Request, bound, form_page, go, refusals_to, render_page, signed_in
from staffroom.core.lookups import one_or_none
from staffroom.core.policy import require
from staffroom.features.review.actions import reviewers as actions
from staffroom.features.review.forms import reviewers as forms
from staffroom.features.review.models import Reviewer, Tie, Vacation
from staffroom.features.review.policies import requests
from staffroom.features.review.policies import reviewers as policies
from staffroom.features.review.queries import reviewers as queries
from staffroom.shared.organizations.models import District
from staffroom.shared.organizations.queries.organizations import district as district_of
from staffroom.shared.organizations.queries.organizations import person_named


def _list(place: District) -> str:
    return reverse("review:experts", args=[place.slug])


def _found(request: Request, place: District, pid: str) -> Reviewer:
    rows = policies.visible_reviewers(request.viewer, place).filter(pid=pid)
    found = rows.select_related("person", "district").first()
    if found is None:
        raise Absent
    return found


@signed_in
@require_safe
def experts(request: Request, district: str) -> HttpResponse:
    """The list with directions, load, vacations and agreement with the samples."""
    place = district_of(district)
    require(policies.may_keep(request.viewer, place))
    context = {"district": place, "rows": queries.rows(request.viewer, place, at=now())}
    return render_page(request, "review/experts.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def admit(request: Request, district: str) -> HttpResponse:
    """Make somebody an expert."""
    place = district_of(district)
    require(policies.may_keep(request.viewer, place))
    form = bound(forms.NewExpertForm, request)
    if form.is_valid():
        with refusals_to(form):
            person = person_named(place, form.cleaned_data["person"])
            actions.admit(
                district=place, person=person, card=form.card, actor=request.viewer, at=now()
            )
            return go(request, _list(place))
    context = {"district": place, "reviewer": None, "back": _list(place)}
    return form_page(request, "review/expert.html", form, context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def volunteer(request: Request, district: str) -> HttpResponse:
    """Become an expert of colleagues (OL-3.3.2.d)."""
    place = district_of(district)
    require(policies.may_volunteer(request.viewer, place))
    own = request.person.subjects.order_by("code").values_list("code", flat=True)
    form = bound(forms.OwnCardForm, request, initial={"subjects": list(own)})
    home = reverse("review:home", args=[place.slug])
    if form.is_valid():
        with refusals_to(form):
            actions.volunteer(
                district=place,
                person=request.person,
                card=form.card,
                actor=request.viewer,
                at=now(),
            )
            return go(request, home)
    context = {"district": place, "back": home}
    return form_page(request, "review/volunteer.html", form, context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, district: str, pid: str) -> HttpResponse:
    """Change what is kept of an expert."""
    place = district_of(district)
    require(policies.may_keep(request.viewer, place))
    found = _found(request, place, pid)
    form = bound(forms.CardForm, request, initial=queries.begun(found))
    if form.is_valid():
        with refusals_to(form):
            actions.admit(
                district=place, person=found.person, card=form.card, actor=request.viewer, at=now()
            )
            return go(request, _list(place))
    context = {
        "district": place, "reviewer": found, "back": _list(place),
        "merits": found.merits.order_by("-told_at", "-pk"),
    }  # fmt: skip
    return form_page(request, "review/expert.html", form, context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: Request, district: str, pid: str) -> HttpResponse:
    """He is no expert any more: asked first, for his works go to others."""
    place = district_of(district)
    require(policies.may_keep(request.viewer, place))
    found = _found(request, place, pid)
    if request.method == "POST":
        actions.end(reviewer=found, actor=request.viewer, at=now())
        return go(request, _list(place))
    context = {
        "district": place, "reviewer": found, "load": queries.load_of(request.viewer, found),
    }  # fmt: skip
    return render_page(request, "review/end.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def rest(request: Request, district: str, pid: str) -> HttpResponse:
    """When an expert is away, and what joins him to colleagues: told by himself."""
    place = district_of(district)
    found = _found(request, place, pid)
    form = bound(forms.VacationForm, request)
    if form.is_valid():
        with refusals_to(form):
            actions.set_vacation(reviewer=found, actor=request.viewer, **form.cleaned_data)
            return go(request, request.path)
    context = {
        "district": place, "reviewer": found, "vacations": found.vacations.order_by("from_on", "pk"),
        "ties": queries.ties(found), "samples": queries.samples(found),
        "is_own": found.person_id == request.viewer.person_id, "agreement": queries.agreement(found),
    }  # fmt: skip
    return form_page(request, "review/rest.html", form, context)


@require_POST
@signed_in
def drop_rest(request: Request, district: str, pid: str, key: int) -> HttpResponse:
    """Not away after all."""
    place = district_of(district)
    found = _found(request, place, pid)
    row = one_or_none(
        Vacation.objects.filter(reviewer=found, pk=key).select_related("reviewer__district")
    )
    if row is None:
        raise Absent
    actions.drop_vacation(vacation=row, actor=request.viewer)
    return go(request, reverse("review:rest", args=[place.slug, pid]))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def tie(request: Request, district: str) -> HttpResponse:
    """Say with whom one is not to be brought together, as an expert or as an author."""
    place = district_of(district)
    require(requests.may_see_queue(request.viewer, place))
    form = bound(forms.TieForm, request)
    home = reverse("review:home", args=[place.slug])
    if form.is_valid():
        with refusals_to(form):
            actions.tell_of_tie(
                district=place, person=request.person, kind=form.cleaned_data["kind"],
                other=person_named(place, form.cleaned_data["person"]), actor=request.viewer, at=now(),
            )  # fmt: skip
            return go(request, home)
    mine = Tie.objects.filter(person=request.person).select_related("other")
    theirs = Tie.objects.filter(other=request.person).select_related("person")
    context = {
        "district": place, "back": home,
        "ties": [*((one.other, one) for one in mine), *((one.person, one) for one in theirs)],
    }  # fmt: skip
    return form_page(request, "review/tie.html", form, context)
