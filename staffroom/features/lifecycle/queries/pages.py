"""What pages of terms show, put together for one viewer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from staffroom.core.viewer import Viewer
from staffroom.features.lifecycle import registry
from staffroom.features.lifecycle.policies import endings as policies
from staffroom.features.lifecycle.queries import endings as queries
from staffroom.features.lifecycle.queries.wording import verdict_words
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries.rules import ends_by_order, rules_of
from staffroom.shared.documents.policies import visible_documents
from staffroom.shared.organizations.models import District


def term(viewer: Viewer, community: Community, *, at: datetime) -> dict[str, Any]:
    """«Срок и итоги»; the viewer may see it."""
    found, rules = queries.term_page(viewer, community, at=at), rules_of(community)
    asked = found.open
    return {
        "community": community, "district": community.district, "found": found,
        "way": rules.labels("lifecycle.term")[rules.choice("lifecycle.term")],
        "clause": rules.source("lifecycle.term").clause,
        "ending": rules.labels("lifecycle.closure")[rules.choice("lifecycle.closure")],
        "has_term": policies.has_term(community), "by_order": ends_by_order(community),
        "leads": policies.leads(viewer, community), "decides": policies.decides(viewer, community),
        "may_ask": policies.may_ask(viewer, community),
        "may_ask_extension": policies.may_ask_extension(viewer, community),
        "may_begin": policies.may_begin(viewer, community),
        "may_decide": policies.may_decide(viewer, asked) if asked else None,
        "may_withdraw": policies.may_withdraw(viewer, asked) if asked else None,
        "may_prepare": policies.may_prepare_order(viewer, asked) if asked else None,
        "verdict_words": verdict_words, "orders": _orders(viewer, found),
    }  # fmt: skip


def _orders(viewer: Viewer, found: queries.TermPage) -> set[int]:
    """Orders among these that the viewer reads: others are named without a link."""
    keys = [one.order_id for one in (*found.past, *([found.open] if found.open else []))]
    named = [key for key in keys if key]
    if not named:
        return set()
    return set(visible_documents(viewer).filter(pk__in=named).values_list("pk", flat=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRow:
    """A community in the list of terms."""

    community: Community
    left: int | None  # days; less than none: the term has ended
    is_near: bool
    has_request: bool


def rows(page: Iterable[Any], district: District, *, at: datetime) -> list[TermRow]:
    """Rows of the list, with the days that are left where the district is."""
    found = []
    for one in page:
        one.district = district
        left = _left(one.ends_on, policies.today_of(one, at))
        found.append(
            TermRow(
                community=one, left=left, has_request=one.has_request,
                is_near=left is not None and left <= registry.NOTICE_DAYS,
            )
        )  # fmt: skip
    return found


def _left(ends_on: date | None, today: date) -> int | None:
    return (ends_on - today).days if ends_on else None
