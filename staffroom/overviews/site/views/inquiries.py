"""Questions of visitors: asked without an account, answered from the staff's desk."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
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
from staffroom.overviews.site.actions import inquiries as actions
from staffroom.overviews.site.forms.inquiries import AnswerForm, AskForm, ShowForm
from staffroom.overviews.site.policies import inquiries as policies
from staffroom.overviews.site.queries import inquiries as queries
from staffroom.overviews.site.registry import CONSENT_VERSION, INQUIRY_CONSENT
from staffroom.overviews.site.views.public import place_of, shown_place
from staffroom.shared.accounts.actions import attempts
from staffroom.shared.communities.models import Community, CommunityState
from staffroom.shared.communities.queries import groups
from staffroom.shared.duties.queries import help_days
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.queries import threads
from staffroom.ui.asking import ask_first
from staffroom.ui.words import in_quotes


def _before(request: Request) -> int | None:
    words = request.GET.get("before", "")
    return int(words) if words.isascii() and words.isdigit() and len(words) < 18 else None


def _begun(request: Request, place: District) -> dict[str, str]:
    """What stands in the form: one's own name; what it is about (OL-3.7.a, BT-1.5.b)."""
    person = request.person
    begun = {"name": person.name, "email": person.email} if person else {}
    if named := queries.partner_named(place, request.GET.get("partner", "")):
        begun["words"] = _("Предлагаем сотрудничество: %(name)s. ") % {"name": named}
    shown = request.GET.get("shown", "")
    if shown and request.method == "GET":
        head = threads.head(request.viewer, shown)
        begun["words"] = _(
            "Меня или моего ребёнка показали без согласия: %(title)s, %(address)s. Прошу убрать запись. "
        ) % {"title": in_quotes(head.title), "address": request.build_absolute_uri(head.url)}
    return begun


@require_safe
def questions(request: Request, district: str) -> HttpResponse:
    """Questions with answers that everybody reads, and the way to ask."""
    place = shown_place(request, district)
    context = {"place": place, "page": queries.shown(place, before=_before(request))}
    return page_or_part(request, "site/questions.html", context, part="rows")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def ask(request: Request, district: str) -> HttpResponse:
    """Ask the district, or those who run one community (`?to=<pid>`); their addresses are not shown."""
    place = shown_place(request, district)
    to = _addressee(request, district)
    form = bound(AskForm, request, initial=_begun(request, place))
    if form.is_valid():
        with refusals_to(form):
            if not form.is_by_machine:
                attempts.count_letter(
                    address=request.META.get("REMOTE_ADDR") or "",
                    email=form.cleaned_data["email"],
                    at=now(),
                )
                once(request, lambda: _asked(request, form, place, to))
            query = f"?to={to.pid}" if to else ""
            return go(request, reverse("site:question-sent", args=[district]) + query)
    days = help_days(to or place)
    consent = INQUIRY_CONSENT[CONSENT_VERSION]
    context = {"place": place, "to": to, "days": days, "consent": consent}
    return form_page(request, "site/ask.html", form, context)


def _addressee(request: Request, district: str) -> Community | None:
    pid = request.GET.get("to", "")
    found = groups.community(request.viewer, pid, district) if pid else None
    if found is not None and found.state != CommunityState.ACTIVE:
        raise Absent
    return found


def _asked(request: Request, form: AskForm, place: object, to: Community | None) -> str:
    made = actions.ask(
        district=place,  # type: ignore[arg-type]  # `place_of` gives a district
        community=to,
        actor=request.viewer,
        at=now(),
        **form.question,
    )
    return made.pid


@require_safe
def sent(request: Request, district: str) -> HttpResponse:
    """The question is taken: when and where the answer comes."""
    place = shown_place(request, district)
    days = help_days(_addressee(request, district) or place)
    return render_page(request, "site/sent.html", {"place": place, "days": days})


@require_safe
@signed_in
def desk(request: Request, district: str) -> HttpResponse:
    """The queue of those who answer: what waits, the most urgent first, then what is done."""
    place = place_of(request, district)
    require(policies.may_keep_queue(request.viewer, place.pk))
    before = _before(request)
    context = {
        "place": place,
        "waiting": queries.waiting(request.viewer, place) if before is None else [],
        "page": queries.finished(request.viewer, place, before=before),
    }
    return page_or_part(request, "site/desk.html", context, part="rows")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def answer(request: Request, district: str, pid: str) -> HttpResponse:
    """One question with the form of an answer."""
    place = place_of(request, district)
    found = queries.inquiry(request.viewer, place, pid)
    form = bound(AnswerForm, request)
    if form.is_valid():
        with refusals_to(form):
            words = form.cleaned_data["answer"]
            actions.answer(inquiry=found, words=words, actor=request.viewer, at=now())
            return go(request, request.path)
    context = {
        "place": place,
        "inquiry": found,
        "show": ShowForm(initial={"question": found.public_question or found.words}),
        "may_answer": policies.may_answer(request.viewer, found),
    }
    return form_page(request, "site/answer.html", form, context)


@require_http_methods(["GET", "POST"])
@signed_in
def decline(request: Request, district: str, pid: str) -> HttpResponse:
    """Close without an answer, when that was truly meant."""
    place = place_of(request, district)
    found = queries.inquiry(request.viewer, place, pid)
    require(policies.may_answer(request.viewer, found))
    if request.method == "GET":
        lost = _(
            "Ответ не уйдёт, а слова, имя и почта того, кто спросил, сотрутся сразу. Вернуть их будет нельзя."
        )
        back = reverse("site:answer", args=[district, pid])
        return ask_first(
            request, _("Закрыть без ответа?"), lost, act=_("Закрыть и стереть"), back=back
        )
    actions.decline(inquiry=found, actor=request.viewer, at=now())
    return go(request, reverse("site:desk", args=[district]))


@require_POST
@signed_in
def show(request: Request, district: str, pid: str) -> HttpResponse:
    """Show question and answer on the site, or (without words) take them away."""
    place = place_of(request, district)
    found = queries.inquiry(request.viewer, place, pid)
    here = reverse("site:answer", args=[district, pid])
    if request.POST.get("act") == "withdraw":
        actions.withdraw(inquiry=found, actor=request.viewer)
        return go(request, here)
    form = bound(ShowForm, request)
    if form.is_valid():
        with refusals_to(form):
            actions.show(
                inquiry=found, question=form.cleaned_data["question"], actor=request.viewer
            )
            return go(request, here)
    context = {"place": place, "inquiry": found, "show": form, "may_answer": False}
    context |= {"form": AnswerForm()}
    return page_or_part(request, "site/answer.html", context, part="form", status=422)
