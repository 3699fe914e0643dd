"""The board of clauses, the regulation by the rules in force, both as papers."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from staffroom.core.clock import now
from staffroom.core.errors import Absent
from staffroom.core.http import Request, bound, form_page, go, refusals_to, render_page, signed_in
from staffroom.core.idempotency import once
from staffroom.core.papers import Paper
from staffroom.core.papers.docx import write_docx
from staffroom.core.papers.odt import write_odt
from staffroom.core.papers.pdf import write_pdf
from staffroom.core.policy import require
from staffroom.overviews.clauses import policies
from staffroom.overviews.clauses.forms import BoardForm, DraftForm
from staffroom.overviews.clauses.queries import board as queries
from staffroom.overviews.clauses.queries.papers import (
    board_paper,
    heading_of,
    regulation_content,
    regulation_paper,
    rules_here,
)
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries import groups
from staffroom.shared.documents import policies as documents
from staffroom.shared.documents.actions.documents import draft as draft_paper
from staffroom.shared.documents.queries.days import today_in
from staffroom.shared.documents.queries.letterheads import Office, first_letterhead
from staffroom.shared.organizations.models import District
from staffroom.shared.regulations.queries import (
    Names,
    regulation_text,
)
from staffroom.ui.looks import stand_in

Write = Callable[..., bytes]

WRITERS: dict[str, tuple[Write, str]] = {
    "pdf": (write_pdf, "application/pdf"),
    "docx": (
        write_docx,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "odt": (write_odt, "application/vnd.oasis.opendocument.text"),
}


def _place(request: Request, slug: str) -> District:
    """The district, for those who look at its board; for others the page does not exist."""
    place = groups.district(slug)
    require(policies.may_see_board(request.viewer, place.pk))
    stand_in(request, place)
    return place


def _whose(request: Request, place: District) -> tuple[list[Community], Community | None]:
    """Communities with rules of their own, and the one asked for (`?community=`); None for the district."""
    own, asked = queries.with_own_rules(place), request.GET.get("community", "")
    found = next((one for one in own if one.pid == asked), None)
    if asked and found is None:
        raise Absent
    return own, found


@require_safe
@signed_in
def board(request: Request, district: str) -> HttpResponse:
    """Every clause with what carries it out; `?community=` by the rules of one community."""
    place = _place(request, district)
    own, community = _whose(request, place)
    whole = queries.board(request.viewer, place, community)
    form = BoardForm(request.GET, areas=whole.areas, own=own)
    context = {
        "place": place,
        "community": community,
        "own": own,
        "whole": whole,
        "shown": queries.narrowed(whole, form.asked),
        "form": form,
        "states": queries.STATES,
        "query": request.GET.urlencode(),
        "today": today_in(place, now()),
    }
    return render_page(request, "clauses/board.html", context)


@never_cache
@require_safe
@signed_in
def board_file(request: Request, district: str, kind: str) -> HttpResponse:
    """The board as it is narrowed, as a paper with date and district."""
    place, at = _place(request, district), now()
    own, community = _whose(request, place)
    whole = queries.board(request.viewer, place, community)
    form = BoardForm(request.GET, areas=whole.areas, own=own)
    shown = queries.narrowed(whole, form.asked)
    day = f"{today_in(place, at):%d.%m.%Y}"
    paper = board_paper(shown, place, date=day, asked=form.said, community=community)
    return _file(paper, kind, "punkty", at)


@require_safe
@signed_in
def regulation(request: Request, district: str) -> HttpResponse:
    """«Сформировать положение»: the text by the rules in force, and what may be done with it."""
    place = _place(request, district)
    return form_page(
        request, "clauses/regulation.html", _draft_form(request, place), _text(place, request)
    )


@require_POST
@signed_in
def draft(request: Request, district: str) -> HttpResponse:
    """Put the text into the library as a draft of a paper."""
    place = _place(request, district)
    require(documents.may_keep(request.viewer, place.pk))
    form = _draft_form(request, place)
    if form.is_valid():
        with refusals_to(form):
            return go(request, once(request, lambda: _drafted(request, place, form)))
    return form_page(request, "clauses/regulation.html", form, _text(place, request))


@never_cache
@require_safe
@signed_in
def regulation_file(request: Request, district: str, kind: str) -> HttpResponse:
    """The regulation as a file, without keeping it."""
    place = _place(request, district)
    return _file(regulation_paper(place, _whose(request, place)[1]), kind, "polozhenie", now())


def _draft_form(request: Request, place: District) -> DraftForm:
    head = first_letterhead(place)
    initial = {"issuer": head.organization_id} if head else {}
    return bound(DraftForm, request, district=place, initial=initial)


def _text(place: District, request: Request) -> dict[str, object]:
    own, community = _whose(request, place)
    rules = rules_here(place, community)
    return {
        "place": place,
        "community": community,
        "own": own,
        "heading": heading_of(rules, community),
        "sections": regulation_text(rules, Names.of(place)),
        "keeps": bool(documents.may_keep(request.viewer, place.pk)),
    }


def _drafted(request: Request, place: District, form: DraftForm) -> str:
    head, issuer = first_letterhead(place), form.cleaned_data["issuer"]
    own = head if head and head.organization_id == issuer.pk else None
    office = Office(organization=issuer, letterhead=own)
    content = regulation_content(place, office, _whose(request, place)[1])
    made = draft_paper(
        district=place, kind="regulation", content=content, actor=request.viewer, at=now()
    )
    return reverse("documents:document", args=[place.slug, made.pid])


def _file(paper: Paper, kind: str, name: str, at: datetime) -> HttpResponse:
    if kind not in WRITERS:
        raise Absent
    write, mime = WRITERS[kind]
    answer = HttpResponse(write(paper, made_at=at), content_type=mime)
    day = f"{timezone.localdate(at):%Y-%m-%d}"
    answer["Content-Disposition"] = f'attachment; filename="{name}-{day}.{kind}"'
    return answer
