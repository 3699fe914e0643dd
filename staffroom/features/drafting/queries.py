"""Drafts, their editions with differences, what was said, who may approve."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
import re

from django.db.models import Case, Count, Q, QuerySet, When

from staffroom.core.errors import Absent
from staffroom.core.lookups import the_one
from staffroom.core.viewer import Viewer
from staffroom.features.drafting import policies
from staffroom.features.drafting.models import OPEN, Asked, Draft, Edition, Remark
from staffroom.shared.accounts.models import Person
from staffroom.shared.accounts.registry import Power
from staffroom.shared.duties.queries import holders, leads
from staffroom.shared.organizations.models import District, Organization, OrganizationKind

RELATED = ("district", "document", "made_by", "decided_by")
TOKEN = re.compile(r"\s+|[^\s]+")


def draft(viewer: Viewer, district: District, pid: str) -> Draft:
    """One draft.

    Raises:
        Absent: there is none, or it is not for this viewer.
    """
    rows = policies.visible_drafts(viewer).filter(district=district, pid=pid)
    return the_one(rows.select_related(*RELATED))


def of(key: int) -> Draft:
    """One draft by its key, for what follows from facts."""
    return Draft.objects.select_related(*RELATED).get(pk=key)


def drafts(viewer: Viewer, district: District) -> QuerySet[Draft]:
    """What is in the making first, then the newest; with `asked_n`, `answered_n`, `remark_n`."""
    is_over = Case(When(state__in=OPEN, then=0), default=1)
    rows = policies.visible_drafts(viewer).filter(district=district)
    return rows.annotate(
        asked_n=Count("asked", distinct=True),
        answered_n=Count("asked", filter=Q(asked__answered_at__isnull=False), distinct=True),
        remark_n=Count("remarks", filter=~Q(remarks__text=""), distinct=True),
    ).order_by(is_over, "-made_at", "-pk")


def editions(found: Draft) -> list[Edition]:
    """All editions, the newest first."""
    return list(found.editions.select_related("made_by").order_by("-number"))


def asked(found: Draft) -> list[Asked]:
    """Organisations that were asked, silent ones first."""
    rows = found.asked.select_related("organization")
    return list(
        rows.order_by(
            Case(When(answered_at=None, then=0), default=1), "organization__sort_key", "pk"
        )
    )


def remarks(found: Draft) -> list[Remark]:
    """What was said, oldest first."""
    rows = found.remarks.select_related("person", "organization", "community", "answered_by")
    made = list(rows.order_by("said_at", "pk"))
    for one in made:
        one.draft = found
    return made


def remark(found: Draft, number: int) -> Remark:
    """The remark of this number on its page.

    Raises:
        Absent: there is none.
    """
    rows = remarks(found)
    if not 1 <= number <= len(rows):
        raise Absent
    return rows[number - 1]


def to_ask(district: District) -> QuerySet[Organization]:
    """Organisations that can be asked: those that work here, without the department and partners."""
    rows = Organization.objects.filter(district=district, closed_on=None)
    return rows.exclude(
        kind__in=(OrganizationKind.EDUCATION_DEPARTMENT, OrganizationKind.PARTNER)
    ).order_by("sort_key", "short_name", "pk")


def approvers(district: District, *, at: datetime) -> frozenset[int]:
    """Who may approve: those who lead the district (`roles.lead`); while nobody does, who keeps papers."""
    first = leads(district, at=at)
    found: Iterable[Person] = first or holders(
        Power.KEEP_DOCUMENTS, ("district", district.pk), at=at
    )
    return frozenset(one.pk for one in found)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text: `same`, `new` or `old`."""

    kind: str
    words: str


def difference(before: str, after: str) -> list[Piece]:
    """What was taken out and put in between two editions, word by word."""
    old, new = TOKEN.findall(before.replace("\r", "")), TOKEN.findall(after.replace("\r", ""))
    found: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece("same", "".join(old[a:b])))
            continue
        found += [Piece("old", "".join(old[a:b]))] if b > a else []
        found += [Piece("new", "".join(new[c:d]))] if d > c else []
    return found
