"""«Пожаловаться» and the moderators' queue."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from staffroom.core.clock import now
from staffroom.core.http import (
    Request,
    bound,
    form_page,
    go,
    page_or_part,
    refusals_to,
    render_page,
)
from staffroom.core.idempotency import once
from staffroom.core.paging import Pages
from staffroom.core.policy import HIDE, require
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.queries import groups
from staffroom.shared.moderation import actions, policies, queries
from staffroom.shared.moderation.forms import ReportForm
from staffroom.shared.publications.queries import lookups, threads

PAGE = 20


@login_required
@require_http_methods(["GET", "POST"])
def report(request: Request, pid: str, seq: int = 0) -> HttpResponse:
    """Report a publication or a comment."""
    comment = lookups.comment(request.viewer, pid, seq) if seq else None
    publication = comment.publication if comment else lookups.publication(request.viewer, pid)
    author_id = comment.author_id if comment else publication.author_id
    require(policies.may_report(request.viewer, author_id))
    begun = {"ground": request.GET.get("ground", "")}
    named = queries.grounds(publication, comment)
    form = bound(ReportForm, request, grounds=named, initial=begun)
    context = {
        "publication": publication, "comment": comment, "back": threads.head(request.viewer, pid).url,
    }  # fmt: skip
    if form.is_valid():
        with refusals_to(form):
            once(request, lambda: _filed(request, form, publication=publication, comment=comment))
            is_read = policies.reads(request.viewer, publication)
            return render_page(
                request, "moderation/thanks.html", {**context, "is_read": is_read, "home": "/home/"}
            )
    return form_page(request, "moderation/report.html", form, context)


def _filed(request: Request, form: ReportForm, **what: object) -> str:
    data = form.cleaned_data
    made = actions.file_report(
        ground=data["ground"], words=data["words"], actor=request.viewer, at=now(), **what  # type: ignore[arg-type]  # the view's own
    )  # fmt: skip
    return made.pid


def _moderates(viewer: Viewer) -> bool:
    return any(bits & Power.MODERATE for bits in viewer.powers.values())


@login_required
@require_safe
def reports(request: Request, district: str) -> HttpResponse:
    """One queue over everything that this person moderates in the district."""
    place = groups.district(district)
    if not _moderates(request.viewer):
        require(HIDE)
    page = Pages(queries.open_reports(request.viewer, place), PAGE).get_page(
        request.GET.get("page")
    )
    context = {"district": place, "page": page, "rows": queries.rows(request.viewer, list(page))}
    return page_or_part(request, "moderation/reports.html", context, part="list")


@login_required
@require_POST
def decide(request: Request, pid: str) -> HttpResponse:
    """Hide or leave: `decision=hide|leave`, `words` for both sides."""
    found = queries.report(request.viewer, pid)
    actions.decide(
        report=found, hides=request.POST.get("decision") == "hide", words=request.POST.get("words", "")[:400],
        actor=request.viewer, at=now(),
    )  # fmt: skip
    return go(request, f"/{found.publication.district.slug}/staff/reports/")
