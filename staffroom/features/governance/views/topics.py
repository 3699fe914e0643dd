"""Topics of the department."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from staffroom.core.clock import now
from staffroom.core.http import (
    Request,
    bound,
    form_page,
    go,
    refusals_to,
    render_page,
    signed_in,
)
from staffroom.core.idempotency import once
from staffroom.core.policy import require
from staffroom.features.governance.actions import topics as actions
from staffroom.features.governance.actions.papers import url_of
from staffroom.features.governance.forms.topics import TopicForm
from staffroom.features.governance.models import Topic
from staffroom.features.governance.policies import applications
from staffroom.features.governance.policies import topics as policies
from staffroom.features.governance.policies.demands import Least
from staffroom.features.governance.queries import topics as queries
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.organizations.models import District
from staffroom.shared.organizations.queries.organizations import district as district_of
from staffroom.ui.asking import ask_first


def _url(topic: Topic) -> str:
    return reverse("governance:topic", args=[topic.district.slug, topic.pid])


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: Request, district: str) -> HttpResponse:
    """Offer a topic."""
    place = district_of(district)
    require(policies.may_offer(request.viewer, place))
    form = bound(TopicForm, request)
    if form.is_valid():
        with refusals_to(form):
            return go(request, once(request, lambda: _offered(request, place, form)))
    return form_page(request, "governance/topic_new.html", form, {"district": place})


def _offered(request: Request, place: District, form: TopicForm) -> str:
    made = actions.offer(district=place, actor=request.viewer, at=now(), **form.cleaned_data)
    return _url(made)


@signed_in
@require_safe
def topic(request: Request, district: str, pid: str) -> HttpResponse:
    """One topic: the problem, who is interested, how many are still needed."""
    place, viewer = district_of(district), request.viewer
    found = queries.topic(viewer, place, pid)
    rows = queries.interested(found)
    turned = getattr(found, "application", None)
    context = {
        "district": place, "topic": found, "rows": rows, "least": Least.of(rules_of(place)),
        "places": len({one.organization_id for one in rows if one.organization_id}),
        "is_marked": any(one.person_id == viewer.person_id for one in rows),
        "may_mark": policies.may_mark(viewer, found), "may_close": policies.may_close(viewer, found),
        "turned": turned if turned and applications.may_see(viewer, turned) else None,
    }  # fmt: skip
    return render_page(request, "governance/topic.html", context)


@signed_in
@require_POST
def mark(request: Request, district: str, pid: str) -> HttpResponse:
    """Mark interest, or take the mark back (`want=`)."""
    found = queries.topic(request.viewer, district_of(district), pid)
    if not request.POST.get("want"):
        actions.unmark(topic=found, actor=request.viewer)
        return go(request, _url(found))
    made = actions.mark(topic=found, person=request.person, actor=request.viewer, at=now())
    return go(request, url_of(made) if made else _url(found))


@signed_in
@require_http_methods(["GET", "POST"])
def close(request: Request, district: str, pid: str) -> HttpResponse:
    """Take a topic off, when that was truly meant."""
    place = district_of(district)
    found = queries.topic(request.viewer, place, pid)
    require(policies.may_close(request.viewer, found))
    if request.method == "GET":
        lost = _(
            "Отмечать интерес к теме больше нельзя, заявлением она не станет. Вернуть её будет нельзя."
        )
        return ask_first(request, _("Снять тему?"), lost, act=_("Снять тему"), back=_url(found))
    actions.close(topic=found, actor=request.viewer)
    return go(request, reverse("governance:creation", args=[place.slug]))
