"""Reading the journal: rows become sentences, names are asked for when it is read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import (
    Community,
    Membership,
    RoleGrant,
    ScopeKind,
)
from staffroom.shared.communities.policies.groups import visible_communities
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.journal import policies
from staffroom.shared.journal.models import FIRST, JournalHead, JournalRow
from staffroom.shared.journal.registry import label, labels
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.models import Comment, Publication
from staffroom.shared.publications.policies import visible_publications
from staffroom.shared.publications.registry import page_address
from staffroom.shared.regulations.registry import KEYS
from staffroom.ui.words import in_quotes

PAGE = 50
GONE = "удалено"
COMMENT_REASON = "publications.comment.hidden"
PUBLICATION_REASON = "publications.publication.hidden"
MEMBER_REASON = "communities.member.removed"


@dataclass(frozen=True, slots=True)
class Name:
    """A thing or a person as a sentence names it; no address where it cannot be opened."""

    words: str
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A fact as people read it."""

    id: int
    at: datetime
    fact: str
    actor: Name
    person: Name | None = None
    thing: Name | None = None
    community: Name | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """A page of facts, newest first; `older` is the key to go on from, or None."""

    rows: list[Line]
    older: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the journal is narrowed by."""

    fact: str = ""
    person_id: int | None = None
    community_id: int | None = None
    from_on: date | None = None
    to_on: date | None = None


def lines(
    viewer: Viewer, district: District, filters: Filters, *, before: int | None = None
) -> Lines:
    """A page of a district's journal."""
    found = policies.visible_rows(viewer, district.pk)
    if filters.fact:
        found = found.filter(event=filters.fact)
    if filters.person_id:
        found = found.filter(Q(actor_id=filters.person_id) | Q(person_id=filters.person_id))
    if filters.community_id:
        found = found.filter(community_id=filters.community_id)
    zone = ZoneInfo(district.time_zone)
    if filters.from_on:
        found = found.filter(at__gte=datetime.combine(filters.from_on, time(), zone))
    if filters.to_on:
        end = filters.to_on + timedelta(days=1)
        found = found.filter(at__lt=datetime.combine(end, time(), zone))
    rows, older = _page(found, before)
    return Lines(_told(viewer, rows), older)


def log(viewer: Viewer, community: Community, *, before: int | None = None) -> Lines:
    """A page of the open log of a community: who acted is told by role, not by name."""
    rows, older = _page(policies.visible_log(viewer, community), before)
    by_role = _Roles(community, rows)
    told = _told(viewer, rows, actor=by_role.of, has_people=False)
    return Lines(told, older)


def known_facts(viewer: Viewer, district_id: int) -> list[tuple[str, str]]:
    """Facts that can stand in a district's journal, for the filter."""
    ours = [(code, words) for code, words in labels().items() if not code.startswith("accounts.")]
    return ours if policies.may_see_journal(viewer, district_id) else []


def _page(found: QuerySet[JournalRow], before: int | None) -> tuple[list[JournalRow], int | None]:
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found.order_by("-id")[: PAGE + 1])
    return rows[:PAGE], rows[PAGE - 1].pk if len(rows) > PAGE else None


def _told(
    viewer: Viewer, rows: Sequence[JournalRow], *, actor: Any = None, has_people: bool = True
) -> list[Line]:
    """Rows as sentences: one query for each kind of thing named in them."""
    people = _people(rows) if has_people else {}
    communities = _communities(viewer, rows)
    things = _publications(viewer, rows)
    reasons = _reasons(rows)
    return [
        Line(
            id=row.pk,
            at=row.at,
            fact=label(row.event),
            actor=actor(row, things) if actor else _actor(row, people),
            person=_person(row, people) if has_people else None,
            thing=_thing(row, things),
            community=_community(row, communities),
            reason=reasons.get(row.pk, ""),
        )
        for row in rows
    ]


def _actor(row: JournalRow, people: Mapping[int, Name]) -> Name:
    if row.actor_id is None:
        return Name("Сайт")
    return people.get(row.actor_id, Name(GONE))


def _person(row: JournalRow, people: Mapping[int, Name]) -> Name | None:
    if row.person_id is None or row.person_id == row.actor_id:
        return None
    return people.get(row.person_id, Name(GONE))


def _thing(row: JournalRow, things: Mapping[int, "Thing"]) -> Name | None:
    if changed := row.data.get("keys"):
        named = ", ".join(f"«{KEYS[code].title}»" for code in changed if code in KEYS)
        return Name(named) if named else None
    key = row.data.get("publication_id")
    if key is None:
        return None
    found = things.get(key)
    if found is None:
        return Name(GONE)
    seq = row.data.get("seq")
    return Name(in_quotes(found.title), f"{found.href}{f'#c{seq}' if seq else ''}")


def _community(row: JournalRow, communities: Mapping[int, Name]) -> Name | None:
    if row.community_id is None:
        return None
    return communities.get(row.community_id, Name(GONE))


def _people(rows: Iterable[JournalRow]) -> dict[int, Name]:
    keys = {key for row in rows for key in (row.actor_id, row.person_id) if key}
    found = Person.objects.filter(pk__in=keys, erased_at=None).values_list("pk", "pid", "name")
    return {key: Name(name, f"/people/{pid}") for key, pid, name in found}


