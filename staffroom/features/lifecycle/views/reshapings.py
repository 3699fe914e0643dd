"""«Преобразовать»: what can be done, what is wanted, the preview, how far it has come."""

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
from staffroom.core.policy import require
from staffroom.features.lifecycle.actions import reshaping as actions
from staffroom.features.lifecycle.forms.reshapings import (
    ChoiceForm,
    IndependenceForm,
    ReshapingBasisForm,
    TargetForm,
)
from staffroom.features.lifecycle.models import Reshaping, ReshapingKind, ReshapingState
from staffroom.features.lifecycle.policies import reshapings as policies
from staffroom.features.lifecycle.queries import reshapings as queries
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries import groups
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.documents.policies import visible_documents
from staffroom.ui.asking import ask_first

Kind = ReshapingKind


def _community(request: Request, district: str, pid: str) -> Community:
    found = groups.community(request.viewer, pid, district)
    require(policies.may_see(request.viewer, found))
    return found


def _named(community: Community) -> tuple[str, str]:
    return (community.district.slug, f"{community.pid}-{community.slug}")


@signed_in
@require_safe
def overview(request: Request, district: str, pid: str) -> HttpResponse:
    """What can be done to a community, what is under way, its genealogy."""
    found = _community(request, district, pid)
    ways = [(kind, policies.may_reshape(request.viewer, found, kind)) for kind in Kind]
    under_way = queries.under_way(found)
    shown = under_way.only(lambda one: bool(policies.may_see_one(request.viewer, one)))
    context = {
        "community": found, "district": found.district, "ways": ways,
        "under_way": shown.told(lambda one: (one, actions.address(one))),
        "genealogy": queries.genealogy(found),
    }  # fmt: skip
    return render_page(request, "lifecycle/reshape.html", context)


def _form(request: Request, found: Community, kind: str) -> Any:
    viewer = request.viewer
    if kind == Kind.INDEPENDENCE:
        return bound(IndependenceForm, request, rules=rules_of(found.district))
    if kind == Kind.MERGE:
        return bound(TargetForm, request, targets=queries.targets(viewer, found))
    if kind == Kind.MOVE:
        parents = [one for one in groups.choices_of_parent(viewer, found.district) if one[0] != found.pid]  # fmt: skip
        return bound(TargetForm, request, targets=parents, alone=True)
    return bound(
        ChoiceForm, request, rules=rules_of(found.district), people=queries.people(found),
        sections=queries.sections(found), publications=queries.offered(viewer, found),
        initial={"goal": found.goal, "stays": kind == Kind.SPIN_OFF},
    )  # fmt: skip


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: Request, district: str, pid: str, kind: str) -> HttpResponse:
    """What is wanted; nothing is changed by it."""
    if kind not in Kind.values:
        raise Absent
    found = _community(request, district, pid)
    require(policies.may_reshape(request.viewer, found, kind))
    form = _form(request, found, kind)
    if form.is_valid():
        with refusals_to(form):
            return go(request, actions.address(_prepared(request, found, kind, form)))
    context = {"community": found, "district": found.district, "kind": Kind(kind)}
    return form_page(request, "lifecycle/choose.html", form, context)


def _prepared(request: Request, found: Community, kind: str, form: Any) -> Reshaping:
    target = None
    if isinstance(form, TargetForm):
        pid = form.cleaned_data["target"]
        target = groups.community(request.viewer, pid, found.district.slug) if pid else None
    return actions.prepare(
        source=found, kind=kind, actor=request.viewer, at=now(), target=target,
        choice=getattr(form, "choice", None),
    )  # fmt: skip


def _context(request: Request, one: Reshaping, form: ReshapingBasisForm) -> dict[str, Any]:
    is_draft = one.state == ReshapingState.DRAFT
    order = one.order
    return {
        "one": one, "community": one.source, "district": one.source.district, "form": form,
        "preview": queries.preview(one) if is_draft else None,
        "may_carry_out": policies.may_carry_out(request.viewer, one),
        "may_prepare": policies.may_prepare_order(request.viewer, one),
        "reads_order": order is not None and visible_documents(request.viewer).filter(pk=order.pk).exists(),
    }  # fmt: skip


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def reshaping(request: Request, district: str, pid: str, reshaping_pid: str) -> HttpResponse:
    """The preview with its one button; afterwards how far it has come."""
    found = _community(request, district, pid)
    one = queries.reshaping(request.viewer, found, reshaping_pid)
    form = bound(ReshapingBasisForm, request, by_order=policies.order_asked(one))
    if form.is_valid():
        with refusals_to(form):
            basis = form.cleaned_data["basis"]
            actions.carry_out(reshaping=one, basis=basis, actor=request.viewer, at=now())
            return go(request, _after(one))
    status = 422 if form.errors else 200
    context = _context(request, one, form)
    return page_or_part(request, "lifecycle/reshaping.html", context, part="main", status=status)


def _after(one: Reshaping) -> str:
    """Where it leads: to the page of progress while anything is to be waited for, else to the outcome."""
    result = one.result or one.target
    if one.state != ReshapingState.DONE or one.kind == Kind.MOVE or result is None:
        at_source = one.state == ReshapingState.DONE
        source = reverse("communities:community", args=_named(one.source))
        return source if at_source else actions.address(one)
    return reverse("communities:community", args=[one.source.district.slug, f"{result.pid}-{result.slug}"])  # fmt: skip


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: Request, district: str, pid: str, reshaping_pid: str) -> HttpResponse:
    """Think better of it, when that was truly meant."""
    found = _community(request, district, pid)
    one = queries.reshaping(request.viewer, found, reshaping_pid)
    is_ordered = one.state == ReshapingState.ORDERED
    may = policies.may_prepare_order if is_ordered else policies.may_drop
    require(may(request.viewer, one))
    if request.method != "POST":
        lost = _("Сообщество останется, каким было. То, что вы подготовили, вернуть будет нельзя.")
        title, act = _("Не преобразовывать сообщество?"), _("Не преобразовывать")
        return ask_first(request, title, lost, act=act, back=actions.address(one))
    if is_ordered:
        actions.give_up(reshaping=one, actor=request.viewer, at=now())
    else:
        actions.drop(reshaping=one, actor=request.viewer)
    return go(request, reverse("lifecycle:reshape", args=_named(found)))


@signed_in
@require_POST
def order(request: Request, district: str, pid: str, reshaping_pid: str) -> HttpResponse:
    """Prepare the order anew."""
    found = _community(request, district, pid)
    one = queries.reshaping(request.viewer, found, reshaping_pid)
    actions.draft_order_again(reshaping=one, actor=request.viewer, at=now())
    return go(request, actions.address(one))
