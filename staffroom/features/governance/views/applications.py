"""Applications: the list, the draft, its people, submitting and taking back."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
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
from staffroom.features.governance.actions import drafts
from staffroom.features.governance.actions.papers import url_of
from staffroom.features.governance.forms.applications import (
    AnswerForm,
    ApplicationForm,
    CallForm,
    QuestionForm,
)
from staffroom.features.governance.models import Founder
from staffroom.features.governance.policies import applications as policies
from staffroom.features.governance.policies import initiating
from staffroom.features.governance.queries import applications as queries
from staffroom.features.governance.queries import pages
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries.network import person_named
from staffroom.shared.organizations.models import District, Organization
from staffroom.shared.organizations.queries.organizations import district as district_of
from staffroom.shared.regulations.queries.rules import rules_of_district
from staffroom.shared.regulations.queries.rules import values as rules_by_id
from staffroom.ui.asking import ask_first


@signed_in
@require_safe
def creation(request: Request, district: str) -> HttpResponse:
    """How communities come into being here, what waits, what is one's own."""
    place = district_of(district)
    if not initiating.is_colleague(request.viewer, place.pk):
        raise Absent
    context = pages.creation(request.viewer, place, request.GET.dict())
    return render_page(request, "governance/creation.html", {"district": place, **context})


def _form(request: Request, place: District, rules: Any, **options: Any) -> ApplicationForm:
    organizations = Organization.objects.filter(district=place, closed_on=None)
    return bound(
        ApplicationForm, request, rules=rules,
        organizations=organizations.order_by("sort_key", "pk"),
        communities=Community.objects.filter(district=place), **options,
    )  # fmt: skip


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: Request, district: str) -> HttpResponse:
    """Begin an application, or the draft of an order (`?group=`: of a creative group)."""
    place, viewer = district_of(district), request.viewer
    require(initiating.may_begin(viewer, place))
    names = initiating.initiators(viewer, place)
    group = pages.group_asked(names, request.GET.get("group", ""))
    names = [one for one in names if group is None or one.community == group]
    initial = {"name": group.name, "goal": group.goal} if group else {}
    form = _form(request, place, rules_of_district(place.pk), names=names, initial=initial)
    if form.is_valid():
        with refusals_to(form):
            return go(request, once(request, lambda: _begun(request, place, form, group)))
    context = {"district": place, "way": initiating.way_of(rules_of_district(place.pk))}
    return form_page(request, "governance/edit.html", form, context)


def _begun(
    request: Request, place: District, form: ApplicationForm, group: Community | None
) -> str:
    made = drafts.begin(
        district=place, initiator=form.initiator_chosen, author=request.person, values=form.values,
        actor=request.viewer, at=now(), group=group,
    )  # fmt: skip
    return url_of(made)


def with_forms(
    page: dict[str, Any], *, call: CallForm | None = None, question: QuestionForm | None = None,
    answer: tuple[int, AnswerForm] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """The page with its small forms; the one sent with a mistake is given, an answer with its number."""
    return {
        **page, "call_form": call or CallForm(), "question_form": question or QuestionForm(),
        "answer_forms": AnswerForm.beside(page["questions"], answer),
    }  # fmt: skip


@signed_in
@require_safe
def application(request: Request, district: str, pid: str) -> HttpResponse:
    """One application: what is wanted, who, where it stands, what this viewer may do."""
    place = district_of(district)
    found = queries.application(request.viewer, place, pid)
    context = with_forms(pages.application(request.viewer, found))
    return page_or_part(request, "governance/application.html", context, part="main")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, district: str, pid: str) -> HttpResponse:
    """Fill in the draft."""
    place = district_of(district)
    found = queries.application(request.viewer, place, pid)
    require(policies.may_change(request.viewer, found))
    rules = rules_by_id(found.rules_id)
    initial = ApplicationForm.initial_of(found)
    form = _form(request, place, rules, names=[], is_begun=True, initial=initial)
    if form.is_valid():
        with refusals_to(form):
            drafts.change(application=found, values=form.values, actor=request.viewer)
            return go(request, url_of(found))
    context = {"district": place, "application": found, "way": found.way}
    return form_page(request, "governance/edit.html", form, context)


