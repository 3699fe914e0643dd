"""What answers a search, and who looks for what is offered (BB-3.1.2)."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from staffroom.core.viewer import Viewer
from staffroom.features.collections.models import Wish
from staffroom.features.collections.registry import (
    EXCHANGE,
    GIVEN,
    MATERIAL,
    OFFERED,
    ON_PAPER,
    SEEK,
    SHARE,
)
from staffroom.shared.accounts.registry import SUBJECTS
from staffroom.shared.communities.registry import knows_people
from staffroom.shared.publications.models import Publication, PublicationStatus
from staffroom.shared.publications.policies import visible_publications
from staffroom.shared.publications.queries.feeds import HIDDEN_NAME
from staffroom.shared.publications.registry import page_address

MOST_MATCHES = 20
MOST_POOLED = 200


def others(found: Publication) -> QuerySet[Publication]:
    """Open publications of the other side with the same theme, or of the same subject and grades.

    A search is answered by offers and by materials of its theme; an offer and a material by searches.
    """
    side = OFFERED if found.kind == SEEK.code else (SEEK.code,)
    rows = Publication.objects.filter(
        district=found.district_id, kind__in=side, status=PublicationStatus.PUBLISHED, closed_at=None,
    ).exclude(author=found.author_id)  # fmt: skip
    wish = Wish.objects.filter(publication=found.pk).first()
    same = Q(theme=found.theme) if found.theme else Q(pk=None)
    if wish is not None and wish.subject:
        same |= Q(wish__subject=wish.subject) & _grades(wish)
    rows = rows.filter(_of_a_kind(wish), same)
    return rows.order_by("-published_at", "-pk")[:MOST_MATCHES]


def _of_a_kind(wish: Wish | None) -> Q:
    """People answer who looks for people, places who looks for places; a material of the bank has no card."""
    if wish is None:
        return Q(wish__what__in=ON_PAPER)
    alike = Q(wish__what=wish.what)
    return alike | Q(kind=MATERIAL) if wish.what in ON_PAPER else alike


def _grades(wish: Wish) -> Q:
    """The grades meet, or one of the two has none."""
    if wish.grade_from is None:
        return Q()
    last = wish.grade_to or wish.grade_from
    meet = Q(wish__grade_from__lte=last, wish__grade_to__gte=wish.grade_from)
    return meet | Q(wish__grade_from=None)


def is_matched(kind: str) -> bool:
    """True for kinds that take part in the exchange."""
    return kind in {*EXCHANGE, MATERIAL}


def answers(viewer: Viewer, found: Publication) -> list[Publication]:
    """What matches, as far as the viewer may read it."""
    keys = [row.pk for row in others(found)]
    rows = visible_publications(viewer).filter(pk__in=keys).select_related("author")
    return list(rows.order_by("-published_at", "-pk")[:5])


def is_offer(kind: str) -> bool:
    """True for what answers a search."""
    return kind in {SHARE.code, MATERIAL}


@dataclass(frozen=True, slots=True)
class Pooled:
    """A search or an offer as the page of the exchange shows it."""

    url: str
    title: str
    is_search: bool
    what: str
    facts: str
    author: str
    community: str
    excerpt: str
    published_at: datetime | None


def pool(
    viewer: Viewer,
    district_id: int,
    *,
    community_id: int = 0,
    side: str = "",
    what: str = "",
    subject: str = "",
) -> tuple[list[Pooled], dict[str, int]]:
    """Open searches and offers, the newest first, and how many there are of each kind (`registry.GIVEN`).

    Both are of what the viewer may read; one query.
    """
    rows = visible_publications(viewer).filter(
        district=district_id, kind__in=[side] if side else EXCHANGE, wish__isnull=False,
        status=PublicationStatus.PUBLISHED, closed_at=None,
    )  # fmt: skip
    if community_id:
        rows = rows.filter(home_community=community_id)
    if subject:
        rows = rows.filter(wish__subject=subject)
    rows = rows.select_related("author", "home_community", "wish")
    found = list(rows.order_by("-published_at", "-pk")[:MOST_POOLED])
    counts = Counter(one.wish.what for one in found)
    knows = knows_people(viewer, district_id)
    shown = [_pooled(one, knows_names=knows) for one in found if what in {"", one.wish.what}]
    return shown, {code: counts[code] for code in GIVEN if counts[code]}


def _pooled(row: Publication, *, knows_names: bool) -> Pooled:
    subject = SUBJECTS.get(row.wish.subject)
    facts = [subject.label if subject else "", grades_words(row.wish)]
    home = row.home_community
    return Pooled(
        url=page_address(row.pid, row.slug), title=row.title,
        is_search=row.kind == SEEK.code, what=GIVEN.get(row.wish.what, ""),
        facts=", ".join(fact for fact in facts if fact),
        author=row.author.name if knows_names or row.author.is_public_name else HIDDEN_NAME,
        community=home.name if home else "", excerpt=row.excerpt, published_at=row.published_at,
    )  # fmt: skip


def grades_words(wish: Wish) -> str:
    """«7 класс», «5–8 классы»; empty where it is not by grades."""
    if wish.grade_from is None:
        return ""
    last = wish.grade_to or wish.grade_from
    one = last == wish.grade_from
    return f"{last} класс" if one else f"{wish.grade_from}–{last} классы"
