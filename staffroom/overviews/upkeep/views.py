"""«Состояние сайта», and what is done with stopped jobs."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from staffroom.core.clock import now
from staffroom.core.files.models import FileCheck
from staffroom.core.http import Request, go, page_or_part, render_page, signed_in
from staffroom.core.policy import require
from staffroom.overviews.upkeep import actions, jobs, policies, queries


@require_safe
@signed_in
def health(request: Request) -> HttpResponse:
    """Copies, storage, post, jobs and the certificate; no personal data."""
    require(policies.may_tend(request.viewer))
    context = {"health": queries.health(at=now())}
    return page_or_part(request, "upkeep/health.html", context, part="jobs")


@require_POST
@signed_in
def job_retry(request: Request, job_id: int) -> HttpResponse:
    """Try a stopped job again."""
    actions.retry_job(job_id=job_id, actor=request.viewer, at=now())
    return go(request, f"{reverse('upkeep:health')}#jobs")


@require_POST
@signed_in
def job_drop(request: Request, job_id: int) -> HttpResponse:
    """Forget a stopped job."""
    actions.drop_job(job_id=job_id, actor=request.viewer)
    return go(request, f"{reverse('upkeep:health')}#jobs")


@require_POST
@signed_in
def certificate_check(request: Request) -> HttpResponse:
    """Ask for the certificate now; the answer comes from a job, in some seconds."""
    require(policies.may_tend(request.viewer))
    jobs.check_certificate.enqueue()
    return go(request, f"{reverse('upkeep:health')}#certificate")


@require_POST
@signed_in
def virus_again(request: Request, check_id: int) -> HttpResponse:
    """Have a file that is shut looked at once more; the answer comes from a job."""
    actions.check_again(check_id=check_id, actor=request.viewer, at=now())
    return go(request, f"{reverse('upkeep:health')}#viruses")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def virus_drop(request: Request, check_id: int) -> HttpResponse:
    """Remove a file with a virus for good; asked first."""
    shown = queries.shut_file(request.viewer, check_id, FileCheck.State.INFECTED)
    if request.method != "POST":
        return render_page(request, "upkeep/shut_file.html", {"shown": shown, "act": "drop"})
    actions.drop_infected(check_id=check_id, actor=request.viewer)
    return go(request, f"{reverse('upkeep:health')}#viruses")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def file_open(request: Request, check_id: int) -> HttpResponse:
    """Open a file that cannot be checked to those who read its material; asked first."""
    shown = queries.shut_file(request.viewer, check_id, FileCheck.State.REFUSED)
    if request.method != "POST":
        return render_page(request, "upkeep/shut_file.html", {"shown": shown, "act": "open"})
    actions.vouch(check_id=check_id, actor=request.viewer)
    return go(request, f"{reverse('upkeep:health')}#viruses")


@require_POST
@signed_in
def file_shut(request: Request, check_id: int) -> HttpResponse:
    """Shut a file again that was opened without a check."""
    actions.shut_again(check_id=check_id, actor=request.viewer)
    return go(request, f"{reverse('upkeep:health')}#viruses")
