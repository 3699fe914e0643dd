"""What the page of a composition shows, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from staffroom.core.paging import Pages
from staffroom.core.viewer import Viewer
from staffroom.features.rosters.models import Entry, EntryState
from staffroom.features.rosters.policies import rosters as policies
from staffroom.features.rosters.queries import entries as queries
from staffroom.features.rosters.queries import wording
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community, Membership, RoleGrant
from staffroom.shared.communities.queries import groups
from staffroom.shared.documents.models import Document
from staffroom.shared.documents.policies import visible_documents

PAGE = 50
State = EntryState


@dataclass(frozen=True, slots=True)
class Row:
    """A member: by which order he is in, since when, which roles he holds on what basis."""

    person: Person
    entry: Entry | None
    roles: Sequence[tuple[str, RoleGrant]]


def roster(viewer: Viewer, community: Community, *, page: str | None, words: str) -> dict[str, Any]:
    """Everybody who is in; to those who collect, also who was asked, who agreed, who asks."""
    sees_draft = bool(policies.may_see_draft(viewer, community))
    shown = Pages(groups.people(community, words=words), PAGE).get_page(page)
    orders = queries.orders(community)
    readable = {one.pk for one in visible_documents(viewer).filter(pk__in=[o.pk for o in orders])}
    return {
        "community": community, "district": community.district, "page": shown, "words": words,
        "rows": _rows(community, list(shown)), "sees_draft": sees_draft,
        "orders": [(one, one.pk in readable) for one in orders],
        "source": wording.source(community), "may_collect": policies.may_collect(viewer, community),
        "mine": list(policies.own_entries(viewer, community)),
        **(_collected(viewer, community) if sees_draft else {}),
    }  # fmt: skip


def _rows(community: Community, listed: Sequence[Membership]) -> list[Row]:
    people = [one.person_id for one in listed]
    entries, roles = (
        queries.standing(community, people),
        queries.held_roles(community, people),
    )
    titles = wording.titles_of(community)
    return [
        Row(
            one.person, entries.get(one.person_id),
            [(titles.get(grant.role, grant.role), grant) for grant in roles.get(one.person_id, ())],
        )
        for one in listed
    ]  # fmt: skip


def _collected(viewer: Viewer, community: Community) -> dict[str, Any]:
    lines = list(queries.open_entries(community))
    listed = {one.person_id for one in lines if one.act in policies.WITH_CONSENT}
    draft = queries.draft_of(community)
    agreed = [one for one in lines if one.state == State.AGREED]
    titles = wording.titles_of(community)
    return {
        "asked": [(one, titles.get(one.role, one.role)) for one in lines if one.state == State.ASKED],
        "agreed": [(one, titles.get(one.role, one.role)) for one in agreed],
        "requests": [one for one in groups.requests(community) if one.person_id not in listed],
        "draft": draft, "keeps": policies.keeps(viewer, community),
        "is_fresh": draft is None or _is_fresh(draft, community, agreed),
    }  # fmt: skip


def _is_fresh(draft: Document, community: Community, agreed: Sequence[Entry]) -> bool:
    made = wording.table(community, agreed, is_amending=draft.amends_id is not None)
    return wording.listed(draft) == made.splitlines()


def draft(community: Community) -> dict[str, Any] | None:
    """The draft of the order as those who collect see it; None where nothing is being prepared."""
    found = queries.draft_of(community)
    if found is None:
        return None
    lines, titles = queries.of_document(found), wording.titles_of(community)
    return {
        "community": community, "district": community.district, "draft": found,
        "is_amending": found.amends_id is not None,
        "lines": [
            (one, wording.full_name(one.person), wording.position_of(one.person),
             titles.get(one.role, one.role))
            for one in lines
        ],
        "paragraphs": [line for line in found.text.splitlines() if line.strip()],
    }  # fmt: skip