@signed_in
@require_http_methods(["GET", "POST"])
def drop(request: Request, district: str, pid: str) -> HttpResponse:
    """Throw the draft away, when that was truly meant."""
    place = district_of(district)
    found = queries.application(request.viewer, place, pid)
    require(policies.may_change(request.viewer, found))
    if request.method == "GET":
        lost = _("Черновик и ответы тех, кого вы позвали, исчезнут. Вернуть их будет нельзя.")
        return ask_first(
            request, _("Удалить черновик?"), lost, act=_("Удалить черновик"), back=url_of(found)
        )
    drafts.drop(application=found, actor=request.viewer, at=now())
    return go(request, reverse("governance:creation", args=[place.slug]))


@signed_in
@require_POST
def call(request: Request, district: str, pid: str) -> HttpResponse:
    """Call a colleague by his name."""
    place = district_of(district)
    found = queries.application(request.viewer, place, pid)
    require(policies.may_change(request.viewer, found))
    form = CallForm(request.POST)
    if form.is_valid():
        with refusals_to(form):
            person = person_named(place.pk, form.cleaned_data["person"])
            drafts.call(application=found, people=[person], actor=request.viewer, at=now())
            return go(request, f"{url_of(found)}#people")
    context = with_forms(pages.application(request.viewer, found), call=form)
    return page_or_part(request, "governance/application.html", context, part="main", status=422)


def _founder(request: Request, district: str, pid: str, person_pid: str) -> Founder:
    found = queries.application(request.viewer, district_of(district), pid)
    rows = Founder.objects.filter(application=found, person__pid=person_pid)
    row = rows.select_related("application__district", "application__group", "person").first()
    if row is None:
        raise Absent
    return row


@signed_in
@require_POST
def answer_call(request: Request, district: str, pid: str) -> HttpResponse:
    """The person called agrees or declines."""
    row = _founder(request, district, pid, request.viewer.pid)
    agrees = request.POST.get("answer") == "agree"
    drafts.answer_call(founder=row, agrees=agrees, actor=request.viewer, at=now())
    back = reverse("governance:creation", args=[row.application.district.slug])
    return go(request, url_of(row.application) if agrees else back)


@signed_in
@require_POST
def release(request: Request, district: str, pid: str, person_pid: str) -> HttpResponse:
    """Take somebody off the list."""
    row = _founder(request, district, pid, person_pid)
    drafts.release(founder=row, actor=request.viewer, at=now())
    return go(request, f"{url_of(row.application)}#people")


@signed_in
@require_POST
def lead(request: Request, district: str, pid: str, person_pid: str) -> HttpResponse:
    """Name who will lead."""
    row = _founder(request, district, pid, person_pid)
    drafts.choose_leader(founder=row, actor=request.viewer)
    return go(request, f"{url_of(row.application)}#people")


@signed_in
@require_POST
def submit(request: Request, district: str, pid: str) -> HttpResponse:
    """Submit; a refusal says what lacks."""
    found = queries.application(request.viewer, district_of(district), pid)
    drafts.submit(application=found, actor=request.viewer, at=now())
    return go(request, url_of(found))


@signed_in
@require_http_methods(["GET", "POST"])
def withdraw(request: Request, district: str, pid: str) -> HttpResponse:
    """Take back what is being considered, when that was truly meant."""
    found = queries.application(request.viewer, district_of(district), pid)
    require(policies.may_withdraw(request.viewer, found))
    if request.method == "GET":
        lost = _(
            "Рассматривать заявление больше не будут. Оно останется в реестре под своим номером, отменённым. "
            "Передумаете, подайте новое."
        )
        return ask_first(
            request, _("Отозвать заявление?"), lost, act=_("Отозвать заявление"), back=url_of(found)
        )
    drafts.withdraw(application=found, actor=request.viewer, at=now())
    return go(request, url_of(found))
