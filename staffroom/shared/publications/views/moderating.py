"""Acts of moderators and authors on a publication: small POSTs and forms with a reason."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from staffroom.core.addresses import number
from staffroom.core.clock import now
from staffroom.core.http import Request, bound, form_page, go, page_or_part, refusals_to
from staffroom.core.policy import require
from staffroom.shared.communities.queries import groups
from staffroom.shared.publications import policies
from staffroom.shared.publications.actions import comments, moderation, placing
from staffroom.shared.publications.forms import AnswerForm, PlaceForm, ReasonForm
from staffroom.shared.publications.queries import lookups, threads
from staffroom.shared.publications.views.thread import comment_url


def _url(request: Request, pid: str) -> str:
    return threads.head(request.viewer, pid).url


@login_required
@require_POST
def pin(request: Request, pid: str) -> HttpResponse:
    """Pin in one community, or unpin: `in=<community>`, `pin=1|0`."""
    found = lookups.publication(request.viewer, pid)
    community = groups.community(request.viewer, request.POST.get("in", ""))
    is_pinned = request.POST.get("pin") == "1"
    moderation.pin(
        publication=found, community=community, is_pinned=is_pinned, actor=request.viewer
    )
    return go(request, _url(request, pid))


@login_required
@require_POST
def close(request: Request, pid: str) -> HttpResponse:
    """Close the discussion."""
    moderation.close(
        publication=lookups.publication(request.viewer, pid), actor=request.viewer, at=now()
    )
    return go(request, _url(request, pid))


@login_required
@require_POST
def reopen(request: Request, pid: str) -> HttpResponse:
    """Open the discussion again."""
    moderation.reopen(publication=lookups.publication(request.viewer, pid), actor=request.viewer)
    return go(request, _url(request, pid))


@login_required
@require_POST
def solve(request: Request, pid: str) -> HttpResponse:
    """Mark as solved, by a reply (`seq`) or without one."""
    seq = number(request.POST.get("seq"))
    target = lookups.comment(request.viewer, pid, seq) if seq is not None else None
    found = target.publication if target else lookups.publication(request.viewer, pid)
    moderation.solve(publication=found, comment=target, actor=request.viewer, at=now())
    url = _url(request, pid)
    return go(request, comment_url(url, target.seq) if target else url)


@login_required
@require_POST
def unsolve(request: Request, pid: str) -> HttpResponse:
    """Ask again."""
    moderation.unsolve(publication=lookups.publication(request.viewer, pid), actor=request.viewer)
    return go(request, _url(request, pid))


@login_required
@require_POST
def site(request: Request, pid: str) -> HttpResponse:
    """Show on the district's site, or take away: `site=1|0`."""
    found = lookups.publication(request.viewer, pid)
    moderation.put_on_site(
        publication=found, is_on_site=request.POST.get("site") == "1", actor=request.viewer
    )
    return go(request, _url(request, pid))


@login_required
@require_http_methods(["GET", "POST"])
def hide(request: Request, pid: str) -> HttpResponse:
    """Hide a publication, with a reason."""
    found = lookups.publication(request.viewer, pid)
    require(policies.may_hide(request.viewer, found))
    form = bound(ReasonForm, request)
    if form.is_valid():
        with refusals_to(form):
            moderation.hide(
                publication=found, reason=form.cleaned_data["reason"], actor=request.viewer
            )
            return go(request, _url(request, pid))
    context = {"publication": found, "back": _url(request, pid), "comment": None}
    return form_page(request, "publications/hide.html", form, context)


@login_required
@require_POST
def restore(request: Request, pid: str) -> HttpResponse:
    """Bring a hidden publication back."""
    moderation.restore(publication=lookups.publication(request.viewer, pid), actor=request.viewer)
    return go(request, _url(request, pid))


@login_required
@require_http_methods(["GET", "POST"])
def hide_comment(request: Request, pid: str, seq: int) -> HttpResponse:
    """Hide a reply, with a reason."""
    target = lookups.comment(request.viewer, pid, seq)
    require(policies.may_hide_comment(request.viewer, target))
    form = bound(ReasonForm, request)
    back = comment_url(_url(request, pid), seq)
    if form.is_valid():
        with refusals_to(form):
            comments.hide_comment(
                comment=target, reason=form.cleaned_data["reason"], actor=request.viewer, at=now()
            )
            return go(request, back)
    context = {"publication": target.publication, "back": back, "comment": target}
    return form_page(request, "publications/hide.html", form, context)


@login_required
@require_POST
def restore_comment(request: Request, pid: str, seq: int) -> HttpResponse:
    """Bring a hidden reply back."""
    comments.restore_comment(
        comment=lookups.comment(request.viewer, pid, seq), actor=request.viewer
    )
    return go(request, comment_url(_url(request, pid), seq))


@login_required
@require_http_methods(["GET", "POST"])
def decide(request: Request, pid: str, seq: int) -> HttpResponse:
    """Keep a reply as a decision, or let the mark go: `decide=1|0`."""
    target = lookups.comment(request.viewer, pid, seq)
    require(policies.may_decide(request.viewer, target))
    back = comment_url(_url(request, pid), seq)
    if request.method == "POST":
        is_decision = request.POST.get("decide") == "1"
        moderation.decide(comment=target, is_decision=is_decision, actor=request.viewer, at=now())
        return go(request, back)
    context = {"comment": target, "back": back}
    return page_or_part(request, "publications/decide.html", context, part="question")


@login_required
@require_http_methods(["GET", "POST"])
def place(request: Request, pid: str) -> HttpResponse:
    """Move to another community, or show in more of them."""
    found = lookups.publication(request.viewer, pid)
    if found.author_id != request.viewer.person_id:
        require(policies.may_moderate(request.viewer, found))
    known = lookups.places_to_choose(request.viewer, found)
    begun = {
        "home": next(iter(known), ""),
        "also_in": [row.pid for row in lookups.placed_in(found)[1:]],
    }
    places = [(row.pid, row.name) for row in known.values()]
    form = bound(PlaceForm, request, places=places, initial=begun)
    if form.is_valid():
        with refusals_to(form):
            placing.place_publication(
                publication=found,
                home=known[form.cleaned_data["home"]],
                also_in=[known[chosen] for chosen in form.cleaned_data["also_in"]],
                actor=request.viewer,
            )
            return go(request, _url(request, pid))
    context = {"publication": found, "back": _url(request, pid)}
    return form_page(request, "publications/place.html", form, context)


@login_required
@require_http_methods(["GET", "POST"])
def answer(request: Request, pid: str) -> HttpResponse:
    """Give a proposal its status and an answer."""
    found = lookups.publication(request.viewer, pid)
    require(policies.may_answer_proposal(request.viewer, found))
    form = bound(AnswerForm, request, initial={"answer": found.answer, "words": found.answer_words})
    if form.is_valid():
        with refusals_to(form):
            data = form.cleaned_data
            moderation.answer_proposal(
                publication=found, answer=data["answer"], words=data["words"], actor=request.viewer
            )
            return go(request, _url(request, pid))
    context = {"publication": found, "back": _url(request, pid)}
    return form_page(request, "publications/answer.html", form, context)
