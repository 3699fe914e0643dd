"""The rules of a community: read, accepted, worded anew (BB-6.6)."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from staffroom.core.clock import now
from staffroom.core.http import Request, bound, form_page, go, refusals_to, render_page, signed_in
from staffroom.core.policy import require
from staffroom.shared.communities.actions import conduct as actions
from staffroom.shared.communities.forms.conduct import ConductForm
from staffroom.shared.communities.policies import conduct as policies
from staffroom.shared.communities.queries import conduct as queries
from staffroom.shared.communities.queries import groups
from staffroom.shared.communities.views.community import community_url, head_of


@require_safe
def conduct(request: Request, district: str, pid: str) -> HttpResponse:
    """The rules in force, whether the viewer has accepted them, and the former wordings."""
    found = groups.community(request.viewer, pid, district)
    context = {
        **head_of(request, found, "conduct"),
        "conduct": queries.conduct(request.viewer, found),
        "standard": actions.standard_text().html,
    }
    return render_page(request, "communities/conduct.html", context)


@signed_in
@require_POST
def accept(request: Request, district: str, pid: str) -> HttpResponse:
    """«Принимаю»: the wording of `conduct` in the form."""
    found = groups.community(request.viewer, pid, district)
    number = posted_number(request)
    actions.accept_conduct(community=found, number=number, actor=request.viewer, at=now())
    return go(request, f"{community_url(found)}conduct/")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, district: str, pid: str) -> HttpResponse:
    """A new wording, for those who run the community."""
    found = groups.community(request.viewer, pid, district)
    require(policies.may_change_conduct(request.viewer, found))
    standing = queries.conduct(request.viewer, found).current
    html = standing.html if standing else actions.standard_text().html
    form = bound(ConductForm, request, initial={"text": html})
    if form.is_valid():
        with refusals_to(form):
            text = form.cleaned_data["text"]
            actions.change_conduct(community=found, text=text, actor=request.viewer, at=now())
            return go(request, f"{community_url(found)}conduct/")
    accepted, members = queries.accepted_n(found)
    context = {**head_of(request, found, "manage"), "accepted_n": accepted, "members_n": members}
    return form_page(request, "communities/conduct_change.html", form, context)


def posted_number(request: Request) -> int:
    """The wording that the person was shown: the field `conduct`; 0 when none was."""
    typed = request.POST.get("conduct", "")
    return int(typed) if typed.isdecimal() and len(typed) < 9 else 0
