"""Plans on the pages of others: the section of a community, a publication's menu, one's own data."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from staffroom.core.clock import now
from staffroom.core.http import Request
from staffroom.core.paging import Pages
from staffroom.core.plugs import MenuLine, place
from staffroom.features.plans.actions import plans as plan_actions
from staffroom.features.plans.actions import projects as project_actions
from staffroom.features.plans.models import Plan, PlanLine, Project, ProjectMate, Task
from staffroom.features.plans.policies import plans as policies
from staffroom.features.plans.policies import projects as project_policies
from staffroom.features.plans.queries import content, periods, plans, projects, results
from staffroom.features.plans.registry import banks
from staffroom.shared.accounts.registry import Power, gives_own_data
from staffroom.shared.communities.models import Block, Community, Section
from staffroom.shared.communities.policies import groups
from staffroom.shared.communities.queries.rules import rules_beside
from staffroom.shared.communities.registry import knows_people
from staffroom.shared.journal import queries as journal
from staffroom.shared.publications.queries import feeds
from staffroom.shared.publications.queries.threads import Head
from staffroom.shared.publications.registry import kind_labels

Part = tuple[str, dict[str, Any]]
RESULTS, PROBLEMS, ACTS = 20, 10, 10


def pages(page: Any, before: str) -> list[tuple[object, str, bool]]:
    """The stretches of a long list, for `positions`; `before` is the rest of the query."""
    found = []
    for n in page.paginator.get_elided_page_range(page.number):
        href = f"?{before}page={n}" if isinstance(n, int) else ""
        found.append((n, href, n == page.number))
    return found


def plan_context(request: Request, plan: Plan, *, before: str = "") -> dict[str, Any]:
    """What a plan shows: words, figures, a page of lines (`?all=1` for printing), what may be done."""
    viewer, today = request.viewer, periods.today_in(plan.community.district, now())
    size = plans.MOST_LINES if request.GET.get("all") == "1" else plans.LINES_PAGE
    page = Pages(plans.lines(plan), size).get_page(request.GET.get("page"))
    return {
        "plan": plan, "name": plans.name_of(plan), "url": plan_actions.address(plan.community),
        "progress": plans.progress(plan, today=today), "page": page,
        "pages": pages(page, before), "rows": plans.rows(viewer, page, today=today), "today": today,
        "may_change": policies.may_change(viewer, plan),
        "may_bring": policies.may_bring_in_force(viewer, plan),
        "may_submit": policies.may_submit(viewer, plan),
        "may_decide": policies.may_decide(viewer, plan),
        "keeps": policies.runs(viewer, plan.community),
        "needs_approval": policies.is_approved_here(plan.community),
        "knows": knows_people(viewer, plan.community.district_id),
    }  # fmt: skip


def tabs(request: Request, community: Community, shown: str) -> list[tuple[str, str, bool]]:
    """What the section shows, one at a time."""
    listed = [
        ("", _("План работы")), ("projects", _("Проекты")), ("open", _("Итоги и открытость")),
    ]  # fmt: skip
    if policies.runs(request.viewer, community):
        listed.insert(1, ("content", _("План публикаций")))
    return [
        (label, f"{request.path}?show={code}" if code else request.path, code == shown)
        for code, label in listed
    ]


@place("communities.section.plan")
def section(*, request: Request, community: Community, section: Section) -> Part:
    """«План»: the plan of work, the plan of publications, projects, what is open to members."""
    verdict = policies.may_see_plans(request.viewer, community)
    if not verdict:
        return "plans/closed.html", {"reason": verdict.reason}
    shown = request.GET.get("show", "")
    if shown == "content" and policies.runs(request.viewer, community):
        template, part = _content(request, community)
    elif shown in {"projects", "open"}:
        template, part = (_projects if shown == "projects" else _open)(request, community)
    else:
        shown, (template, part) = "", _plan(request, community)
    return template, {
        **part, "tabs": tabs(request, community, shown), "community": community,
        "district": community.district,
    }  # fmt: skip


def _plan(request: Request, community: Community) -> Part:
    listed = plans.plans(request.viewer, community)
    today = periods.today_in(community.district, now())
    plan = plans.current(listed, today=today)
    if plan is not None:
        plan.community = community
    way = rules_beside(community)
    return "plans/section.html", {
        "current": plan_context(request, plan) if plan else None,
        "others": [(one, plans.name_of(one)) for one in listed if one != plan],
        "may_plan": policies.may_plan(request.viewer, community),
        "url": plan_actions.address(community),
        "way": way.labels("plan.required")[way.choice("plan.required")],
        "clause": way.source("plan.required").clause,
    }


def _content(request: Request, community: Community) -> Part:
    at = now()
    today = periods.today_in(community.district, at)
    begins_on = _monday(request.GET.get("week", ""), today)
    found = content.content_plan(request.viewer, community, begins_on=begins_on, at=at)
    return "plans/content.html", {
        "found": found, "url": plan_actions.address(community),
        "before": found.begins_on - content.WEEK * content.WEEKS,
        "after": found.begins_on + content.WEEK * content.WEEKS,
        "may_plan": policies.may_plan(request.viewer, community), "here": request.path,
    }  # fmt: skip


def _monday(words: str, today: date) -> date:
    try:
        typed = date.fromisoformat(words)
    except ValueError:
        return today
    return typed if abs(typed.year - today.year) <= plan_actions.LONGEST_YEARS else today


def _projects(request: Request, community: Community) -> Part:
    found = projects.projects(request.viewer, community)
    page = Pages(found, projects.PAGE).get_page(request.GET.get("page"))
    return "plans/projects.html", {
        "knows": knows_people(request.viewer, community.district_id),
        "page": page, "pages": pages(page, "show=projects&"),
        "url": project_actions.address(community),
        "may_begin": project_policies.may_begin(request.viewer, community),
    }  # fmt: skip


def _open(request: Request, community: Community) -> Part:
    viewer = request.viewer
    today = periods.today_in(community.district, now())
    page = Pages(plans.results(viewer, community), RESULTS).get_page(request.GET.get("page"))
    unsolved = feeds.of_communities(viewer, [community.pk], unsolved=True, limit=PROBLEMS)
    told = journal.log(viewer, community)
    return "plans/open.html", {
        "figures": plans.progress_of([community.pk], today=today).get(community.pk),
        "results": plans.rows(viewer, page, today=today), "page": page,
        "pages": pages(page, "show=open&"), "url": plan_actions.address(community),
        "ended": list(projects.ended(viewer, community)[:RESULTS]),
        "tally": results.tally(viewer, community),
        "projects_url": project_actions.address(community),
        "problems": unsolved, "labels": kind_labels(), "acts": told.rows[:ACTS],
        "sees_log": groups.is_member(viewer, community) or bool(told.rows),
        "here": request.path, "top": plan_actions.address(community).removesuffix("plan/"),
    }  # fmt: skip


@place("publications.head", order=12)
def result_of(*, request: Request, head: Head) -> Part | None:
    """Whose result a material is; kinds that no bank takes are not asked about."""
    if head.kind not in banks:
        return None
    found = results.project_of(request.viewer, head.id)
    if not found:
        return None
    told = [(f"{project_actions.address(one.community)}{one.pid}/", one.title) for one in found]
    return "plans/result_of.html", {"projects": told}


@place("communities.block.plan")
def nearest(*, request: Request, community: Community, block: Block) -> Part | None:
    """What is planned next: a block of the community's page."""
    if not policies.may_see_plans(request.viewer, community):
        return None
    today = periods.today_in(community.district, now())
    lines = plans.ahead(request.viewer, community, today=today, limit=block.line_n)
    values = {
        "lines": [(line, plans.form_name(line.form)) for line in lines],
        "url": plan_actions.address(community),
    }
    return ("plans/block.html", values) if lines else None


