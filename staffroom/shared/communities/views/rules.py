"""Rules of one community: what it inherits, what it has of its own."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from staffroom.core.clock import now
from staffroom.core.errors import Absent
from staffroom.core.http import Request, bound, form_page, go, refusals_to, render_page, signed_in
from staffroom.core.policy import require
from staffroom.shared.communities.actions import rules as actions
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.policies import groups as policies
from staffroom.shared.communities.queries import groups
from staffroom.shared.communities.views.community import community_url, head_of
from staffroom.shared.regulations import queries
from staffroom.shared.regulations.actions import INHERIT
from staffroom.shared.regulations.forms import RulesForm
from staffroom.shared.regulations.registry import KEYS, Key, keys_of


@signed_in
@require_safe
def rules(request: Request, district: str, pid: str) -> HttpResponse:
    """The rules that a community may have of its own, each with where it comes from."""
    found = _found(request, district, pid)
    is_own = actions.has_own_rules(found)
    context = {
        **head_of(request, found, "manage"),
        "groups": queries.community_groups(found.profile, is_own=is_own),
        "is_own": is_own,
        "base": _base(found),
    }
    return render_page(request, "communities/rules.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: Request, district: str, pid: str, what: str) -> HttpResponse:
    """Change one key or a group for this community, or take the district's value again."""
    found = _found(request, district, pid)
    keys = _keys(what)
    if request.POST.get("inherit"):
        changes = {key.code: INHERIT for key in keys}
        actions.change_rules(community=found, changes=changes, actor=request.viewer, at=now())
        return go(request, f"{_base(found)}#{keys[0].group}")
    form = bound(RulesForm, request, keys=keys, rules=queries.rules_of_profile(found.profile_id))
    if form.is_valid():
        with refusals_to(form):
            actions.change_rules(
                community=found, changes=form.changes, actor=request.viewer, at=now(), reason=form.reason,
            )  # fmt: skip
            return go(request, f"{_base(found)}#{keys[0].group}")
    title = keys[0].title if len(keys) == 1 else ""
    context = {**head_of(request, found, "manage"), "base": _base(found), "title": title}
    return form_page(request, "communities/rule.html", form, context)


def _found(request: Request, district: str, pid: str) -> Community:
    found = groups.community(request.viewer, pid, district)
    require(policies.may_change_rules(request.viewer, found))
    return found


def _keys(what: str) -> tuple[Key, ...]:
    named = (KEYS[what],) if what in KEYS else keys_of(what)
    keys = tuple(key for key in named if key.is_read and not key.is_of_district)
    if not keys:
        raise Absent
    return keys


def _base(found: Community) -> str:
    return f"{community_url(found)}manage/rules/"
