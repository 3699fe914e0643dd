"""Official sections: naming who leads."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from staffroom.core.clock import now
from staffroom.core.http import Request, bound, form_page, go, refusals_to
from staffroom.core.policy import require
from staffroom.features.forum import actions, policies, queries
from staffroom.features.forum.forms import LeaderForm


@login_required
@require_http_methods(["GET", "POST"])
def official(request: Request, pid: str) -> HttpResponse:
    """Make a section official under a named leader, or an ordinary one again."""
    found = queries.section(request.viewer, pid)
    require(policies.may_make_official(request.viewer, found))
    people, stands = queries.who_may_lead(found), queries.official(found)
    choices = [(one.pid, one.name) for one in people.values()]
    form = bound(
        LeaderForm, request, people=choices, initial={"leader": stands.leader.pid if stands else ""}
    )
    home = found.community
    back = f"/{home.district.slug}/c/{home.pid}-{home.slug}/{found.slug}/"
    if form.is_valid():
        with refusals_to(form):
            if chosen := form.cleaned_data["leader"]:
                actions.name_leader(
                    section=found, leader=people[chosen], actor=request.viewer, at=now()
                )
            else:
                actions.release_section(section=found, actor=request.viewer)
            return go(request, back)
    return form_page(request, "forum/official.html", form, {"section_item": found, "back": back})