@place("publications.menu", order=40)
def to_line(*, request: Request, head: Head) -> tuple[MenuLine, ...]:
    """«К строке плана»: for who leads the home community, and for the author; no query."""
    home, viewer = head.home_community, request.viewer
    if home is None or head.status != "published" or viewer.is_guest:
        return ()
    if not (groups.may(viewer, Power.MANAGE_MEMBERS, home) or head.author_id == viewer.person_id):
        return ()
    return (MenuLine(str(TO_LINE), f"/p/{head.pid}/plan/", "calendar"),)


TO_LINE = gettext_lazy("К строке плана")


@gives_own_data("plans", title="Планы и проекты")
def own_rows(person_id: int) -> Iterator[dict[str, Any]]:
    """What the person answers for, which projects he leads or takes part in, his tasks."""
    lines = PlanLine.objects.filter(responsible=person_id).order_by("pk")
    for line in lines.select_related("plan__community"):
        yield {
            "Сообщество": line.plan.community.name, "Строка плана": line.title,
            "Ответ": line.get_acceptance_display(),
        }  # fmt: skip
    for one in Project.objects.filter(leader=person_id).select_related("community").order_by("pk"):
        yield {"Сообщество": one.community.name, "Проект": one.title, "Кем": "Руководитель"}
    mates = ProjectMate.objects.filter(person=person_id).select_related("project__community")
    for mate in mates.order_by("pk"):
        yield {
            "Сообщество": mate.project.community.name, "Проект": mate.project.title,
            "Кем": mate.get_state_display(), "Слова": mate.words,
        }  # fmt: skip
    for task in Task.objects.filter(owner=person_id).select_related("project").order_by("pk"):
        yield {
            "Проект": task.project.title,
            "Задача": task.title,
            "Состояние": task.get_state_display(),
        }
