"""The library, the register, one paper with its chain."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from staffroom.core.files.models import StoredFile
from staffroom.core.lookups import one_or_none, the_one
from staffroom.core.paging import First
from staffroom.core.viewer import Viewer
from staffroom.shared.communities.models import Community
from staffroom.shared.documents import policies
from staffroom.shared.documents.models import (
    Document,
    DocumentFile,
    DocumentSignature,
    DocumentState,
    FileRole,
    Series,
)
from staffroom.shared.documents.registry import CODE_ALPHABET, KINDS
from staffroom.shared.organizations.models import District, Organization

SOON = timedelta(days=60)
MOST_BELOW = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What a list is narrowed to."""

    kind: str = ""
    level: str = ""
    year: int | None = None
    state: str = ""  # a state, «expired» or «ending»
    words: str = ""


def documents(
    viewer: Viewer, district: District, narrowing: Narrowing, *, today: date
) -> QuerySet[Document]:
    """Papers of a district that the viewer reads, the newest first, drafts on top."""
    rows = policies.visible_documents(viewer).filter(district=district)
    if narrowing.kind in KINDS:
        rows = rows.filter(kind=narrowing.kind)
    if narrowing.level:
        rows = rows.filter(level=narrowing.level)
    if narrowing.year:
        rows = rows.filter(year=narrowing.year)
    if narrowing.state:
        rows = rows.filter(_in_state(narrowing.state, today))
    if narrowing.words:
        words = Q(heading__folded__contains=narrowing.words) | Q(number__folded=narrowing.words)
        rows = rows.filter(words | Q(gist__folded__contains=narrowing.words))
    return rows.select_related("community").order_by(F("dated_on").desc(nulls_first=True), "-id")


def _in_state(state: str, today: date) -> Q:
    issued = Q(state=DocumentState.ISSUED)
    if state == "expired":
        return issued & Q(valid_until_on__lt=today)
    if state == "ending":
        return issued & Q(valid_until_on__range=(today, today + SOON))
    return Q(state=state)


def document(viewer: Viewer, district: District, pid: str) -> Document:
    """One paper.

    Raises:
        Absent: there is none, or it is not for this viewer.
    """
    rows = policies.visible_documents(viewer).select_related(
        "district", "issuer", "community", "basis__basis", "amends", "issued_by"
    )
    return the_one(rows.filter(district=district, pid=pid))


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """What a paper rests on and what rests on it, as far as the viewer reads them."""

    above: Sequence[Document]  # minutes → order → this
    amends: Document | None
    amendments: Sequence[Document]
    below: First[Document]


def chain(viewer: Viewer, document: Document) -> Chain:
    """Minutes → order → amending order: each step by its own rights; four queries at most."""
    seen = policies.visible_documents(viewer)
    keys = [one.pk for one in _above(document)]
    above = {one.pk: one for one in seen.filter(pk__in=keys)} if keys else {}
    amends = one_or_none(seen.filter(pk=document.amends_id)) if document.amends_id else None
    rows = seen.filter(Q(amends=document.pk) | Q(basis=document.pk))
    rows = rows.order_by(F("dated_on").asc(nulls_last=True), "pk")  # drafts after what stands
    later: First[Document] = First.of(rows, MOST_BELOW)
    return Chain(
        above=[above[key] for key in reversed(keys) if key in above],
        amends=amends,
        amendments=[one for one in later if one.amends_id == document.pk],
        below=later.only(lambda one: one.basis_id == document.pk),
    )


def _above(document: Document) -> list[Document]:
    found: list[Document] = []
    step = document.basis
    while step is not None and len(found) < 5 and step not in found:
        found.append(step)
        step = step.basis
    return found


def files(document: Document) -> list[DocumentFile]:
    """The files of a paper: prints first, then signed copies."""
    return list(document.files.select_related("file", "added_by").order_by("pk"))


def issuers(district: District) -> QuerySet[Organization]:
    """Who may issue a paper: organisations; a group is not one of them (BT-2.2.a)."""
    rows = Organization.objects.filter(district=district, closed_on=None)
    return rows.order_by("-is_base", "sort_key", "pk")


