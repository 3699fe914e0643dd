"""The register: a draft gets its number, a paper its signature, and one day its end."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from staffroom.core.clock import now
from staffroom.core.files import hold_files
from staffroom.core.http import Request, bound, form_page, go, refusals_to, signed_in
from staffroom.core.policy import require
from staffroom.shared.documents import policies
from staffroom.shared.documents.actions import issuing, signing
from staffroom.shared.documents.adapters.files import chosen_file
from staffroom.shared.documents.forms.issuing import CancelForm, IssueForm, SignatureForm
from staffroom.shared.documents.models import Document
from staffroom.shared.documents.queries import documents as queries
from staffroom.shared.documents.queries.days import today_in
from staffroom.shared.documents.views.writing import url_of
from staffroom.shared.organizations.queries.organizations import district as district_of


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: Request, district: str, pid: str) -> HttpResponse:
    """Register a paper: the page says that nothing changes after it."""
    place = district_of(district)
    found = queries.document(request.viewer, place, pid)
    require(policies.may_issue(request.viewer, found))
    initial = {"dated_on": today_in(place, now())}
    form = bound(IssueForm, request, is_ours=found.sort.is_ours, initial=initial)
    if form.is_valid():
        with refusals_to(form):
            _issue(request, found, form)
            return go(request, url_of(found))
    if request.method == "POST":
        hold_files(form, actor=request.viewer, at=now())
    return form_page(request, "documents/issue.html", form, {"district": place, "document": found})


def _issue(request: Request, found: Document, form: IssueForm) -> None:
    issuing.issue(
        document=found,
        dated_on=form.cleaned_data["dated_on"],
        number=form.cleaned_data["number"],
        original=chosen_file(form, "original", request.viewer),
        actor=request.viewer,
        at=now(),
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: Request, district: str, pid: str) -> HttpResponse:
    """Say that a paper holds no longer."""
    place = district_of(district)
    found = queries.document(request.viewer, place, pid)
    require(policies.may_cancel(request.viewer, found))
    form = bound(CancelForm, request)
    if form.is_valid():
        with refusals_to(form):
            issuing.cancel(
                document=found, reason=form.cleaned_data["reason"], actor=request.viewer, at=now()
            )
            return go(request, url_of(found))
    return form_page(request, "documents/cancel.html", form, {"district": place, "document": found})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: Request, district: str, pid: str) -> HttpResponse:
    """Bring a signed copy or a file of the signature."""
    place = district_of(district)
    found = queries.document(request.viewer, place, pid)
    require(policies.may_add_signature(request.viewer, found))
    form = bound(SignatureForm, request)
    if form.is_valid():
        with refusals_to(form):
            _sign(request, found, form)
            return go(request, url_of(found))
    if request.method == "POST":
        hold_files(form, actor=request.viewer, at=now())
    return form_page(request, "documents/sign.html", form, {"district": place, "document": found})


def _sign(request: Request, found: Document, form: SignatureForm) -> None:
    brought = form.cleaned_data["signature"]
    if brought:
        signing.add_signature(
            document=found,
            content=brought.read(),
            name=brought.name,
            actor=request.viewer,
            at=now(),
        )
    copy = chosen_file(form, "signed", request.viewer)
    if copy:
        signing.add_signed_copy(document=found, stored=copy, actor=request.viewer, at=now())
