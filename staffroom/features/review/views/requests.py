"""A work under review as its author and its organisers see it."""

from collections.abc import Callable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django import forms as plain
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from staffroom.core import files
from staffroom.core.clock import now
from staffroom.core.http import Request, bound, form_page, go, refusals_to, render_page, signed_in
from staffroom.core.idempotency import once
from staffroom.core.paging import First, Pages
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.features.review.actions import conclusions, dispatch
from staffroom.features.review.actions import requests as actions
from staffroom.features.review.forms import requests as forms
from staffroom.features.review.jobs import send_invitation
from staffroom.features.review.models import Conclusion, Reviewer, ReviewRequest
from staffroom.features.review.policies import council
from staffroom.features.review.policies import requests as policies
from staffroom.features.review.policies import reviewers as experts
from staffroom.features.review.queries import dispatch as candidates
from staffroom.features.review.queries import requests as queries
from staffroom.features.review.queries import wording
from staffroom.features.review.queries.council import of_request
from staffroom.features.review.registry import ROUND_FILES
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.organizations.models import District
from staffroom.shared.organizations.queries.organizations import district as district_of
from staffroom.shared.publications.models import Publication, PublicationStatus
from staffroom.shared.publications.queries import lookups
from staffroom.shared.publications.registry import about, page_address
from staffroom.ui.looks import stand_in

PAGE = 50


def url_of(found: ReviewRequest) -> str:
    """The page of a request."""
    return reverse("review:request", args=[found.district.slug, found.pid])


def found_here(request: Request, district: str, pid: str) -> ReviewRequest:
    """The request of the address."""
    return queries.request(request.viewer, district_of(district), pid)


@signed_in
@require_safe
def home(request: Request, district: str) -> HttpResponse:
    """What waits for me as an expert, what I handed in, what I organise."""
    place, viewer = district_of(district), request.viewer
    require(policies.may_see_queue(viewer, place))
    form = forms.QueueForm(request.GET)
    rows = queries.queue(viewer, place, **form.narrowing)
    context = {
        "form": form, "is_narrowed": any(form.narrowing.values()),
        "district": place, "is_held": policies.is_held(rules_of(place)),
        "works": First.of(queries.works(viewer, place), PAGE),
        "page": Pages(rows, PAGE).get_page(request.GET.get("page")),
        "may_keep": policies.may_keep_experts(viewer, place),
        "may_council": council.may_see_list(viewer, place),
        "may_volunteer": experts.may_volunteer(viewer, place),
        "me": Reviewer.objects.filter(
            district=place, person=viewer.person_id, ended_at=None
        ).first(),
    }  # fmt: skip
    return render_page(request, "review/home.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, pid: str) -> HttpResponse:
    """Hand a publication in for review: its author (BT-1.3.5.a)."""
    found = lookups.publication(request.viewer, pid)
    stand_in(request, found.district)
    require(policies.may_ask(request.viewer, found))
    rules = rules_of(found.home_community or found.district)
    form = bound(
        forms.AskForm, request, district=found.district, kinds=rules.labels("materials.kinds"),
        is_signed=found.status != PublicationStatus.DRAFT, initial=_told_by_card(found),
    )  # fmt: skip
    if form.is_valid():
        with refusals_to(form):
            return go(request, once(request, lambda: _asked(request, found, form)))
    back = page_address(found.pid, found.slug)
    context = {
        "publication": found, "district": found.district, "back": back,
        "is_any": form.fields["rubric"].queryset.exists(),  # type: ignore[attr-defined]  # a field of rows
    }  # fmt: skip
    return form_page(request, "review/ask.html", form, context)


def _told_by_card(found: Publication) -> dict[str, str]:
    """What the card of the work says already: its author need not choose it again."""
    told = about(found)
    return {"subject": told.subject, "level": told.level, "kind": told.kind}


def _asked(request: Request, found: Publication, form: forms.AskForm) -> str:
    made = actions.ask(publication=found, asked=form.asked, actor=request.viewer, at=now())
    return url_of(made)


@signed_in
@require_safe
def request(request: Request, district: str, pid: str) -> HttpResponse:
    """One work: where it stands; for organisers its experts, for the author what they said."""
    found = found_here(request, district, pid)
    viewer = request.viewer
    organises = policies.organises(viewer, found)
    rounds = queries.rounds(found)
    context = {
        "found": found, "district": found.district, "organises": organises, "rounds": rounds,
        "opinions": queries.told(viewer, found),
        "earlier": [(one, queries.told(viewer, found, one.n)) for one in rounds[:-1]],
        "assignments": queries.assignments(found) if organises else [],
        "lacks": queries.lacking_n(found) if organises else 0,
        "files": files.files_of(ROUND_FILES, [one.pk for one in rounds]),
        "conclusion": _conclusion(viewer, found), "is_author": policies.is_author(viewer, found),
        "may_name": policies.may_name(viewer, found),
        "may_give_back": policies.may_give_back(viewer, found),
        "may_conclude": policies.may_conclude(viewer, found),
        "may_withdraw": policies.may_withdraw(viewer, found),
        "may_resume": policies.may_resume(viewer, found), "is_waited": actions.is_waited(found),
    }  # fmt: skip
    return render_page(request, "review/request.html", context)


def _conclusion(viewer: Viewer, found: ReviewRequest) -> dict[str, object] | None:
    row = Conclusion.objects.filter(request=found).select_related("document").first()
    if row is None:
        return None
    voices = of_request(viewer, found)
    return {"row": row, "level": wording.level_words(row), "voices": voices}


@require_POST
@signed_in
def name(request: Request, district: str, pid: str) -> HttpResponse:
    """Let the site name as many experts as are lacking."""
    found = found_here(request, district, pid)
    dispatch.dispatch(request=found, actor=request.viewer, at=now())
    return go(request, url_of(found))


def deed_page(
    request: Request, found: ReviewRequest, deed: str, form: plain.Form, act: Callable[[], object],
    **more: object,
) -> HttpResponse:  # fmt: skip
    """A deed of an organiser or an author: its form until it is right, then the deed, then the work's page.

    Args:
        request: the visit.
        found: the work; whoever calls has asked whether this may be done with it.
        deed: which words the page has.
        form: what is asked.
        act: does it, with what the form has; what it refuses is said on the form.
        more: what the page shows besides.
    """
    if form.is_valid():
        with refusals_to(form):
            act()
            return go(request, url_of(found))
    context = {
        "found": found, "district": found.district, "deed": deed, "back": url_of(found), "opinions": (),
        "is_nobody": False,
        **more,
    }  # fmt: skip
    return form_page(request, "review/deed.html", form, context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: Request, district: str, pid: str) -> HttpResponse:
    """Name an expert by hand."""
    found = found_here(request, district, pid)
    require(policies.may_name(request.viewer, found))
    rows = candidates.candidates(found, at=now(), shown_to=request.viewer)
    form = bound(forms.AssignForm, request, candidates=rows)

    def act() -> None:
        given = form.cleaned_data
        chosen = next(one.reviewer for one in rows if one.reviewer.pid == given["reviewer"])
        dispatch.assign(
            request=found, reviewer=chosen, override=given["override"], actor=request.viewer, at=now()
        )  # fmt: skip

    return deed_page(request, found, "assign", form, act, is_nobody=not rows)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: Request, district: str, pid: str) -> HttpResponse:
    """Invite an external expert by a letter with his own link (PD-5.2)."""
    found = found_here(request, district, pid)
    require(policies.may_name(request.viewer, found))
    form = bound(forms.InviteForm, request)
    return deed_page(request, found, "invite", form, lambda: _invited(request, found, form, now()))


