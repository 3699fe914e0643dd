"""«Состав по приказу»: who is in, who is asked, the draft of the order, one's own consent."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from staffroom.core.clock import now
from staffroom.core.errors import Absent, DomainError
from staffroom.core.http import Request, form_page, go, refusals_to, render_page, signed_in
from staffroom.core.lookups import one_or_none
from staffroom.core.policy import require
from staffroom.features.rosters.actions import collecting
from staffroom.features.rosters.actions.papers import url_of
from staffroom.features.rosters.forms.rosters import AskForm, TakeForm
from staffroom.features.rosters.models import Entry
from staffroom.features.rosters.policies import rosters as policies
from staffroom.features.rosters.queries import entries as queries
from staffroom.features.rosters.queries import pages, wording
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries import conduct, groups
from staffroom.shared.communities.queries.network import person_named
from staffroom.shared.communities.queries.rules import rules_of

HOME = "/home/"


def _community(request: Request, district: str, pid: str) -> Community:
    found = groups.community(request.viewer, pid, district)
    require(policies.may_see(request.viewer, found))
    return found


def _page(request: Request, found: Community, form: AskForm) -> HttpResponse:
    context = pages.roster(
        request.viewer, found, page=request.GET.get("page"),
        words=request.GET.get("words", "")[:80],
    )  # fmt: skip
    return form_page(request, "rosters/roster.html", form, context, part="main")


@signed_in
@require_safe
def roster(request: Request, district: str, pid: str) -> HttpResponse:
    """Who is in by which order; to those who collect, also who is asked and what is prepared."""
    found = _community(request, district, pid)
    return _page(request, found, AskForm(rules=rules_of(found)))


@signed_in
@require_POST
def ask(request: Request, district: str, pid: str) -> HttpResponse:
    """Ask people by name to stand in the order."""
    found = _community(request, district, pid)
    require(policies.may_collect(request.viewer, found))
    form = AskForm(request.POST, rules=rules_of(found))
    if form.is_valid():
        with refusals_to(form):
            collecting.ask(
                community=found, people=_named(found, form.cleaned_data["people"]),
                role=form.cleaned_data["role"], actor=request.viewer, at=now(),
            )  # fmt: skip
            return go(request, f"{url_of(found)}#asked")
    return _page(request, found, form)


def _named(community: Community, lines: list[str]) -> list[Person]:
    """Everybody of the list, or a refusal that names the line."""
    people = []
    for line in lines:
        try:
            people.append(person_named(community.district_id, line))
        except DomainError as refusal:
            raise DomainError(f"«{line}»: {refusal.message}", field="people") from refusal
    return people


@signed_in
@require_POST
def take(request: Request, district: str, pid: str, person_pid: str) -> HttpResponse:
    """Take somebody who asked himself into the list."""
    found = _community(request, district, pid)
    require(policies.may_collect(request.viewer, found))
    person, form = one_or_none(Person.objects.filter(pid=person_pid)), TakeForm(request.POST)
    if person is None or not form.is_valid():
        raise Absent
    collecting.take(
        community=found, person=person, role=form.cleaned_data["role"], actor=request.viewer,
        at=now(),
    )  # fmt: skip
    return go(request, f"{url_of(found)}#agreed")


@signed_in
@require_POST
def release(request: Request, district: str, pid: str, entry_pid: str) -> HttpResponse:
    """Take a line off the list."""
    found = _community(request, district, pid)
    require(policies.may_collect(request.viewer, found))
    entry = one_or_none(
        Entry.objects.filter(community=found, pid=entry_pid).select_related("person")
    )
    if entry is None:
        raise Absent
    entry.community = found
    collecting.release(entry=entry, actor=request.viewer, at=now())
    return go(request, url_of(found))


@signed_in
@require_POST
def prepare(request: Request, district: str, pid: str) -> HttpResponse:
    """Draft the order, or bring its draft up to date."""
    found = _community(request, district, pid)
    collecting.prepare(community=found, actor=request.viewer, at=now())
    return go(request, f"{url_of(found)}draft/")


@signed_in
@require_safe
def draft(request: Request, district: str, pid: str) -> HttpResponse:
    """The draft of the order with its table."""
    found = _community(request, district, pid)
    require(policies.may_see_draft(request.viewer, found))
    context = pages.draft(found)
    if context is None:
        raise Absent
    keeps = policies.keeps(request.viewer, found)
    return render_page(request, "rosters/draft.html", {**context, "keeps": keeps})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: Request, district: str, pid: str) -> HttpResponse:
    """What one is asked to agree to; agree, decline, take the word back."""
    entry = queries.own_entry(request.viewer, district, pid)
    if entry is None:
        return go(request, url_of(_community(request, district, pid)))
    found, said = entry.community, request.POST.get("answer", "")
    is_shown = request.POST.get("conduct", "") == str(found.conduct_n)
    if said in {"decline", "withdraw"} or (said == "agree" and is_shown):
        return _answered(request, entry, said)
    context = {
        "community": found, "district": found.district, "entry": entry,
        "role": wording.role_words(found, entry.role), "name": wording.full_name(request.person),
        "position": wording.position_of(request.person), "source": wording.source(found),
        "conduct": conduct.conduct(request.viewer, found).current, "is_worded_anew": bool(said),
    }  # fmt: skip
    return render_page(request, "rosters/consent.html", context, status=409 if said else 200)


def _answered(request: Request, entry: Entry, said: str) -> HttpResponse:
    at, actor, number = now(), request.viewer, entry.community.conduct_n
    if said == "withdraw":
        collecting.withdraw(entry=entry, actor=actor, at=at)
    else:
        agrees = said == "agree"
        collecting.answer(entry=entry, agrees=agrees, conduct_n=number, actor=actor, at=at)
    return go(request, f"{url_of(entry.community)}consent/" if said == "agree" else HOME)
