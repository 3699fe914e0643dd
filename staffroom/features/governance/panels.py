"""The ways to creation from the pages of others."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from staffroom.core.http import Request
from staffroom.core.plugs import place
from staffroom.features.governance.models import (
    Application,
    Founder,
    Interest,
    Question,
    Supporter,
)
from staffroom.features.governance.policies import initiating
from staffroom.features.governance.policies import initiatives as judging
from staffroom.features.governance.queries import initiatives
from staffroom.features.governance.registry import INITIATIVE
from staffroom.shared.accounts.registry import gives_own_data
from staffroom.shared.communities.models import Community, CommunityKind
from staffroom.shared.communities.registry import knows_people
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.queries.threads import Head

Part = tuple[str, dict[str, Any]] | None


@place("communities.directory", order=10)
def on_directory(*, request: Request, district: District) -> Part:
    """«Создание сообществ», for colleagues."""
    if not initiating.is_colleague(request.viewer, district.pk):
        return None
    return "governance/on_directory.html", {
        "url": reverse("governance:creation", args=[district.slug])
    }


@place("publications.page", order=30)
def of_initiative(*, request: Request, head: Head, **_rest: Any) -> Part:
    """Supporters and the decision, on the page of an initiative (BB-2.1.4, OL-2.1.6)."""
    if head.kind != INITIATIVE.code:
        return None
    viewer, found = request.viewer, initiatives.support(request.viewer, head.pk)
    return "governance/initiative.html", {
        "pid": head.pid, "support": found, "decision": initiatives.decision(head.pk),
        "knows_people": knows_people(viewer, head.district_id),
        "may_back": judging.may_back(viewer, head), "may_decide": judging.may_decide(viewer, head),
    }  # fmt: skip


@place("communities.manage", order=30)
def on_group(*, request: Request, community: Community) -> Part:
    """A creative group may apply to become a problem group (BT-O.1.7)."""
    if community.kind != CommunityKind.WORKING_GROUP:
        return None
    district = community.district
    if not initiating.may_begin(request.viewer, district):
        return None
    return "governance/on_group.html", {
        "url": f"{reverse('governance:begin', args=[district.slug])}?group={community.pid}"
    }


@gives_own_data("governance", title="Заявления и инициативы")
def own_rows(person_id: int) -> Iterator[dict[str, Any]]:
    """What the person began, joined, asked or answered: his own part alone."""
    for one in Application.objects.filter(author=person_id).order_by("made_at", "pk"):
        yield {"Заявление": one.name, "Состояние": one.get_state_display(), "Когда": one.made_at}
    rows = Founder.objects.filter(person=person_id).select_related("application")
    for row in rows.order_by("asked_at", "pk"):
        yield {
            "Участие в заявлении": row.application.name, "Ответ": row.get_consent_display(),
            "Когда": row.answered_at or row.asked_at,
        }  # fmt: skip
    for asked in Question.objects.filter(asked_by=person_id).order_by("asked_at", "pk"):
        yield {"Вопрос о заявлении": asked.words, "Когда": asked.asked_at}
    for said in Question.objects.filter(answered_by=person_id).order_by("asked_at", "pk"):
        yield {"Ответ о заявлении": said.answer, "Когда": said.answered_at}
    for mark in Interest.objects.filter(person=person_id).select_related("topic").order_by("pk"):
        yield {"Интерес к теме": mark.topic.title, "Когда": mark.at}
    backed = Supporter.objects.filter(person=person_id).select_related("publication")
    for support in backed.order_by("at", "pk"):
        yield {"Поддержка инициативы": support.publication.title, "Когда": support.at}
