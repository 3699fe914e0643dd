"""Templates in a district's or an issuer's own words."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from staffroom.core.clock import now
from staffroom.core.errors import Absent
from staffroom.core.http import (
    Request,
    bound,
    go,
    page_or_part,
    refusals_to,
    render_page,
    signed_in,
)
from staffroom.shared.documents.actions.templates import drop_template, save_template
from staffroom.shared.documents.adapters.files import words_of
from staffroom.shared.documents.forms.templates import IssuerForm, TemplateForm, TextFileForm
from staffroom.shared.documents.queries import templates as queries
from staffroom.shared.documents.queries.documents import issuers
from staffroom.shared.documents.registry import KINDS, NUMBERED
from staffroom.shared.documents.registry.templates import Template
from staffroom.shared.documents.views.writing import kept
from staffroom.shared.organizations.models import District, Organization
from staffroom.ui.asking import ask_first

EMPTY = Template(code="", kind="order", title="", heading="", text="", is_shipped=False)


def _chosen(request: Request, place: District) -> tuple[IssuerForm, Organization | None]:
    form = IssuerForm(request.GET, rows=issuers(place))
    return form, form.cleaned_data.get("issuer") if form.is_valid() else None


@signed_in
@require_safe
def templates(request: Request, district: str) -> HttpResponse:
    """All templates by kinds, as the chosen issuer words them."""
    place = kept(request, district)
    form, issuer = _chosen(request, place)
    found = queries.templates(place, issuer)
    shelves = [(kind, [one for one in found if one.kind == kind.code]) for kind in NUMBERED]
    context = {
        "district": place, "form": form, "issuer": issuer,
        "shelves": [(kind, rows) for kind, rows in shelves if rows],
    }  # fmt: skip
    return render_page(request, "documents/templates.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def template(request: Request, district: str, code: str) -> HttpResponse:
    """One template: its words, the fields it knows."""
    place = kept(request, district)
    _, issuer = _chosen(request, place)
    return _page(request, place, issuer, queries.template(place, code, issuer))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, district: str) -> HttpResponse:
    """A template of one's own."""
    place = kept(request, district)
    _, issuer = _chosen(request, place)
    return _page(request, place, issuer, EMPTY)


def _page(
    request: Request, place: District, issuer: Organization | None, found: Template
) -> HttpResponse:
    reading = "read" in request.POST
    file_form = TextFileForm(request.POST, request.FILES) if reading else TextFileForm()
    initial = {name: getattr(found, name) for name in TemplateForm.base_fields}
    if reading:
        form = TemplateForm(is_shipped=found.is_shipped, initial=_read(request, file_form, initial))
    else:
        form = bound(TemplateForm, request, is_shipped=found.is_shipped, initial=initial)
    if form.is_bound and form.is_valid():
        with refusals_to(form):
            _save(request, place, issuer, replace(found, **form.cleaned_data))
            return go(request, _back(place, issuer))
    context = {
        "district": place, "template": found, "issuer": issuer, "file_form": file_form, "form": form,
        "kind": KINDS[found.kind], "was_read": reading and not file_form.errors,
    }  # fmt: skip
    status = 422 if file_form.errors or form.errors else 200
    return page_or_part(request, "documents/template.html", context, part="form", status=status)


def _save(
    request: Request, place: District, issuer: Organization | None, template: Template
) -> None:
    save_template(district=place, issuer=issuer, template=template, actor=request.viewer, at=now())


def _read(request: Request, file_form: TextFileForm, initial: dict[str, Any]) -> dict[str, Any]:
    """What stands in the form, with the text of the file; nothing is saved yet."""
    typed = {name: request.POST.get(name, value) for name, value in initial.items()}
    if file_form.is_valid():
        with refusals_to(file_form):
            typed["text"] = words_of(file_form.cleaned_data["file"])
    return typed


def _back(place: District, issuer: Organization | None) -> str:
    query = f"?issuer={issuer.pid}" if issuer else ""
    return reverse("documents:templates", args=[place.slug]) + query


@signed_in
@require_http_methods(["GET", "POST"])
def drop(request: Request, district: str, code: str) -> HttpResponse:
    """Take the words that came with the product again, when that was truly meant."""
    place = kept(request, district)
    _form, issuer = _chosen(request, place)
    if request.method == "GET":
        if not queries.template(place, code, issuer).is_own:
            raise Absent
        lost = _(
            "Слова, которые вы написали, исчезнут. Документы, которые по ним уже составлены, не изменятся."
        )
        back = _back(place, issuer)
        return ask_first(request, _("Удалить свой шаблон?"), lost, act=_("Удалить"), back=back)
    drop_template(district=place, issuer=issuer, code=code, actor=request.viewer)
    return go(request, _back(place, issuer))
