"""Pages of teachers' experience."""

from django.http import HttpResponse
from django.urls import reverse
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
from staffroom.overviews.experience import actions, policies, queries
from staffroom.overviews.experience.forms import AnswerForm, AskForm, GatherForm, ListForm
from staffroom.overviews.experience.models import Experience, Piece
from staffroom.shared.accounts.queries.cards import card
from staffroom.shared.communities.queries import groups
from staffroom.ui.looks import stand_in


def _url(pid: str) -> str:
    return reverse("experience:page", args=[pid])


@require_safe
def teachers(request: Request, district: str) -> HttpResponse:
    """«Опыт педагогов» of a district, by subject (BB-7.1.5, OL-3.5.2)."""
    place = groups.district(district)
    stand_in(request, place)
    form = ListForm(request.GET)
    subject = form.subject_code
    context = {
        "place": place, "form": form, "is_asked": bool(subject), "reset": request.path,
        "rows": queries.teachers(request.viewer, place, subject=subject),
    }  # fmt: skip
    return page_or_part(request, "experience/list.html", context, part="rows")


@require_safe
def page(request: Request, pid: str) -> HttpResponse:
    """What a teacher shows of his work: open, for members, or on request."""
    viewer = request.viewer
    found, opened = queries.page_for(viewer, pid)
    shown = card(found.person, viewer, at=now())
    if shown is None:
        raise Absent
    is_read = opened.is_own or bool(opened.rules)
    context = {
        "found": found, "card": shown, "is_own": opened.is_own, "is_read": is_read,
        "works": queries.works(viewer, found, opened) if is_read else [],
        "waiting": queries.waiting(viewer, found),
        "asked": queries.asked_of(found) if opened.is_own else [],
        "mine": None if opened.is_own else queries.my_request(viewer, found),
        "may_ask": policies.may_ask(viewer, found, opened, at=now()),
        "saved": "saved" in request.GET,
    }  # fmt: skip
    return render_page(request, "experience/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: Request, pid: str) -> HttpResponse:
    """Gather one's page: a word about oneself, materials, whether it is shown."""
    person = request.person
    if person.pid != pid:
        raise Absent
    require(policies.may_gather(request.viewer))
    works = queries.own_works(person.pk).order_by("-published_at", "-pk")
    form = bound(GatherForm, request, works=works, initial=_begun(person.pk))
    if form.is_valid():
        with refusals_to(form):
            actions.gather(person=person, actor=request.viewer, at=now(), **form.cleaned_data)
            return go(request, f"{_url(pid)}?saved=1")
    return form_page(request, "experience/edit.html", form, {"person": person})


def _begun(person_id: int) -> dict[str, object]:
    found = Experience.objects.filter(person=person_id).first()
    if found is None:
        return {"is_shown": True}
    standing = Piece.objects.filter(experience=found).values_list("publication_id", flat=True)
    return {
        "about": found.about, "shows_reviews": found.shows_reviews,
        "is_shown": found.shown_at is not None, "works": list(standing),
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ask(request: Request, pid: str) -> HttpResponse:
    """«Попросить познакомиться с опытом»."""
    found, opened = queries.page_for(request.viewer, pid)
    require(policies.may_ask(request.viewer, found, opened, at=now()))
    form = bound(AskForm, request)
    if form.is_valid():
        with refusals_to(form):
            return go(request, once(request, lambda: _asked(request, found, form)))
    return form_page(request, "experience/ask.html", form, {"found": found, "back": _url(pid)})


def _asked(request: Request, found: Experience, form: AskForm) -> str:
    actions.ask(experience=found, why=form.cleaned_data["why"], actor=request.viewer, at=now())
    return _url(found.person.pid)


@require_POST
@signed_in
def take_back(request: Request, pid: str) -> HttpResponse:
    """Take one's request back, or give up what was opened."""
    found, _opened = queries.page_for(request.viewer, pid)
    mine = queries.standing_request(request.viewer, found)
    actions.take_back(found=mine, actor=request.viewer, at=now())
    return go(request, _url(pid))


@require_POST
@signed_in
def prepare(request: Request, pid: str, work: str) -> HttpResponse:
    """A moderator says that a material is ready to be shown (PD-4.8)."""
    found, _opened = queries.page_for(request.viewer, pid)
    piece = queries.piece_of(request.viewer, found, work)
    actions.prepare(piece=piece, actor=request.viewer, at=now())
    return go(request, _url(pid))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def request_page(request: Request, pid: str, ask_pid: str) -> HttpResponse:
    """A colleague's request: let in, or not."""
    found = queries.request_of(queries.page_of(pid), ask_pid)
    require(policies.may_answer(request.viewer, found))
    form = bound(AnswerForm, request)
    if form.is_valid():
        with refusals_to(form):
            actions.answer(
                found=found, is_allowed=form.cleaned_data["answer"] == "yes",
                words=form.cleaned_data["words"], actor=request.viewer, at=now(),
            )  # fmt: skip
            return go(request, _url(pid))
    return form_page(request, "experience/request.html", form, {"found": found, "back": _url(pid)})


@require_POST
@signed_in
def end(request: Request, pid: str, ask_pid: str) -> HttpResponse:
    """Let a colleague out who was let in."""
    found = queries.request_of(queries.page_of(pid), ask_pid)
    actions.end(found=found, actor=request.viewer, at=now())
    return go(request, _url(pid))
