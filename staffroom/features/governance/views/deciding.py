"""Considering: questions, the decision, the order."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from staffroom.core.clock import now
from staffroom.core.errors import Absent
from staffroom.core.http import (
    Request,
    bound,
    form_page,
    go,
    page_or_part,
    refusals_to,
    signed_in,
)
from staffroom.core.policy import require
from staffroom.features.governance.actions import deciding
from staffroom.features.governance.actions.papers import url_of
from staffroom.features.governance.forms.applications import (
    AnswerForm,
    QuestionForm,
    RefusalForm,
    SupportForm,
)
from staffroom.features.governance.models import Question
from staffroom.features.governance.policies import applications as policies
from staffroom.features.governance.policies.demands import reason_is_asked
from staffroom.features.governance.queries import applications as queries
from staffroom.features.governance.queries import pages
from staffroom.features.governance.views.applications import with_forms
from staffroom.shared.organizations.queries.organizations import district as district_of
from staffroom.shared.regulations.queries.rules import values as rules_by_id


@signed_in
@require_POST
def ask(request: Request, district: str, pid: str) -> HttpResponse:
    """Ask the initiator."""
    found = queries.application(request.viewer, district_of(district), pid)
    require(policies.may_consider(request.viewer, found))
    form = QuestionForm(request.POST)
    if form.is_valid():
        with refusals_to(form):
            words = form.cleaned_data["words"]
            deciding.ask(application=found, words=words, actor=request.viewer, at=now())
            return go(request, f"{url_of(found)}#questions")
    context = with_forms(pages.application(request.viewer, found), question=form)
    return page_or_part(request, "governance/application.html", context, part="main", status=422)


@signed_in
@require_POST
def reply(request: Request, district: str, pid: str, number: int) -> HttpResponse:
    """Answer the question of this number."""
    found = queries.application(request.viewer, district_of(district), pid)
    asked = queries.questions(found)
    if not 1 <= number <= len(asked):
        raise Absent
    question: Question = asked[number - 1]
    question.application = found
    require(policies.may_reply(request.viewer, question))
    form = AnswerForm(request.POST)
    if form.is_valid():
        with refusals_to(form):
            words = form.cleaned_data["words"]
            deciding.reply(question=question, words=words, actor=request.viewer, at=now())
            return go(request, f"{url_of(found)}#questions")
    context = with_forms(pages.application(request.viewer, found), answer=(number, form))
    return page_or_part(request, "governance/application.html", context, part="main", status=422)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def support(request: Request, district: str, pid: str) -> HttpResponse:
    """Support: the order is drafted."""
    found = queries.application(request.viewer, district_of(district), pid)
    require(policies.may_consider(request.viewer, found))
    form = bound(SupportForm, request)
    if form.is_valid():
        with refusals_to(form):
            control = form.cleaned_data["control"]
            deciding.support(application=found, actor=request.viewer, at=now(), control=control)
            return go(request, url_of(found))
    context = {"district": found.district, "application": found, "is_support": True}
    return form_page(request, "governance/decide.html", form, context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: Request, district: str, pid: str) -> HttpResponse:
    """Refuse, with a reason and a clause."""
    found = queries.application(request.viewer, district_of(district), pid)
    require(policies.may_consider(request.viewer, found))
    clause = rules_by_id(found.rules_id).source("creation.refusal_reason").clause
    initial = {"clause": clause if any(sign.isdigit() for sign in clause) else ""}
    form = bound(RefusalForm, request, is_asked=reason_is_asked(found), initial=initial)
    if form.is_valid():
        with refusals_to(form):
            deciding.refuse(application=found, actor=request.viewer, at=now(), **form.cleaned_data)
            return go(request, url_of(found))
    context = {"district": found.district, "application": found, "is_support": False}
    return form_page(request, "governance/decide.html", form, context)


@signed_in
@require_POST
def order(request: Request, district: str, pid: str) -> HttpResponse:
    """Prepare the order anew."""
    found = queries.application(request.viewer, district_of(district), pid)
    deciding.draft_order_again(application=found, actor=request.viewer, at=now())
    return go(request, url_of(found))