def _invited(request: Request, found: ReviewRequest, form: forms.InviteForm, at: datetime) -> None:
    given = form.cleaned_data
    made, secret = dispatch.invite(
        request=found, email=given["email"], name=given["name"], post=given["post"],
        until_at=_end_of(given["until_on"], found.district), actor=request.viewer, at=at,
    )  # fmt: skip
    send_invitation.enqueue(assignment_id=made.pk, secret=secret)


def _end_of(day: date, place: District) -> datetime:
    """The last second of the day itself: a link is closed on the day it names, be it a Sunday."""
    return datetime.combine(day, time(23, 59, 59), ZoneInfo(place.time_zone))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def release(request: Request, district: str, pid: str, assignment: str) -> HttpResponse:
    """Take the work back from an expert."""
    found = found_here(request, district, pid)
    require(policies.may_name(request.viewer, found))
    one = queries.assignment(found, assignment)
    form = bound(forms.ReasonForm, request)

    def act() -> None:
        words = form.cleaned_data["words"]
        dispatch.release(assignment=one, words=words, actor=request.viewer, at=now())

    return deed_page(request, found, "release", form, act, one=one)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def give_back(request: Request, district: str, pid: str) -> HttpResponse:
    """Give the work back for another round."""
    found = found_here(request, district, pid)
    require(policies.may_give_back(request.viewer, found))
    form = bound(forms.BackForm, request)

    def act() -> None:
        words = form.cleaned_data["words"]
        actions.give_back(request=found, words=words, actor=request.viewer, at=now())

    told = queries.told(request.viewer, found)
    return deed_page(request, found, "back", form, act, opinions=told)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: Request, district: str, pid: str) -> HttpResponse:
    """Hand the next round in: the author."""
    found = found_here(request, district, pid)
    require(policies.may_resume(request.viewer, found))
    form = bound(forms.ResumeForm, request)

    def act() -> None:
        words = form.cleaned_data["words"]
        actions.resume(request=found, words=words, actor=request.viewer, at=now())

    return deed_page(request, found, "resume", form, act)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def conclude(request: Request, district: str, pid: str) -> HttpResponse:
    """Give the conclusion."""
    found = found_here(request, district, pid)
    require(policies.may_conclude(request.viewer, found))
    form = bound(forms.ConcludeForm, request)

    def act() -> None:
        verdict = conclusions.Verdict(**form.cleaned_data)
        conclusions.conclude(request=found, verdict=verdict, actor=request.viewer, at=now())

    told = queries.told(request.viewer, found)
    return deed_page(request, found, "conclude", form, act, opinions=told)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Request, district: str, pid: str) -> HttpResponse:
    """Take the work back: its author or an organiser."""
    found = found_here(request, district, pid)
    require(policies.may_withdraw(request.viewer, found))
    form = bound(forms.ReasonForm, request)
    form.fields["words"].required = not policies.is_author(request.viewer, found)

    def act() -> None:
        words = form.cleaned_data["words"]
        actions.withdraw(request=found, words=words, actor=request.viewer, at=now())

    return deed_page(request, found, "withdraw", form, act)


@require_POST
@signed_in
def show(request: Request, district: str, pid: str) -> HttpResponse:
    """Put the mark on the page of the work, or take it off."""
    found = found_here(request, district, pid)
    require(policies.may_show(request.viewer, found))
    row = Conclusion.objects.select_related("request__rubric").get(request=found)
    is_shown = request.POST.get("shown") == "1"
    conclusions.show(conclusion=row, is_shown=is_shown, actor=request.viewer)
    return go(request, url_of(found))
