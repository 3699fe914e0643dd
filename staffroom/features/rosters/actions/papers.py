"""Drafts of orders on composition: made, kept up with what people say, and what is owed about them."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from staffroom.core.errors import DomainError
from staffroom.core.events import publish
from staffroom.core.viewer import Viewer
from staffroom.features.rosters import events, registry
from staffroom.features.rosters.models import Entry, EntryState
from staffroom.features.rosters.queries import entries as queries
from staffroom.features.rosters.queries import wording
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.communities.registry import community_staff_token, district_staff_token
from staffroom.shared.documents.actions import documents
from staffroom.shared.documents.actions.documents import FIELDS, Business, Content
from staffroom.shared.documents.actions.templates import draft_from
from staffroom.shared.documents.models import Document, Level
from staffroom.shared.documents.queries.letterheads import office
from staffroom.shared.duties import actions as duties
from staffroom.shared.duties.queries import scope_of_community
from staffroom.shared.duties.registry import Outcome
from staffroom.ui.words import in_quotes

State = EntryState


def url_of(community: Community) -> str:
    """The page of the composition."""
    named = f"{community.pid}-{community.slug}"
    return reverse("rosters:roster", args=[community.district.slug, named])


def with_all_rights(actor: Viewer) -> Viewer:
    """The actor with every right over a paper: what he may do was judged before."""
    return replace(actor, is_system=True)


@transaction.atomic
def gather(*, community: Community, actor: Viewer, at: datetime) -> Document | None:
    """Bring the draft to what people have said; after the first order a draft makes itself (PD-4.4.c).

    Judged where it is called: somebody agreed, took his word back, or left.
    """
    Community.objects.select_for_update().get(pk=community.pk)
    lines, draft = queries.pending(community), queries.draft_of(community)
    if draft is not None and not lines:
        documents.drop(document=draft, actor=with_all_rights(actor))
        return None
    if draft is not None:
        return _kept_up(draft, community, lines, actor, at)
    if lines and queries.first_order(community) is not None:
        return draft_order(community=community, actor=actor, at=at)
    return None


def _kept_up(
    draft: Document, community: Community, lines: list[Entry], actor: Viewer, at: datetime
) -> Document:
    """The same draft with another table; what a keeper wrote in it stays."""
    made = wording.table(community, lines, is_amending=draft.amends_id is not None)
    first, *others = draft.annexes or [{"heading": "Состав участников", "text": ""}]
    annexes = [{**first, "text": wording.with_table(first.get("text", ""), made)}, *others]
    told = {name: getattr(draft, name) for name in FIELDS} | {"annexes": annexes}
    _tie(lines, draft)
    return documents.revise(
        document=draft, content=Content(**told), actor=with_all_rights(actor), at=at
    )


def draft_order(*, community: Community, actor: Viewer, at: datetime) -> Document:
    """Draft the order with everybody who has agreed (PD-4.4.a); those who keep papers are told.

    Assumes a transaction and a judged actor.

    Raises:
        DomainError: nobody has agreed yet, or nobody registers papers here.
    """
    lines = queries.pending(community)
    if not lines:
        raise DomainError("Пока никто не согласился: приказ готовят, когда есть согласие людей.")
    place, district = office(community.district), community.district
    first, basis = queries.first_order(community), queries.creation_order(community)
    is_amending = first is not None
    content = Content(
        heading="", issuer=place.organization, community=community, basis=basis, amends=first,
        signers=place.signers, level=Level.MUNICIPAL,
    )  # fmt: skip
    business = Business(
        origin=registry.ROSTER_PAPER, origin_id=community.pk,
        readers={community_staff_token(community.pk), district_staff_token(district.pk)},
    )  # fmt: skip
    made = draft_from(
        district=district, template="order-roster-change" if is_amending else "order-roster",
        values=wording.values(community, lines, basis=basis, is_amending=is_amending),
        content=content, actor=with_all_rights(actor), at=at, business=business,
    )  # fmt: skip
    _tie(lines, made)
    nothing_owed(community, actor, at, Outcome.DONE)
    _owed(
        registry.REGISTRATION, community, actor, at,
        title=f"Зарегистрируйте приказ о составе: {in_quotes(community.name)}",
        url=reverse("documents:document", args=[district.slug, made.pid]),
        power=Power.KEEP_DOCUMENTS, scope=("district", district.pk),
    )  # fmt: skip
    publish(
        events.RosterPrepared(
            district_id=district.pk, actor_id=actor.person_id, community_id=community.pk,
            document_id=made.pk,
        )
    )  # fmt: skip
    return made


def _tie(lines: list[Entry], document: Document) -> None:
    Entry.objects.filter(pk__in=[one.pk for one in lines]).update(document=document)


@transaction.atomic
def draft_lost(*, community: Community, actor: Viewer, at: datetime) -> None:
    """The draft was thrown away; while somebody waits for it, another one is owed."""
    nothing_owed(community, actor, at)
    if queries.pending(community):
        _owed(
            registry.PREPARATION, community, actor, at,
            title=f"Подготовьте приказ о составе: {in_quotes(community.name)}", url=url_of(community),
            power=Power.MANAGE_MEMBERS,
            scope=scope_of_community(Power.MANAGE_MEMBERS, community, at=at),
        )  # fmt: skip


def _owed(kind: str, community: Community, actor: Viewer, at: datetime, **whose: Any) -> None:
    rules = rules_of(community)
    duties.open_duty(
        kind=kind, district_id=community.district_id, subject=(registry.ROSTER, community.pk),
        clause=rules.source("membership.mode").clause[:80], rules_id=rules.id, actor=actor, at=at,
        **whose,
    )  # fmt: skip


def nothing_owed(
    community: Community, actor: Viewer, at: datetime, outcome: Outcome = Outcome.GONE
) -> None:
    """Close what is owed about the paper."""
    duties.close_duties(
        subject=(registry.ROSTER, community.pk), outcome=outcome, actor=actor, at=at
    )


def consent_owed(entry: Entry, actor: Viewer, at: datetime) -> None:
    """Whoever is asked owes an answer, yes or no."""
    community = entry.community
    duties.open_duty(
        kind=registry.CONSENT, district_id=community.district_id,
        subject=(registry.ENTRY, entry.pk),
        title=f"Вас просят согласиться войти в состав: {in_quotes(community.name)}",
        url=f"{url_of(community)}consent/", owner_id=entry.person_id, actor=actor, at=at,
        clause=wording.source(community).clause[:80], rules_id=rules_of(community).id,
    )  # fmt: skip


def consent_settled(entry: Entry, actor: Viewer, at: datetime, outcome: Outcome) -> None:
    """Nothing is owed by whoever has answered or is asked no more."""
    duties.close_duties(subject=(registry.ENTRY, entry.pk), outcome=outcome, actor=actor, at=at)
