"""From nothing to a draft: a template or an empty sheet, changed until it is right."""

from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from staffroom.core.clock import now
from staffroom.core.errors import Absent
from staffroom.core.http import Request, bound, form_page, go, refusals_to, render_page, signed_in
from staffroom.core.idempotency import once
from staffroom.core.policy import require
from staffroom.shared.documents import policies
from staffroom.shared.documents.actions import documents as actions
from staffroom.shared.documents.actions.templates import draft_from
from staffroom.shared.documents.forms.documents import DocumentForm, begun, signed_by
from staffroom.shared.documents.forms.templates import FillForm
from staffroom.shared.documents.models import Document, DocumentState
from staffroom.shared.documents.queries import documents as queries
from staffroom.shared.documents.queries import templates
from staffroom.shared.documents.queries.letterheads import first_letterhead
from staffroom.shared.documents.registry import KINDS, NUMBERED, DocumentKind
from staffroom.shared.organizations.models import District
from staffroom.shared.organizations.queries.organizations import district as district_of
from staffroom.ui.asking import ask_first
from staffroom.ui.words import in_quotes


def url_of(document: Document) -> str:
    """The page of a paper."""
    return reverse("documents:document", args=[document.district.slug, document.pid])


def kept(request: Request, slug: str) -> District:
    """The district, for those who keep its papers.

    Raises:
        Absent: for everybody else.
    """
    place = district_of(slug)
    require(policies.may_keep(request.viewer, place.pk))
    return place


def others(request: Request, place: District, without: int = 0) -> QuerySet[Document]:
    """Papers that one may rest on or change."""
    rows = policies.visible_documents(request.viewer).filter(district=place)
    rows = rows.exclude(state=DocumentState.CANCELLED).exclude(pk=without)
    return rows.order_by(F("dated_on").desc(nulls_last=True), "-pk")


def _standing(place: District, kind: DocumentKind) -> dict[str, Any]:
    """The issuer and the signer of most papers, so that nobody types them."""
    head = first_letterhead(place)
    if head is None:
        return {}
    signer = [{"position": head.signer_position, "name": head.signer_name}]
    return {"issuer": head.organization_id, **(signed_by(signer) if not kind.signers else {})}


@signed_in
@require_safe
def begin(request: Request, district: str) -> HttpResponse:
    """What is to be written: templates by kinds, empty sheets."""
    place = kept(request, district)
    found = templates.templates(place)
    shelves = [(kind, [one for one in found if one.kind == kind.code]) for kind in NUMBERED]
    return render_page(request, "documents/begin.html", {"district": place, "shelves": shelves})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: Request, district: str, code: str) -> HttpResponse:
    """A paper from a template: its fields are asked one by one."""
    place = kept(request, district)
    head = first_letterhead(place)
    template = templates.template(place, code, head.organization if head else None)
    kind = KINDS[template.kind]
    form = bound(
        FillForm, request, kind=kind, template=template, district=place, others=others(request, place),
        initial=_standing(place, kind),
    )  # fmt: skip
    if form.is_valid():
        with refusals_to(form):
            return go(request, once(request, lambda: _filled(request, place, code, form)))
    context = {"district": place, "kind": kind, "template": template}
    return form_page(request, "documents/fill.html", form, context)


def _filled(request: Request, place: District, code: str, form: FillForm) -> str:
    made = draft_from(
        district=place, template=code, values=form.values, content=form.content, actor=request.viewer, at=now(),
    )  # fmt: skip
    return url_of(made)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, district: str, kind: str) -> HttpResponse:
    """A paper of a kind on an empty sheet, or an act that somebody else issued."""
    place = kept(request, district)
    sort = KINDS.get(kind)
    if sort is None:
        raise Absent
    form = bound(
        DocumentForm, request, kind=sort, district=place, others=others(request, place),
        initial=_standing(place, sort),
    )  # fmt: skip
    if form.is_valid():
        with refusals_to(form):
            return go(request, once(request, lambda: _drafted(request, place, kind, form)))
    return form_page(request, "documents/edit.html", form, {"district": place, "kind": sort})


def _drafted(request: Request, place: District, kind: str, form: DocumentForm) -> str:
    made = actions.draft(
        district=place, kind=kind, content=form.content, actor=request.viewer, at=now()
    )
    return url_of(made)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, district: str, pid: str) -> HttpResponse:
    """Change a draft."""
    place = district_of(district)
    found = queries.document(request.viewer, place, pid)
    require(policies.may_change(request.viewer, found))
    form = bound(
        DocumentForm, request, kind=found.sort, district=place, others=others(request, place, found.pk),
        initial=begun(found),
    )  # fmt: skip
    if form.is_valid():
        with refusals_to(form):
            actions.revise(document=found, content=form.content, actor=request.viewer, at=now())
            return go(request, url_of(found))
    context = {"district": place, "kind": found.sort, "document": found}
    return form_page(request, "documents/edit.html", form, context)


@signed_in
@require_http_methods(["GET", "POST"])
def drop(request: Request, district: str, pid: str) -> HttpResponse:
    """Throw a draft away, when that was truly meant."""
    place = district_of(district)
    found = queries.document(request.viewer, place, pid)
    require(policies.may_change(request.viewer, found))
    if request.method == "GET":
        lost = _("Проект %(name)s исчезнет со всем, что в нём написано. Вернуть его будет нельзя.")
        back = reverse("documents:document", args=[place.slug, found.pid])
        return ask_first(
            request,
            _("Удалить проект?"),
            lost % {"name": in_quotes(found.heading)},
            act=_("Удалить проект"),
            back=back,
        )
    actions.drop(document=found, actor=request.viewer)
    return go(request, reverse("documents:library", args=[place.slug]))
