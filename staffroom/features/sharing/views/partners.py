"""Partners: who seeks whom, one organisation's page, proposing cooperation, answering (OL-3.7.a)."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
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
    signed_in,
)
from staffroom.core.idempotency import once
from staffroom.core.paging import First, Pages
from staffroom.core.policy import require
from staffroom.features.sharing.actions import partners as actions
from staffroom.features.sharing.forms.fields import ReasonForm
from staffroom.features.sharing.forms.partners import (
    CardForm,
    PartnersForm,
    ProposalAnswerForm,
    ProposalForm,
)
from staffroom.features.sharing.models import Proposal
from staffroom.features.sharing.policies import agreements as deals
from staffroom.features.sharing.policies import partners as policies
from staffroom.features.sharing.policies import places
from staffroom.features.sharing.queries import agreements, resources
from staffroom.features.sharing.queries import partners as queries
from staffroom.features.sharing.views.tabs import tabs
from staffroom.shared.communities.queries.groups import district as district_of
from staffroom.shared.organizations.models import District, Organization
from staffroom.ui.looks import stand_in

SHARED, PAGE = 20, 30


def _place(request: Request, slug: str) -> District:
    place = district_of(slug)
    stand_in(request, place)  # a guest stands in the district whose partners he reads
    return place


def _pages(request: Request, rows: Any, name: str) -> Any:
    return Pages(rows, PAGE).get_page(request.GET.get(name))


@require_safe
def partners(request: Request, district: str) -> HttpResponse:
    """Who seeks common interests with whom; guests read it too."""
    place, viewer = _place(request, district), request.viewer
    own = queries.own(viewer, place)
    form = PartnersForm(
        request.GET, themes=queries.every_theme(place), is_ours=bool(own.themes)
    )  # fmt: skip
    narrowing = form.narrowing
    context = {
        "district": place, "form": form, "query": narrowing.query,
        "rows": _pages(request, queries.partners(place, narrowing, own), "page"),
        "proposals": _pages(request, queries.proposals(viewer, place), "proposals"),
        "own": places.worked_in(viewer, place)[:SHARED] if not viewer.is_guest else (),
        "tabs": tabs(request, place, "partners"),
    }  # fmt: skip
    return page_or_part(request, "sharing/partners.html", context, part="rows")


@require_safe
def partner(request: Request, district: str, pid: str) -> HttpResponse:
    """The page of an organisation: what it is, its themes, what it shares, what it agreed upon."""
    place, viewer = _place(request, district), request.viewer
    found = queries.organization(place, pid)
    card = queries.card_of(found)
    narrowing = resources.Narrowing(organization=found.pid)
    context = {
        "district": place, "found": found, "card": card, "may_look": places.may_look(viewer, place.pk),
        "common": queries.in_common(card.themes if card else (), queries.own(viewer, place).themes),
        "resources": First.of(resources.board(viewer, place, narrowing), SHARED),
        "agreements": agreements.of_organization(viewer, found),
        "proposals": _pages(request, queries.between(viewer, found), "proposals"),
        "may_describe": policies.may_describe(viewer, found),
        "may_propose": policies.may_propose(viewer, found),
    }  # fmt: skip
    return render_page(request, "sharing/partner.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def describe(request: Request, district: str, pid: str) -> HttpResponse:
    """Write what the page says."""
    place = _place(request, district)
    found = queries.organization(place, pid)
    require(policies.may_describe(request.viewer, found))
    themes = queries.themes_of(place)
    begun = CardForm.initial_of(queries.card_of(found), themes)
    form = bound(CardForm, request, themes=themes, initial=begun)
    if form.is_valid():
        with refusals_to(form):
            actions.describe(
                organization=found, about=form.cleaned_data["about"], themes=form.every_theme,
                seeks=form.cleaned_data["seeks"], actor=request.viewer, at=now(),
            )  # fmt: skip
            return go(request, _url(found))
    return form_page(
        request, "sharing/partner_edit.html", form, {"district": place, "found": found}
    )


def _url(found: Organization) -> str:
    return reverse("sharing:partner", args=[found.district.slug, found.pid])


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: Request, district: str, pid: str) -> HttpResponse:
    """Propose cooperation in the name of one's organisation."""
    place, viewer = _place(request, district), request.viewer
    found = queries.organization(place, pid)
    require(policies.may_propose(viewer, found))
    card = queries.card_of(found)
    others = places.worked_in(viewer, place).exclude(pk=found.pk)
    themes = list(card.themes) if card else []
    common = list(queries.in_common(themes, queries.own(viewer, place).themes))
    form = bound(
        ProposalForm, request, organizations=others, themes=themes, initial={"themes": common}
    )
    if form.is_valid():
        with refusals_to(form):
            return go(request, once(request, lambda: _proposed(request, found, form)))
    return form_page(request, "sharing/propose.html", form, {"district": place, "found": found})


def _proposed(request: Request, found: Organization, form: ProposalForm) -> str:
    said = form.cleaned_data
    made = actions.propose(
        organization=found, proposer=said["proposer"], words=said["words"],
        themes=said.get("themes", ()), actor=request.viewer, at=now(),
    )  # fmt: skip
    return actions.url_of(made)


def _found(request: Request, district: str, pid: str) -> Proposal:
    return queries.proposal(request.viewer, _place(request, district), pid)


@signed_in
@require_safe
def proposal(request: Request, district: str, pid: str) -> HttpResponse:
    """One proposal: who, what, the answer."""
    return _page(request, _found(request, district, pid), ProposalAnswerForm())


def _page(request: Request, found: Proposal, form: forms.Form, status: int = 200) -> HttpResponse:
    viewer, place = request.viewer, found.organization.district
    context: dict[str, Any] = {
        "district": place, "found": found, "form": form,
        "may_answer": policies.may_answer(viewer, found),
        "may_withdraw": policies.may_withdraw(viewer, found),
        "may_begin": deals.may_begin(viewer, place),
    }  # fmt: skip
    return page_or_part(request, "sharing/proposal.html", context, part="main", status=status)


@signed_in
@require_POST
def answer(request: Request, district: str, pid: str) -> HttpResponse:
    """Accept (`answer=accept`), or decline with a reason."""
    found = _found(request, district, pid)
    require(policies.may_answer(request.viewer, found))
    form = ProposalAnswerForm(request.POST)
    if form.is_valid():
        act = actions.accept if request.POST.get("answer") == "accept" else actions.decline
        with refusals_to(form):
            words = form.cleaned_data["words"]
            act(proposal=found, words=words, actor=request.viewer, at=now())
            return go(request, actions.url_of(found))
    return _page(request, found, form, 422)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Request, district: str, pid: str) -> HttpResponse:
    """Take a proposal back, with a reason."""
    found = _found(request, district, pid)
    require(policies.may_withdraw(request.viewer, found))
    form = bound(ReasonForm, request)
    if form.is_valid():
        with refusals_to(form):
            words = form.cleaned_data["words"]
            actions.withdraw(proposal=found, words=words, actor=request.viewer, at=now())
            return go(request, actions.url_of(found))
    context = {"district": found.organization.district, "found": found}
    return form_page(request, "sharing/proposal_withdraw.html", form, context)