def _communities(viewer: Viewer, rows: Iterable[JournalRow]) -> dict[int, Name]:
    keys = {row.community_id for row in rows if row.community_id}
    found = visible_communities(viewer).filter(pk__in=keys)
    return {
        key: Name(in_quotes(name), f"/{district}/c/{pid}-{slug}/")
        for key, district, pid, slug, name in found.values_list(
            "pk", "district__slug", "pid", "slug", "name"
        )
    }


@dataclass(frozen=True, slots=True)
class Thing:
    """A publication that the reader may open."""

    title: str
    href: str
    author_id: int


def _publications(viewer: Viewer, rows: Iterable[JournalRow]) -> dict[int, Thing]:
    keys = {row.data["publication_id"] for row in rows if row.data.get("publication_id")}
    found = visible_publications(viewer).filter(pk__in=keys)
    return {
        key: Thing(title, page_address(pid, slug), author_id)
        for key, pid, slug, title, author_id in found.values_list(
            "pk", "pid", "slug", "title", "author_id"
        )
    }


def _reasons(rows: Iterable[JournalRow]) -> dict[int, str]:
    """Why something was hidden or somebody was removed, as it stands now, by the key of the row."""
    comments = {row.pk: row.subject_id for row in rows if row.event == COMMENT_REASON}
    publications = {row.pk: row.subject_id for row in rows if row.event == PUBLICATION_REASON}
    said: dict[int, str] = {}
    if comments:
        found = Comment.objects.filter(pk__in=comments.values())
        words = dict(found.values_list("pk", "hidden_reason"))
        said |= {row: words.get(key, "") for row, key in comments.items()}
    if publications:
        words = _hidden_reasons(publications.values())
        said |= {row: words.get(key, "") for row, key in publications.items()}
    removed = [row for row in rows if row.event == MEMBER_REASON]
    if removed:
        said |= _removal_reasons(removed)
    return said


def _hidden_reasons(keys: Iterable[int]) -> dict[int, str]:
    found = Publication.objects.filter(pk__in=list(keys))
    return dict(found.values_list("pk", "hidden_reason"))


def _removal_reasons(rows: Iterable[JournalRow]) -> dict[int, str]:
    rows = list(rows)
    found = Membership.objects.filter(
        community__in={row.community_id for row in rows},
        person__in={row.person_id for row in rows},
        state="removed",
    )
    words: dict[tuple[int | None, int | None], str] = {
        (community, person): said
        for community, person, said in found.values_list("community_id", "person_id", "words")
    }
    return {row.pk: words.get((row.community_id, row.person_id), "") for row in rows}


class _Roles:
    """Who acted, by role at that moment: the community's own, then of those above, then the district's."""

    def __init__(self, community: Community, rows: Iterable[JournalRow]) -> None:
        rules = rules_of(community)
        self.titles = {code: role.title for code, role in rules.roles.items()}
        scopes = Q(scope_kind=ScopeKind.DISTRICT, scope_id=community.district_id)
        scopes |= Q(scope_kind=ScopeKind.COMMUNITY, scope_id__in=community.line)
        self.nearness = {
            **{("community", key): place for place, key in enumerate(reversed(community.line))},
            ("district", community.district_id): len(community.line),
        }
        actors = {row.actor_id for row in rows if row.actor_id}
        self.grants = list(RoleGrant.objects.filter(scopes, person__in=actors).order_by("pk"))

    def of(self, row: JournalRow, things: Mapping[int, Thing]) -> Name:
        """The role of whoever acted."""
        if row.actor_id is None:
            return Name("Сайт")
        held = [grant for grant in self.grants if self._held(grant, row)]
        if held:
            nearest = min(
                held, key=lambda grant: (self.nearness[grant.scope_kind, grant.scope_id], grant.pk)
            )
            return Name(self.titles.get(nearest.role, "Модератор"))
        thing = things.get(row.data.get("publication_id", 0))
        return Name("Автор" if thing and thing.author_id == row.actor_id else "Участник")

    @staticmethod
    def _held(grant: RoleGrant, row: JournalRow) -> bool:
        began = grant.person_id == row.actor_id and grant.from_at <= row.at
        return began and (grant.to_at is None or grant.to_at >= row.at)


@dataclass(frozen=True, slots=True)
class Check:
    """What the verifier found: the newest seal, rows that wait, and what is wrong, if anything."""

    seal_n: int
    seal: str
    waiting: int
    problem: str = ""


def verify() -> Check:
    """Walk the chain from its beginning: an edited, removed, swapped or cut-off row is found."""
    number, before = 0, FIRST
    for row in JournalRow.objects.exclude(seal_n=None).order_by("seal_n").iterator(chunk_size=2000):
        number += 1
        if row.seal_n != number:
            return Check(number - 1, before, 0, f"Нет записи с номером печати {number}.")
        expected = row.sealed(number, before)
        if row.seal != expected:
            said = f"Запись {row.pk} (номер печати {number}) не та, что была запечатана."
            return Check(number - 1, before, 0, said)
        before = expected
    head = JournalHead.objects.order_by("pk").first()
    waiting = JournalRow.objects.filter(seal_n=None).count()
    if (head.seal_n, head.seal) != (number, before) if head else number:
        return Check(
            number, before, waiting, f"После записи с номером печати {number} не хватает записей."
        )
    return Check(number, before, waiting)
