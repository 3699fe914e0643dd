"""The settings of a district's rules: read, change by a key or a group, look back, choose another."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from staffroom.core.clock import now
from staffroom.core.errors import Absent
from staffroom.core.http import Request, bound, form_page, go, refusals_to, render_page, signed_in
from staffroom.core.policy import require
from staffroom.shared.organizations.models import District
from staffroom.shared.regulations import actions, policies, queries
from staffroom.shared.regulations.forms import AdoptForm, RulesForm
from staffroom.shared.regulations.models import Profile
from staffroom.shared.regulations.registry import GROUPS, KEYS, Key, keys_of
from staffroom.ui.looks import stand_in


@signed_in
@require_safe
def rules(request: Request, district: str) -> HttpResponse:
    """All rules of a district in plain words, each with where it comes from."""
    place, profile = _found(request, district)
    context = {"district": place, "page": queries.rules_page(profile), "base": _base(place)}
    return render_page(request, "regulations/rules.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def rule_edit(request: Request, district: str, what: str) -> HttpResponse:
    """Change one key, or a whole group; `inherit` in what is posted takes the parent's value again."""
    place, profile = _found(request, district)
    keys = keys_for(what)
    if request.POST.get("inherit"):
        inherit(request, profile, keys)
        return go(request, f"{_base(place)}#{keys[0].group}")
    form = bound(RulesForm, request, keys=keys, rules=queries.rules_of_profile(profile.pk))
    if form.is_valid():
        with refusals_to(form):
            save(request, profile, form)
            return go(request, f"{_base(place)}#{keys[0].group}")
    context = {
        "district": place,
        "base": _base(place),
        "group": GROUPS[keys[0].group],
        "rows": [queries.rule_row(profile, key.code) for key in keys],
    }
    return form_page(request, "regulations/rule_edit.html", form, context)


@signed_in
@require_safe
def versions(request: Request, district: str) -> HttpResponse:
    """What was changed, by whom, when and why."""
    place, profile = _found(request, district)
    context = {"district": place, "base": _base(place), "versions": queries.version_rows(profile)}
    return render_page(request, "regulations/versions.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request: Request, district: str) -> HttpResponse:
    """Put another ready regulation under the district; its own changes stay."""
    place, profile = _found(request, district)
    form = bound(AdoptForm, request, profile=profile)
    if form.is_valid():
        with refusals_to(form):
            code = form.cleaned_data["code"]
            actions.adopt_profile(district=place, code=code, actor=request.viewer, at=now())
            return go(request, _base(place))
    context = {"district": place, "base": _base(place)}
    return form_page(request, "regulations/adopt.html", form, context)


def keys_for(what: str) -> tuple[Key, ...]:
    """The key of this code, or the keys of a group that the site acts by.

    Raises:
        Absent: there is nothing of the kind to change.
    """
    if what in KEYS and KEYS[what].is_read:
        return (KEYS[what],)
    keys = tuple(key for key in keys_of(what) if key.is_read)
    if not keys:
        raise Absent
    return keys


def save(request: Request, profile: Profile, form: RulesForm) -> None:
    """Write what the form says as one version."""
    actions.change_keys(
        profile=profile,
        changes=form.changes,
        actor=request.viewer,
        at=now(),
        reason=form.reason,
    )


def inherit(request: Request, profile: Profile, keys: tuple[Key, ...]) -> None:
    """Take the values of the parent again."""
    changes: dict[str, Any] = {key.code: actions.INHERIT for key in keys}
    actions.change_keys(profile=profile, changes=changes, actor=request.viewer, at=now())


def _found(request: Request, slug: str) -> tuple[District, Profile]:
    place = District.objects.filter(slug=slug).first()
    if place is None:
        raise Absent
    require(policies.may_see_rules(request.viewer, place))
    stand_in(request, place)
    return place, queries.profile_of_district(place.pk)


def _base(place: District) -> str:
    return reverse("regulations:rules", args=[place.slug])
