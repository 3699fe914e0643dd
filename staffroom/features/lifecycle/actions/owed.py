"""What is owed about the term of a community: by those who lead it, then by those who decide."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from staffroom.core.events import publish
from staffroom.core.viewer import Viewer
from staffroom.features.lifecycle import events, registry
from staffroom.features.lifecycle.models import EndingRequest
from staffroom.features.lifecycle.policies import endings as policies
from staffroom.features.lifecycle.queries import endings as queries
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.documents.models import Document
from staffroom.shared.duties import actions as duties
from staffroom.shared.duties.queries import scope_of_community
from staffroom.shared.duties.registry import Outcome
from staffroom.ui.words import in_quotes


def address(community: Community) -> str:
    """«Срок и итоги» of a community that was loaded with its district."""
    place = f"{community.pid}-{community.slug}"
    return reverse("lifecycle:term", args=[community.district.slug, place])


@transaction.atomic
def tell_of_term(*, community: Community, actor: Viewer, at: datetime) -> bool:
    """Those who lead owe the result or a request from thirty days before the end on (BT-X.1).

    Whether they were told now; a repeat does nothing.
    """
    if not queries.is_near(community, at=at) or policies.waiting(community) is not None:
        return False
    if community.ends_on is None:
        return False
    rules = rules_of(community)
    scope = scope_of_community(Power.MANAGE_MEMBERS, community, at=at)
    made = duties.open_duty(
        kind=registry.TERM, district_id=community.district_id,
        subject=(registry.COMMUNITY, community.pk),
        title=f"Заканчивается срок работы {in_quotes(community.name)}: представьте результат или попросите продлить",
        url=address(community), power=Power.MANAGE_MEMBERS, scope=scope,
        due_at=queries.end_of(community, community.ends_on),
        clause=rules.source("lifecycle.term").clause[:80], rules_id=rules.id, actor=actor, at=at,
    )  # fmt: skip
    if made is None:
        return False
    publish(
        events.TermEnding(
            district_id=community.district_id, actor_id=actor.person_id, community_id=community.pk
        )
    )
    return True


def term_answered(community: Community, actor: Viewer, at: datetime, outcome: Outcome) -> None:
    """Those who lead have handed in the result or asked; or nothing is owed any more."""
    duties.close_duties(
        subject=(registry.COMMUNITY, community.pk), kind=registry.TERM, outcome=outcome,
        actor=actor, at=at,
    )  # fmt: skip


def decision_owed(request: EndingRequest, actor: Viewer, at: datetime) -> None:
    """Those who manage communities owe a decision."""
    community = request.community
    rules = queries.rules_begun(request)
    term = queries.decision_term(rules, community.district, at)
    wish = request.get_wish_display().lower()
    EndingRequest.objects.filter(pk=request.pk).update(due_at=term.due_at)
    request.due_at = term.due_at
    duties.open_duty(
        kind=registry.DECISION, district_id=community.district_id,
        subject=(registry.REQUEST, request.pk), title=f"{in_quotes(community.name)}: просят {wish}",
        url=address(community), power=Power.MANAGE_COMMUNITIES,
        scope=("district", community.district_id), about_id=request.asked_by_id,
        due_at=term.due_at, clause=term.clause, rules_id=rules.id, actor=actor, at=at,
    )  # fmt: skip


def order_owed(request: EndingRequest, order: Document | None, actor: Viewer, at: datetime) -> None:
    """Keepers of papers owe the registration of the order; without a draft, those who decide owe it."""
    community, district_id = request.community, request.community.district_id
    what = "продлении" if request.wish == "extension" else "закрытии"
    verb = "Зарегистрируйте" if order else "Подготовьте"
    place = community.district.slug
    duties.open_duty(
        kind=registry.REGISTRATION, district_id=district_id,
        subject=(registry.REQUEST, request.pk),
        title=f"{verb} приказ о {what}: {in_quotes(community.name)}",
        url=reverse("documents:document", args=[place, order.pid]) if order else address(community),
        power=Power.KEEP_DOCUMENTS if order else Power.MANAGE_COMMUNITIES,
        scope=("district", district_id), about_id=request.asked_by_id,
        rules_id=request.rules_id, actor=actor, at=at,
    )  # fmt: skip


def nothing_owed(request: EndingRequest, actor: Viewer, at: datetime, outcome: Outcome) -> None:
    """Nothing is owed about this request."""
    duties.close_duties(subject=(registry.REQUEST, request.pk), outcome=outcome, actor=actor, at=at)