def years(viewer: Viewer, district: District) -> list[int]:
    """Years of the register, the newest first."""
    rows = policies.visible_documents(viewer).filter(district=district, year__isnull=False)
    found = rows.order_by("-year").values_list("year", flat=True).distinct()
    return [year for year in found if year]


def terms(district: District, *, today: date) -> tuple[int, int]:
    """How many papers have outlived their term, and how many soon will; one query."""
    rows = Document.objects.filter(district=district, state=DocumentState.ISSUED)
    found = rows.filter(valid_until_on__isnull=False).aggregate(
        ended=Count("pk", filter=Q(valid_until_on__lt=today)),
        ending=Count("pk", filter=Q(valid_until_on__range=(today, today + SOON))),
    )
    return found["ended"], found["ending"]


def ending(*, within: timedelta, today: date) -> QuerySet[Document]:
    """Papers whose term ends soon and of which nobody was warned."""
    rows = Document.objects.filter(state=DocumentState.ISSUED, warned_at=None)
    return rows.filter(valid_until_on__range=(today, today + within)).select_related("district")


def gaps(series: Series) -> list[int]:
    """Numbers of a series that no paper bears: none, unless somebody tampered with the table."""
    used = Document.objects.filter(issuer=series.issuer_id, kind=series.kind, year=series.year)
    borne = set(used.exclude(state=DocumentState.DRAFT).values_list("number", flat=True))
    return [
        n for n in range(1, series.last_n + 1) if series.pattern.replace("{n}", str(n)) not in borne
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """A yearly series in words: whose, how far it has come, what is missing in it."""

    issuer: str
    last: int
    gaps: Sequence[int]


def numbering(district: District, kind: str, year: int) -> list[Numbering]:
    """The series of one kind and year, for those who keep the register."""
    rows = Series.objects.filter(issuer__district=district, kind=kind, year=year, last_n__gt=0)
    return [
        Numbering(issuer=one.issuer.short_name, last=one.last_n, gaps=gaps(one))
        for one in rows.select_related("issuer").order_by("issuer__sort_key", "pk")
    ]


def acts(viewer: Viewer, district: District) -> QuerySet[Document]:
    """«Нормативное»: acts of others, the newest in force first (TV-3.1.1.b)."""
    rows = policies.visible_documents(viewer).filter(district=district, kind="act")
    rows = rows.exclude(state=DocumentState.DRAFT)
    begins = Coalesce("valid_from_on", "dated_on")
    return rows.annotate(begins_on=begins).order_by("-begins_on", "-pk")


def signatures(document: Document) -> list[DocumentSignature]:
    """The signatures of a paper in the order in which they were brought, without their bytes."""
    return list(document.signatures.defer("content").order_by("pk"))


def checked(code: str) -> Document | None:
    """The paper of a code, typed as people type: with dashes, spaces, small letters."""
    clean = "".join(sign for sign in code.upper() if sign in CODE_ALPHABET)
    rows = Document.objects.exclude(state=DocumentState.DRAFT).select_related("district")
    return rows.filter(check_code=clean).first() if clean else None


def governing(viewer: Viewer, community: Community) -> list[tuple[Document, StoredFile | None]]:
    """Regulations and agreements by which a community lives, each with the file to download.

    What was brought as the original comes before our own print (BB-O.1, BT-2.1, BT-2.2.b). Two queries.
    """
    rows = policies.visible_documents(viewer).filter(
        community=community, kind__in=("regulation", "agreement"), state=DocumentState.ISSUED
    )
    kept = DocumentFile.objects.filter(role__in=(FileRole.ORIGINAL, FileRole.PDF))
    kept = kept.select_related("file").order_by("role")  # «original» stands before «pdf»
    rows = rows.prefetch_related(Prefetch("files", queryset=kept, to_attr="to_download"))
    found = rows.select_related("basis", "district").order_by("-dated_on", "-pk")[:10]
    return [(one, next((kept.file for kept in one.to_download), None)) for one in found]  # type: ignore[attr-defined]  # of the prefetch
