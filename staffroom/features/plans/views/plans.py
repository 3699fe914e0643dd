"""A plan: making it, its page, approval, the table; rubrics of the week."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from staffroom.core.clock import now
from staffroom.core.http import Request, bound, form_page, go, refusals_to, render_page, signed_in
from staffroom.core.policy import require
from staffroom.features.plans import panels
from staffroom.features.plans.actions import plans as actions
from staffroom.features.plans.adapters import sheets
from staffroom.features.plans.forms.plans import PlanForm, ReturnForm, RubricForm, WordsForm
from staffroom.features.plans.policies import plans as policies
from staffroom.features.plans.queries import periods
from staffroom.features.plans.queries import plans as queries
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries import groups
from staffroom.ui.looks import stand_in


def here(request: Request, district: str, pid: str) -> Community:
    """The community of the address, with its district at the top of the page."""
    found = groups.community(request.viewer, pid, district)
    stand_in(request, found.district)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: Request, district: str, pid: str) -> HttpResponse:
    """Begin a plan: the period and free words."""
    found = here(request, district, pid)
    require(policies.may_plan(request.viewer, found))
    offered = periods.choices(periods.today_in(found.district, now()))
    form = bound(PlanForm, request, periods=offered)
    if form.is_valid():
        period, starts_on, ends_on = form.span
        with refusals_to(form):
            made = actions.begin_plan(
                community=found, period=period, starts_on=starts_on, ends_on=ends_on,
                text=form.cleaned_data["text"], actor=request.viewer, at=now(),
            )  # fmt: skip
            return go(request, f"{actions.address(found)}{made.pid}/")
    context = {"community": found, "home": actions.section_address(found)}
    return form_page(request, "plans/plan_new.html", form, context)


@require_safe
@signed_in
def plan(request: Request, district: str, pid: str, plan_pid: str) -> HttpResponse:
    """A plan whole: words, figures, lines, what may be done with it."""
    found = here(request, district, pid)
    row = queries.plan(request.viewer, found, plan_pid)
    context = {"community": found, "part": panels.plan_context(request, row)}
    return render_page(request, "plans/plan.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: Request, district: str, pid: str, plan_pid: str) -> HttpResponse:
    """The free words of a plan."""
    found = here(request, district, pid)
    row = queries.plan(request.viewer, found, plan_pid)
    require(policies.may_change(request.viewer, row))
    form = bound(WordsForm, request, initial={"text": row.html})
    url = f"{actions.address(found)}{row.pid}/"
    if form.is_valid():
        with refusals_to(form):
            actions.change_words(plan=row, text=form.cleaned_data["text"], actor=request.viewer)
            return go(request, url)
    context = {"community": found, "name": queries.name_of(row), "home": url}
    return form_page(request, "plans/plan_edit.html", form, context)


@require_POST
@signed_in
def move(request: Request, district: str, pid: str, plan_pid: str) -> HttpResponse:
    """Bring in force, send to be approved, approve."""
    found = here(request, district, pid)
    row = queries.plan(request.viewer, found, plan_pid)
    acts = {
        "bring": actions.bring_in_force, "submit": actions.submit_plan,
        "approve": actions.approve_plan,
    }  # fmt: skip
    act = acts.get(request.POST.get("act", ""))
    if act is not None:
        act(plan=row, actor=request.viewer, at=now())
    return go(request, f"{actions.address(found)}{row.pid}/")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def send_back(request: Request, district: str, pid: str, plan_pid: str) -> HttpResponse:
    """Return for correction, with words."""
    found = here(request, district, pid)
    row = queries.plan(request.viewer, found, plan_pid)
    require(policies.may_decide(request.viewer, row))
    form, url = bound(ReturnForm, request), f"{actions.address(found)}{row.pid}/"
    if form.is_valid():
        with refusals_to(form):
            words = form.cleaned_data["words"]
            actions.return_plan(plan=row, words=words, actor=request.viewer, at=now())
            return go(request, url)
    context = {"community": found, "name": queries.name_of(row), "home": url}
    return form_page(request, "plans/plan_return.html", form, context)


@require_safe
@signed_in
def table(request: Request, district: str, pid: str, plan_pid: str) -> HttpResponse:
    """The plan as a workbook."""
    found = here(request, district, pid)
    row = queries.plan(request.viewer, found, plan_pid)
    title = f"{found.name}. {queries.name_of(row)}"
    lines = queries.lines(row)[: queries.MOST_LINES]
    content = sheets.as_xlsx(title, lines, founder=found.district.authority)
    answer = HttpResponse(content, content_type=sheets.XLSX)
    answer["Content-Disposition"] = 'attachment; filename="plan.xlsx"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def rubrics(request: Request, district: str, pid: str) -> HttpResponse:
    """What a day of the week is for."""
    found = here(request, district, pid)
    require(policies.may_plan(request.viewer, found))
    form = bound(RubricForm, request)
    back = f"{actions.section_address(found)}?show=content"
    if form.is_valid():
        with refusals_to(form):
            actions.set_rubric(community=found, actor=request.viewer, **form.cleaned_data)
            return go(request, back)
    return form_page(request, "plans/rubrics.html", form, {"community": found, "home": back})
