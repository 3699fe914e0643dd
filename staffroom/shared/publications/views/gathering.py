"""One talk of two, and two of one: the moderator's forms."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from staffroom.core.clock import now
from staffroom.core.http import Request, bound, form_page, go, refusals_to
from staffroom.core.policy import require
from staffroom.shared.publications import policies
from staffroom.shared.publications.actions import gathering as actions
from staffroom.shared.publications.forms import MergeForm, SplitForm
from staffroom.shared.publications.queries import gathering, lookups, threads


@login_required
@require_http_methods(["GET", "POST"])
def merge(request: Request, pid: str) -> HttpResponse:
    """Choose the talk that takes this one in, and say why."""
    found = lookups.publication(request.viewer, pid)
    require(policies.may_merge_away(request.viewer, found))
    places = gathering.where_to_merge(request.viewer, found)
    choices = [(row.pid, row.title) for row in places.values()]
    form = bound(MergeForm, request, places=choices)
    if form.is_valid():
        with refusals_to(form):
            into = actions.merge_talk(
                publication=found, into=places[form.cleaned_data["to"]], actor=request.viewer,
                reason=form.cleaned_data["reason"], at=now(),
            )  # fmt: skip
            return go(request, threads.head(request.viewer, into.pid).url)
    back = threads.head(request.viewer, pid).url
    context = {"publication": found, "back": back, "has_places": bool(places)}
    return form_page(request, "publications/merge.html", form, context)


@login_required
@require_http_methods(["GET", "POST"])
def split(request: Request, pid: str) -> HttpResponse:
    """Choose replies, name the new talk and say what it is about."""
    found = lookups.publication(request.viewer, pid)
    require(policies.may_split(request.viewer, found))
    form = bound(SplitForm, request, replies=gathering.to_split(found))
    if form.is_valid():
        with refusals_to(form):
            data = form.cleaned_data
            made = actions.split_talk(
                publication=found, numbers=[int(one) for one in data["replies"]],
                title=data["title"], text=data["body"], actor=request.viewer, at=now(),
            )  # fmt: skip
            return go(request, threads.head(request.viewer, made.pid).url)
    context = {"publication": found, "back": threads.head(request.viewer, pid).url}
    return form_page(request, "publications/split.html", form, context)
