"""The page of a preparation: who asks, edits, answers, opens (PD-4.8.3)."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from staffroom.core.clock import now
from staffroom.core.errors import Absent
from staffroom.core.http import Request, bound, form_page, go, refusals_to, signed_in
from staffroom.core.policy import require
from staffroom.features.materials.actions import opening as actions
from staffroom.features.materials.forms.opening import (
    AnswerForm,
    AskForm,
    DecideForm,
    ProposeForm,
)
from staffroom.features.materials.models import Material, Opening
from staffroom.features.materials.policies import opening as policies
from staffroom.features.materials.queries import opening as queries
from staffroom.features.materials.views.versions import found_here

PAGE = "materials/opening.html"


def _url(found: Material) -> str:
    return f"/p/{found.publication.pid}/opening/"


def _found(request: Request, pid: str) -> tuple[Material, Opening | None]:
    found = found_here(request, pid)
    require(policies.may_see_opening(request.viewer, found.publication))
    going = policies.under_way(found.publication)
    if going is not None:
        going.material = found
    return found, going


def _page(
    request: Request, found: Material, going: Opening | None, form: forms.Form | None = None
) -> HttpResponse:
    viewer, shown = request.viewer, found.publication
    may_ask = policies.may_ask(viewer, shown)
    may_answer = going is not None and policies.may_answer(viewer, going, shown)
    may_decide = going is not None and policies.may_decide(viewer, going, shown)
    form = form or _form(found, may_ask=bool(may_ask), may_answer=bool(may_answer))
    context = {
        "publication": shown, "material": found, "going": going, "may_ask": may_ask,
        "may_answer": may_answer, "may_decide": may_decide,
        "may_propose": policies.may_propose(viewer, shown),
        "may_withdraw": going is not None and policies.may_withdraw(viewer, going, shown),
        "is_guarded": policies.is_guarded(found, shown), "files": queries.files_beside(found),
        "preparations": queries.preparations(found), "is_author": viewer.person_id == shown.author_id,
    }  # fmt: skip
    return form_page(request, PAGE, form, context)


def _form(found: Material, *, may_ask: bool, may_answer: bool) -> forms.Form:
    if may_ask:
        return AskForm(wider=policies.wider(found.publication))
    return AnswerForm() if may_answer else _decide_form(found)


def _decide_form(found: Material, data: Any = None) -> DecideForm:
    initial = {"seen": queries.print_now(found)}
    is_guarded = policies.is_guarded(found, found.publication)
    return DecideForm(data, is_guarded=is_guarded, initial=initial)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def opening(request: Request, pid: str) -> HttpResponse:
    """The talk of a preparation; POST asks to open the material wider."""
    found, going = _found(request, pid)
    if request.method != "POST":
        return _page(request, found, going)
    require(policies.may_ask(request.viewer, found.publication))
    form = AskForm(request.POST, wider=policies.wider(found.publication))
    return _done(
        request, found, going, form,
        lambda: actions.ask(material=found, actor=request.viewer, at=now(), **form.cleaned_data),
    )  # fmt: skip


@require_POST
@signed_in
def opening_answer(request: Request, pid: str) -> HttpResponse:
    """The author agrees, answers in words, or asks no longer."""
    found, going = _going(request, pid)
    act, form = request.POST.get("act", ""), AnswerForm(request.POST)
    who: dict[str, Any] = {"opening": going, "actor": request.viewer, "at": now()}
    if act == "withdraw":
        require(policies.may_withdraw(request.viewer, going, found.publication))
        return _done(request, found, going, form, lambda: actions.withdraw(**who))
    require(policies.may_answer(request.viewer, going, found.publication))
    if act == "agree":
        return _done(request, found, going, form, lambda: actions.agree(**who))
    return _done(request, found, going, form, lambda: actions.answer(**who, **form.cleaned_data))


@require_POST
@signed_in
def opening_decide(request: Request, pid: str) -> HttpResponse:
    """A moderator opens it or refuses."""
    found, going = _going(request, pid)
    require(policies.may_decide(request.viewer, going, found.publication))
    form = _decide_form(found, request.POST)
    who: dict[str, Any] = {"opening": going, "actor": request.viewer, "at": now()}

    def decided() -> None:
        words = form.cleaned_data["words"]
        if request.POST.get("act") == "open":
            seen = form.cleaned_data["seen"]
            actions.approve(**who, words=words, seen=seen, checked=form.checked)
        else:
            actions.refuse(**who, words=words)

    return _done(request, found, going, form, decided)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def opening_edit(request: Request, pid: str) -> HttpResponse:
    """A moderator's edit of the text, or the beginning of a preparation by him."""
    found, going = _found(request, pid)
    shown = found.publication
    require(policies.may_propose(request.viewer, shown))
    form = bound(
        ProposeForm, request, initial={"title": shown.title, "body": shown.html},
        wider=policies.wider(shown), is_begun=going is not None,
    )  # fmt: skip
    if form.is_valid():
        with refusals_to(form):
            actions.propose(material=found, actor=request.viewer, at=now(), **form.values)
            return go(request, _url(found))
    return form_page(
        request, "materials/opening_edit.html", form, {"publication": shown, "going": going}
    )


def _going(request: Request, pid: str) -> tuple[Material, Opening]:
    found, going = _found(request, pid)
    if going is None:
        raise Absent
    return found, going


def _done(
    request: Request, found: Material, going: Opening | None, form: forms.Form, act: Callable[[], object]
) -> HttpResponse:  # fmt: skip
    if form.is_valid():
        with refusals_to(form):
            act()
            return go(request, _url(found))
    return _page(request, found, going, form)
