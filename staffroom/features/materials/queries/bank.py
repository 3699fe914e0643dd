"""The bank: lists of materials narrowed by what teachers look for."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet

from staffroom.core.clock import now
from staffroom.core.viewer import Viewer
from staffroom.features.materials.models import Material, codes_in, marked
from staffroom.features.materials.queries.cards import grades_words, kind_labels
from staffroom.features.materials.queries.streams import in_a_list
from staffroom.features.materials.registry import REACHES, STAGES, STANDARDS
from staffroom.shared.accounts.registry import SUBJECTS
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.registry import knows_people
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.models import PublicationStatus
from staffroom.shared.publications.policies import visible_publications
from staffroom.shared.publications.queries.feeds import HIDDEN_NAME, TOGETHER, Cursor
from staffroom.shared.publications.registry import page_address

PAGE = 20
MOST_IN_REGISTER = 5000
COLUMNS = (
    "pk", "publication__pid", "publication__slug", "publication__title", "publication__excerpt",
    "publication__author__pid", "publication__author__name", "publication__author__is_public_name",
    "publication__district_id", "publication__coauthor_n", "publication__home_community__name",
    "publication__home_community__pid", "publication__home_community__slug",
    "publication__district__slug", "publication__published_at", "publication__file_n",
    "publication__thanks_n", "kind", "subject", "grade_from", "grade_to", "use_n",
    "organization__short_name", "standard", "requirement", "version_n", "terms", "level",
    "stage", "reach", "aspects", "recording__is_watched", "recording__starts_at", "recording__planned",
    "recording__added_at", "publication__district__time_zone",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What the list is narrowed by; empty parts narrow nothing."""

    kind: str = ""
    subject: str = ""
    grade: int | None = None
    level: str = ""
    standard: str = ""
    theme: str = ""
    aspect: str = ""
    stage: str = ""
    reach: str = ""
    watch: str = ""  # «video»: with something to watch; «live»: live streams
    order: str = ""  # «used»: the most used first


class BankRow(NamedTuple):
    """A material in a list. Plain values."""

    url: str
    title: str
    excerpt: str
    author_name: str
    author_pid: str
    community_name: str
    community_url: str
    published_at: datetime
    file_n: int
    thanks_n: int
    kind: str
    subject: str
    grades: str
    use_n: int
    organization: str
    standard: str
    requirement: str
    version_n: int
    terms: str
    level: str
    stage: str
    reach: str
    aspects: tuple[str, ...]  # codes
    video: str  # «Видео», «Эфир 25 ноября 2026 в 15:00», «Запись эфира»; empty without

    @property
    def serves(self) -> str:
        """The standard and what of it the material serves: «ФГОС ООО: смысловое чтение»."""
        words = STANDARDS.get(self.standard, "")
        return f"{words}: {self.requirement}" if words and self.requirement else words


@dataclass(frozen=True, slots=True)
class Stretch:
    """A page of the list and where the next begins (empty: nothing more)."""

    rows: tuple[BankRow, ...]
    next: str


def bank(
    viewer: Viewer,
    place: District | Community,
    by: Narrowing,
    *,
    after: Cursor | None = None,
    skip: int = 0,
    limit: int = PAGE,
) -> Stretch:
    """Published materials of a district or of a community that the viewer may read.

    The newest first, going on from `after`; the most used ones go on by position (`skip`).
    """
    rows = _narrowed(readable(viewer, place), by)
    if by.order == "used":
        found = list(
            rows.order_by("-use_n", "-publication__thanks_n", "-pk").values_list(*COLUMNS)[
                skip : skip + limit + 1
            ]
        )
        more = str(skip + limit) if len(found) > limit else ""
    else:
        if after is not None:
            rows = rows.filter(
                Q(publication__published_at__lt=after.bumped_at)
                | Q(publication__published_at=after.bumped_at, pk__lt=after.id)
            )
        ordered = rows.order_by("-publication__published_at", "-pk")
        found = list(ordered.values_list(*COLUMNS)[: limit + 1])
        last = found[limit - 1] if len(found) > limit else None
        more = str(Cursor(last[14], last[0])) if last else ""
    return Stretch(tuple(_row(viewer, one) for one in found[:limit]), more)


def readable(viewer: Viewer, place: District | Community) -> QuerySet[Material]:
    """Published materials of a district or of a community that the viewer may read."""
    shown = visible_publications(viewer).filter(status=PublicationStatus.PUBLISHED, kind="material")
    if isinstance(place, Community):
        shown = shown.filter(placements__community=place.pk, placements__hidden_at=None)
    else:
        shown = shown.filter(district=place.pk)
    return Material.objects.filter(publication__in=shown.values("pk"))


def _narrowed(rows: QuerySet[Material], by: Narrowing) -> QuerySet[Material]:
    for name in ("kind", "subject", "level", "standard", "stage", "reach"):
        if value := getattr(by, name):
            rows = rows.filter(**{name: value})
    if by.grade is not None:
        rows = rows.filter(grade_from__lte=by.grade, grade_to__gte=by.grade)
    if by.watch:
        rows = rows.filter(recording__is_watched=True)
    if by.watch == "live":
        rows = rows.exclude(recording__starts_at=None)
    if by.theme:
        rows = rows.filter(publication__theme=by.theme)
    if by.aspect:
        rows = rows.filter(aspects__contains=marked(by.aspect))
    return rows


def _row(viewer: Viewer, one: tuple) -> BankRow:  # type: ignore[type-arg]  # a row of COLUMNS
    (
        _key, pid, slug, title, excerpt, author_pid, author_name, is_public_name, district_id, coauthor_n,
        community_name, community_pid, community_slug, district_slug, published_at, file_n, thanks_n,
        kind, subject, grade_from, grade_to, use_n, organization, standard, requirement, version_n, terms, level,
        stage, reach, aspects, is_watched, starts_at, planned, added_at, zone,
    ) = one  # fmt: skip
    is_named = is_public_name or knows_people(viewer, district_id)
    found = SUBJECTS.get(subject)
    return BankRow(
        url=page_address(pid, slug), title=title, excerpt=excerpt,
        author_name=f"{author_name if is_named else HIDDEN_NAME}{TOGETHER if coauthor_n else ''}",
        author_pid=author_pid if is_named else "", community_name=community_name or "",
        community_url=f"/{district_slug}/c/{community_pid}-{community_slug}/" if community_pid else "",
        published_at=published_at, file_n=file_n, thanks_n=thanks_n,
        kind=kind_labels().get(kind, kind), subject=found.label if found else "",
        grades=grades_words(grade_from, grade_to), use_n=use_n, organization=organization or "",
        standard=standard, requirement=requirement, version_n=version_n, terms=terms, level=level,
        stage=STAGES.get(stage, ""), reach=REACHES.get(reach, ""),
        aspects=tuple(codes_in(aspects)),
        video=in_a_list(
            starts_at, planned, is_watched=bool(is_watched), is_recorded=added_at is not None, zone=zone,
            at=now(),
        ),
    )  # fmt: skip


def register(viewer: Viewer, place: District | Community, by: Narrowing) -> list[BankRow]:
    """The whole register for printing: by kind, then by title (PD-2.2.5, BT-1.2.5)."""
    rows = _narrowed(readable(viewer, place), by)
    ordered = rows.order_by("kind", "standard", "requirement", "publication__title", "pk")
    return [_row(viewer, one) for one in ordered.values_list(*COLUMNS)[:MOST_IN_REGISTER]]
