"""A work as an expert sees it: the frozen copy, the criteria, his opinion. Nothing here names its author."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from staffroom.core import files
from staffroom.core.clock import now
from staffroom.core.errors import Absent
from staffroom.core.files.models import StoredFile
from staffroom.core.files.views import download
from staffroom.core.http import (
    Request,
    accepted,
    bound,
    form_page,
    go,
    refusals_to,
    render_page,
    signed_in,
)
from staffroom.core.policy import require
from staffroom.features.review.actions import opinions as actions
from staffroom.features.review.actions.dispatch import hash_of
from staffroom.features.review.forms.opinions import IndependenceForm, OpinionForm
from staffroom.features.review.forms.requests import ReleaseWorkForm
from staffroom.features.review.models import Assignment, Invitation
from staffroom.features.review.policies import opinions as policies
from staffroom.features.review.queries import requests as queries
from staffroom.features.review.registry import ROUND_FILES
from staffroom.shared.organizations.queries.organizations import district as district_of
from staffroom.ui.looks import stand_in

TYPED = ("strong", "question", "advice", "words")  # how fields with words begin


def _url(found: Assignment) -> str:
    return reverse("review:work", args=[found.request.district.slug, found.pid])


def _found(request: Request, district: str, pid: str) -> Assignment:
    return queries.work(request.viewer, district_of(district), pid)


def _shown(found: Assignment) -> dict[str, Any]:
    """What both experts of ours and external ones are served: of the request only what names nobody."""
    asked = found.request
    return {
        "round": found.round, "direction": asked.direction, "rubric": asked.rubric, "one": found,
        "criteria": queries.criteria(asked.rubric), "district": asked.district,
        "author": "" if asked.hides_author else asked.author.name, "mode": asked.get_mode_display(),
        "files": files.files_of(ROUND_FILES, [found.round_id]).get(found.round_id, []),
    }  # fmt: skip


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def work(request: Request, district: str, pid: str) -> HttpResponse:
    """Read the work; agree; write the opinion and hand it in."""
    found, at = _found(request, district, pid), now()
    require(policies.may_open(request.viewer, found, at=at))
    may = policies.may_hand_in(request.viewer, found, at=at)
    form = _form(request, found)
    if request.method == "POST":
        require(may)
        if form.is_valid():
            with refusals_to(form):
                actions.hand_in(assignment=found, opinion=form.opinion, actor=request.viewer, at=at)
                return go(request, _url(found))
    context = {
        **_shown(found), "may": may, "may_answer": policies.may_answer(request.viewer, found, at=at),
        "may_decline": policies.may_decline(request.viewer, found),
    }  # fmt: skip
    return form_page(request, "review/work.html", form, context)


def _form(request: Request, found: Assignment) -> OpinionForm:
    rubric = found.request.rubric
    return bound(OpinionForm, request, criteria=queries.criteria(rubric), strategy=rubric.strategy)


@require_POST
@signed_in
def accept(request: Request, district: str, pid: str) -> HttpResponse:
    """Agree to judge."""
    found = _found(request, district, pid)
    actions.accept(assignment=found, actor=request.viewer, at=now())
    return go(request, _url(found))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: Request, district: str, pid: str) -> HttpResponse:
    """Decline: also with a conflict, for then the work itself is closed to him."""
    found = _found(request, district, pid)
    require(policies.may_decline(request.viewer, found))
    form = bound(ReleaseWorkForm, request)
    home = reverse("review:home", args=[found.request.district.slug])
    if form.is_valid():
        with refusals_to(form):
            words = form.cleaned_data["words"]
            actions.decline(assignment=found, words=words, actor=request.viewer, at=now())
            return go(request, home)
    context = {"district": found.request.district, "title": found.round.title, "back": home}
    return form_page(request, "review/decline.html", form, context)


class Ended(Absent):
    """A link that opens nothing: used, withdrawn, past its day, or never sent; which of them is not told."""


def _invited(request: Request, district: str, secret: str) -> tuple[Invitation, Assignment]:
    """The invitation of a link of this district; its pages look like those of the district.

    Raises:
        Absent: there is no such district.
        Ended: the link opens nothing.
    """
    place = district_of(district)
    stand_in(request, place)
    try:
        invitation = queries.invitation(hash_of(secret), at=now())
    except Absent as nothing:
        raise Ended from nothing
    found = actions.of_invitation(invitation)
    if found.request.district_id != place.pk:
        raise Ended
    return invitation, found


def _while_open(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page of a link; once that is closed, the same words for every address, and what was typed back."""

    @wraps(view)
    def guarded(request: Request, **named: str) -> HttpResponseBase:
        try:
            return view(request, **named)
        except Ended:
            return render_page(request, "review/ended.html", {"typed": _typed(request)}, status=404)

    return guarded


def _typed(request: Request) -> list[str]:
    """What somebody wrote into the form of a link that has closed meanwhile: nothing typed is lost."""
    names = [name for name in request.POST if name.startswith(TYPED)]
    return [words for name in names if (words := str(request.POST[name])).strip()]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@_while_open
def by_link(request: Request, district: str, secret: str) -> HttpResponse:
    """The one page of an external expert: first his independence, then the work and his opinion."""
    invitation, found = _invited(request, district, secret)
    if invitation.independent_at is None:
        return _independence(request, invitation, secret)
    form = _form(request, found)
    if form.is_valid():
        with refusals_to(form):
            actions.hand_in_by_link(invitation=invitation, opinion=form.opinion, at=now())
            thanks = render_page(
                request, "review/thanks.html", {"district": found.request.district}
            )
            return accepted(request, thanks)
    context = {
        **_shown(found), "secret": secret, "invitation": invitation, "declining": ReleaseWorkForm(),
    }  # fmt: skip
    return form_page(request, "review/external.html", form, context)


def _independence(request: Request, invitation: Invitation, secret: str) -> HttpResponse:
    form = bound(IndependenceForm, request)
    here = request.path
    if form.is_valid():
        with refusals_to(form):
            actions.confirm(invitation=invitation, at=now())
            return go(request, here)
    found = actions.of_invitation(invitation)
    context = {
        "title": found.round.title, "district": found.request.district, "secret": secret,
        "author": "" if found.request.hides_author else found.request.author.name,
        "invitation": invitation, "declining": ReleaseWorkForm(),
    }  # fmt: skip
    return form_page(request, "review/independence.html", form, context)


@never_cache
@require_POST
@_while_open
def decline_by_link(request: Request, district: str, secret: str) -> HttpResponse:
    """An external expert declines: the link closes."""
    invitation, found = _invited(request, district, secret)
    words = request.POST.get("words", "")[:1000]
    actions.decline_by_link(invitation=invitation, words=words, at=now())
    return render_page(request, "review/thanks.html", {"district": found.request.district})


@never_cache
@require_safe
@_while_open
def file_by_link(request: Request, district: str, secret: str, pid: str) -> HttpResponseBase:
    """A file of the work, through the door of the link: it opens no other file."""
    invitation, found = _invited(request, district, secret)
    rows = StoredFile.objects.filter(
        attached_kind=ROUND_FILES, attached_key=found.round_id, pid=pid
    )
    file = rows.first()
    if file is None or invitation.independent_at is None:
        raise Absent
    return download(file)
