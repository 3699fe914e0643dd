"""Writing: a new publication, a draft kept on the server, editing, taking back."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from staffroom.core.clock import now
from staffroom.core.errors import Absent
from staffroom.core.http import Request, bound, form_page, go, page_or_part, refusals_to
from staffroom.core.idempotency import once
from staffroom.core.paging import First
from staffroom.core.policy import require
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.policies import groups as communities_policies
from staffroom.shared.communities.queries import groups
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.organizations.models import District
from staffroom.shared.publications import policies
from staffroom.shared.publications.actions import placing, publishing, restoring
from staffroom.shared.publications.actions.content import fill
from staffroom.shared.publications.forms import OPEN_AUDIENCES, ROLE, PublicationForm
from staffroom.shared.publications.models import Audience, Publication, PublicationStatus
from staffroom.shared.publications.queries import lookups, threads
from staffroom.shared.publications.queries.unsent import unsent_rows
from staffroom.shared.publications.registry import PUBLICATION_FILES, cards, kinds
from staffroom.shared.publications.views import files
from staffroom.shared.publications.views.asking import is_ready
from staffroom.shared.publications.views.unsent import accepted
from staffroom.shared.regulations.queries import Rules
from staffroom.ui.looks import stand_in

MOST_DRAFTS = 100
AGAIN = timedelta(minutes=10)  # the same words from the same hand within this are one sending
UNFINISHED = {PublicationStatus.DRAFT, PublicationStatus.SCHEDULED}


@login_required
@require_http_methods(["GET", "POST"])
def new(request: Request, kind: str) -> HttpResponse:
    """Choose a community where this kind may be written, or go on to the form (`?in=<community>`)."""
    if kind not in kinds or kinds[kind].is_addressed:
        raise Absent
    pid = request.GET.get("in", "")
    if pid:
        return _write(request, kind, groups.community(request.viewer, pid), None)
    if district := request.GET.get("district", ""):
        return _write(request, kind, None, groups.district(district))
    places = lookups.writable(request.viewer, kind)
    if len(places) == 1:
        return go(request, f"{request.path}?in={places[0].pid}")
    here = request.district
    is_waiting = here is not None and not communities_policies.is_inside(request.viewer, here.id)
    context = {"kind": kinds[kind], "places": places, "is_waiting": is_waiting}
    return page_or_part(request, "publications/choose.html", context, part="list")


def _write(
    request: Request, kind: str, home: Community | None, district: District | None
) -> HttpResponse:
    if home is not None:
        require(policies.may_write_in(request.viewer, home, kind))
    else:
        require(policies.may_publish_news(request.viewer, district.pk if district else 0))
    scope = _write_in(request, home or district)
    begun = {"audience": _first_audience(scope), **_begun_in(request, kind, home)}
    form = bound(_form(kind), request, initial=begun, **_options(request, kind, scope))
    brought = files.taken(form, request)
    if is_ready(form, request, scope):
        with refusals_to(form):
            made = (not brought and _just_published(request, kind, home, form)) or once(
                request, lambda: _written(request, kind, home, district, form, brought)
            )
            accepted(request)
            return go(request, made)
    context = {
        "kind": kinds[kind],
        "home": home,
        "district": home.district if home else district,
        "draft": None,
    }
    return form_page(request, "publications/write.html", form, context)


def _just_published(
    request: Request, kind: str, home: Community | None, form: PublicationForm
) -> str | None:
    """The address of the same words, sent a moment ago and sent again from «Назад» of the browser.

    The page of the form is asked for anew then, with a key of its own, so `once` cannot know it.
    """
    is_now = request.POST.get("act") != "draft" and not form.cleaned_data["later_at"]
    if home is None or not is_now or form.content.card is not None:
        return None
    like = Publication(kind=kind, home_community=home)
    fill(like, form.content)
    pid = lookups.twin(
        request.viewer, like, form.cleaned_data.get("also_in", []), since=now() - AGAIN
    )
    return threads.head(request.viewer, pid).url if pid else None


def _begun_in(request: Request, kind: str, home: Community | None) -> dict[str, Any]:
    """What is filled in beforehand.

    By a section of the menu its tag, and its readers when they are members only; by the address what
    the thing will be (`?as=`).
    """
    asked = cards[kind].asked(request.GET.get("as", "")) if kind in cards else {}
    pid = request.GET.get("section", "")
    found = groups.section_to_write_in(request.viewer, home, pid) if home and pid else None
    if found is None:
        return asked
    closed = {"audience": str(Audience.COMMUNITY)} if found.is_for_members else {}
    return {**asked, "tags": found.tag, **closed}


def _form(kind: str) -> type[PublicationForm]:
    """What is asked about a publication of this kind."""
    return cards[kind].form if kind in cards else PublicationForm


def _options(
    request: Request, kind: str, scope: Community | District, found: Publication | None = None
) -> dict[str, Any]:
    if found is not None and found.audience == Audience.PEOPLE:
        return {"audiences": (Audience.PEOPLE,)}
    is_home = isinstance(scope, Community)
    district_id = scope.district_id if isinstance(scope, Community) else scope.pk
    places = lookups.writable(request.viewer, kind, district_id) if is_home else []
    rules = rules_of(scope)
    audiences = [
        code
        for code in OPEN_AUDIENCES
        if (is_home or code != Audience.COMMUNITY) and _has_feed(rules, code)
    ]
    return {
        "places": [(row.pid, row.name) for row in places if row.pk != scope.pk] if is_home else [],
        "themes": rules.named("themes.priority"),
        "audiences": tuple(audiences),
        "roles": _spoken_to(rules) if is_home else {},
        **(cards[kind].options(scope) if kind in cards else {}),
    }


def _spoken_to(rules: Rules) -> dict[str, str]:
    """Roles of a community that may be spoken to by themselves: who runs it reads everything anyway."""
    running = Power.MODERATE | Power.MANAGE_MEMBERS | Power.SEE_ALL
    return {
        role.code: role.title for role in rules.roles_of("community") if not role.powers & running
    }


def _has_feed(rules: Rules, audience: str) -> bool:
    """«Родителям» and «Учащимся» are offered where the site has such a feed."""
    if audience not in {Audience.PARENTS, Audience.PUPILS}:
        return True
    return audience in rules.many("visibility.audiences")


def _first_audience(scope: Community | District) -> str:
    """Who sees new content unless the author says otherwise (`visibility.default`)."""
    if isinstance(scope, District):
        return Audience.PUBLIC
    chosen = rules_of(scope).choice("visibility.default")
    return {"district": Audience.DISTRICT, "public": Audience.PUBLIC}.get(
        chosen, Audience.COMMUNITY
    )


def _write_in(request: Request, scope: Community | District | None) -> Community | District:
    if scope is None:
        raise Absent
    stand_in(request, scope.district if isinstance(scope, Community) else scope)
    return scope


def _written(
    request: Request,
    kind: str,
    home: Community | None,
    district: District | None,
    form: PublicationForm,
    brought: list[str],
) -> str:
    also_in = groups.by_pids(request.viewer, form.cleaned_data.get("also_in", []))
    draft = publishing.write_draft(
        kind=kind,
        content=form.content,
        actor=request.viewer,
        at=now(),
        home=home,
        district=district,
        also_in=also_in,
        files=brought,
    )
    if request.POST.get("act") == "draft":
        return f"/p/{draft.pid}/edit/?kept=1"
    publishing.publish_draft(
        publication=draft, actor=request.viewer, at=now(), later_at=form.cleaned_data["later_at"]
    )
    return threads.head(request.viewer, draft.pid).url


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: Request, pid: str) -> HttpResponse:
    """Change a draft or a published thing; a draft can be published from here."""
    found = lookups.publication(request.viewer, pid)
    require(policies.may_edit(request.viewer, found))
    scope = _write_in(request, _scope(found))
    options = _options(request, found.kind, scope, found)
    form = bound(_form(found.kind), request, initial=_begun(found), **options)
    standing = lookups.files_beside(PUBLICATION_FILES, found.pk, found.html)
    files.begin(form, standing)
    kept = files.taken(form, request, standing)
    was = "" if found.status in UNFINISHED else f"{found.title}\n{found.plain}"
    if is_ready(form, request, scope, was=was):
        with refusals_to(form):
            to = _edited(request, found, form, kept)
            accepted(request)
            return go(request, to)
    context = {
        "kind": kinds.get(found.kind), "home": found.home_community, "district": found.district,
        "draft": found, "is_draft": found.status in UNFINISHED,
        "is_kept": "kept" in request.GET and not form.is_bound,
        "may_remove": policies.may_remove(request.viewer, found),
        "may_publish": request.viewer.person_id == found.author_id,
    }  # fmt: skip
    return form_page(request, "publications/write.html", form, context)


def _scope(found: Publication) -> Community | District:
    if found.home_community is None:
        return found.district
    found.home_community.district = found.district
    return found.home_community


def _begun(found: Publication) -> dict[str, Any]:
    others = [row.pid for row in lookups.placed_in(found) if row.pk != found.home_community_id]
    audience = f"{ROLE}{found.audience_role}" if found.audience_role else found.audience
    return {
        "title": found.title, "body": found.html, "audience": audience, "theme": found.theme,
        "tags": ", ".join(found.tags), "later_at": found.publish_at, "also_in": others,
        **(cards[found.kind].begun(found) if found.kind in cards else {}),
    }  # fmt: skip


def _edited(request: Request, found: Publication, form: PublicationForm, kept: list[str]) -> str:
    viewer, at = request.viewer, now()
    publishing.edit_publication(
        publication=found, content=form.content, actor=viewer, at=at, files=kept
    )
    if found.home_community is not None and "also_in" in form.fields:
        also_in = groups.by_pids(viewer, form.cleaned_data["also_in"])
        if {row.pk for row in also_in} != {row.pk for row in lookups.placed_in(found)} - {
            found.home_community_id
        }:
            placing.place_publication(
                publication=found, home=found.home_community, also_in=also_in, actor=viewer
            )
    is_author = viewer.person_id == found.author_id
    if is_author and found.status in UNFINISHED and request.POST.get("act") != "draft":
        publishing.publish_draft(
            publication=found, actor=viewer, at=at, later_at=form.cleaned_data["later_at"]
        )
    if found.status == PublicationStatus.DRAFT:
        return f"/p/{found.pid}/edit/?kept=1"
    return threads.head(viewer, found.pid).url


@login_required
@require_POST
def autosave(request: Request, pid: str) -> JsonResponse:
    """Keep what is being typed in a draft; a published thing is never changed in passing."""
    found = lookups.publication(request.viewer, pid)
    require(policies.may_edit(request.viewer, found))
    if found.status not in UNFINISHED:
        raise Absent
    asked = _form(found.kind)
    form = asked(request.POST, **_options(request, found.kind, _scope(found), found))
    form.fields["title"].required = False  # asked for when it is published
    if not form.is_valid():
        return JsonResponse({"saved": False}, status=422)
    publishing.edit_publication(
        publication=found, content=form.content, actor=request.viewer, at=now()
    )
    return JsonResponse({"saved": True, "at": timezone.localtime(now()).strftime("%H:%M")})


@login_required
@require_POST
def restore_revision(request: Request, pid: str, n: int) -> HttpResponse:
    """Take a shared draft back to what it said before (BB-1.6.a)."""
    found = lookups.publication(request.viewer, pid)
    require(policies.may_restore_revision(request.viewer, found))
    restoring.restore_revision(
        publication=found, revision=lookups.revision(found, n), actor=request.viewer, at=now()
    )
    return go(request, f"/p/{found.pid}/history/")


@login_required
@require_safe
def drafts(request: Request) -> HttpResponse:
    """One's own drafts and what waits for its hour."""
    context = {
        "drafts": First.of(lookups.drafts(request.viewer), MOST_DRAFTS),
        "unsent": unsent_rows(request.viewer),
    }
    return page_or_part(request, "publications/drafts.html", context, part="list")


@login_required
@require_http_methods(["GET", "POST"])
def remove(request: Request, pid: str) -> HttpResponse:
    """Take a publication back: the page says what will be gone."""
    found = lookups.publication(request.viewer, pid)
    require(policies.may_remove(request.viewer, found))
    if request.method == "POST":
        to = f"/{found.district.slug}/" if found.home_community is None else _community_url(found)
        publishing.remove_publication(publication=found, actor=request.viewer, at=now())
        return go(request, to)
    context = {"publication": found, "back": threads.head(request.viewer, pid).url}
    return page_or_part(request, "publications/remove.html", context, part="question")


def _community_url(found: Publication) -> str:
    home = found.home_community
    return (
        f"/{found.district.slug}/c/{home.pid}-{home.slug}/" if home else f"/{found.district.slug}/"
    )
