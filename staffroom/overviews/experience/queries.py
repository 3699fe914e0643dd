"""Reading pages of experience: one of them, the list of a district, who was let in."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from staffroom.core.errors import Absent
from staffroom.core.lookups import the_one
from staffroom.core.viewer import Viewer
from staffroom.features.materials.models import Material, Use
from staffroom.features.materials.queries.cards import grades_words, kind_labels
from staffroom.features.materials.registry import MATERIAL
from staffroom.features.review.models import Conclusion, Outcome
from staffroom.features.review.queries import spreading
from staffroom.features.review.queries.wording import level_words
from staffroom.overviews.experience import policies, registry
from staffroom.overviews.experience.models import (
    STANDING,
    Acquaintance,
    AcquaintanceState,
    Experience,
    Piece,
)
from staffroom.shared.accounts.models import Person
from staffroom.shared.accounts.registry import SUBJECTS
from staffroom.shared.communities.models import Admission, AdmissionState
from staffroom.shared.communities.registry import district_token, knows_people
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.models import (
    Coauthor,
    CoauthorState,
    Publication,
    PublicationStatus,
)
from staffroom.shared.publications.policies import visible_publications
from staffroom.shared.publications.queries.feeds import HIDDEN_NAME


def own_works(person_id: int) -> QuerySet[Publication]:
    """Published materials that this person wrote, alone or with others: what he may show."""
    together = Coauthor.objects.filter(
        publication=OuterRef("pk"), person=person_id, state=CoauthorState.ACCEPTED
    )
    rows = Publication.objects.filter(kind=MATERIAL.code, status=PublicationStatus.PUBLISHED)
    return rows.filter(Q(author=person_id) | Exists(together))


def page_of(pid: str) -> Experience:
    """The page of the person of this public id.

    Raises:
        Absent: there is no such person, or he has begun no page.
    """
    rows = Experience.objects.filter(person__pid=pid, person__is_active=True)
    return the_one(rows.select_related("person"))


def request_of(experience: Experience, pid: str) -> Acquaintance:
    """A request to study this experience.

    Raises:
        Absent: there is none.
    """
    rows = Acquaintance.objects.filter(experience=experience, pid=pid)
    return the_one(rows.select_related("experience__person", "person", "district"))


def my_request(viewer: Viewer, experience: Experience) -> Acquaintance | None:
    """What this viewer asked last of this teacher."""
    if viewer.person_id is None:
        return None
    rows = Acquaintance.objects.filter(experience=experience, person=viewer.person_id)
    return rows.select_related("experience__person").order_by("-asked_at", "-pk").first()


def standing_request(viewer: Viewer, experience: Experience) -> Acquaintance:
    """The viewer's own request that waits or was granted.

    Raises:
        Absent: there is none.
    """
    rows = Acquaintance.objects.filter(
        experience=experience, person=viewer.person_id, state__in=STANDING
    )
    return the_one(rows.select_related("experience__person"))


def piece_of(viewer: Viewer, experience: Experience, pid: str) -> Piece:
    """A material on the page that this viewer may read where it stands.

    Raises:
        Absent: there is none.
    """
    rows = policies.standing_pieces(viewer).filter(experience=experience, publication__pid=pid)
    return the_one(
        rows.select_related(
            "publication__home_community", "publication__district", "experience__person"
        )
    )


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson given by a material, as this viewer may know it."""

    name: str
    is_own: bool  # given by the teacher himself
    held_on: date
    grade: str
    result: str


@dataclass(slots=True)
class Work:
    """A material of the page in words."""

    pid: str
    title: str
    url: str
    kind: str
    subject: str
    grades: str
    use_n: int
    excerpt: str
    district: str
    why_waits: str  # why others do not see it yet; told to its owner alone
    may_prepare: bool = False
    lessons: list[Lesson] = field(default_factory=list)
    adapted: list[tuple[str, str]] = field(default_factory=list)  # title, address
    marks: list[str] = field(default_factory=list)
    spread: list[str] = field(default_factory=list)  # held steps of its spreading, in words


def works(viewer: Viewer, experience: Experience, opened: policies.Door) -> list[Work]:
    """What this viewer reads on the page, the newest first; as many queries for sixty as for one."""
    rows = policies.visible_pieces(viewer, experience, opened).select_related(
        "publication__material", "publication__district", "publication__home_community"
    )
    found = list(rows.order_by("-publication__published_at", "-pk")[: registry.MOST_SHOWN])
    keys = [one.publication_id for one in found]
    marks = _marks(keys) if experience.shows_reviews or opened.is_own else {}
    lessons, made = _lessons(viewer, experience, keys), _made(viewer, keys)
    spread = spreading.told_of(list(marks)) if marks and experience.shows_reviews else {}
    told = []
    for one in found:
        work = _work(one)
        work.lessons = lessons[one.publication_id]
        work.adapted = made[one.publication_id]
        if experience.shows_reviews:
            work.marks = [level_words(mark) for mark in marks.get(one.publication_id, ())]
            work.spread = spread.get(one.publication_id, [])
        if opened.is_own:
            rule = opened.rules.get(one.publication.district_id, "")
            work.why_waits = _why_waits(one, rule, is_marked=one.publication_id in marks)
        told.append(work)
    return told


def waiting(viewer: Viewer, experience: Experience) -> list[Work]:
    """What waits on the page for this viewer to make it ready, as a moderator (PD-4.8)."""
    if not viewer.powers or experience.shown_at is None:
        return []
    rows = policies.standing_pieces(viewer).filter(experience=experience, prepared_at=None)
    found = rows.select_related(
        "publication__material", "publication__district", "publication__home_community"
    )
    ordered = found.order_by("-publication__published_at", "-pk")[: registry.MOST_SHOWN]
    return [_work(one) for one in ordered if policies.may_prepare(viewer, one.publication)]


def _work(piece: Piece) -> Work:
    shown = piece.publication
    card: Material = shown.material
    subject = SUBJECTS.get(card.subject)
    return Work(
        pid=shown.pid, title=shown.title,
        url=f"/p/{shown.pid}-{shown.slug}/" if shown.slug else f"/p/{shown.pid}/",
        kind=kind_labels().get(card.kind, card.kind), subject=subject.label if subject else "",
        grades=grades_words(card.grade_from, card.grade_to), use_n=card.use_n,
        excerpt=card.essence or shown.plain, district=shown.district.name, why_waits="",
    )  # fmt: skip


def _why_waits(piece: Piece, rule: str, *, is_marked: bool) -> str:
    if not rule:
        return "Не видно другим: вы не участник сети этого района"
    if rule == registry.AFTER_REVIEW and not is_marked:
        return "Откроется после положительного заключения экспертизы"
    if rule == registry.AFTER_EDITING and piece.prepared_at is None:
        return "Откроется, когда модератор подготовит материал к показу"
    return ""


def _marks(keys: Sequence[int]) -> dict[int, list[Conclusion]]:
    rows = Conclusion.objects.filter(
        request__publication__in=keys, is_shown=True, outcome=Outcome.ACCEPT
    )
    found: dict[int, list[Conclusion]] = defaultdict(list)
    for one in rows.select_related("request").order_by("-made_at", "-pk"):
        if one.request.publication_id is not None:
            found[one.request.publication_id].append(one)
    return found


def _lessons(
    viewer: Viewer, experience: Experience, keys: Sequence[int]
) -> dict[int, list[Lesson]]:
    """The latest lessons of each material; who may not know people reads no name without consent."""
    nth = Window(RowNumber(), partition_by="material", order_by=["-held_on", "-pk"])
    rows = Use.objects.filter(material__in=keys).annotate(nth=nth).filter(nth__lte=registry.LESSONS)
    found: dict[int, list[Lesson]] = defaultdict(list)
    for one in rows.select_related("person", "material__publication").order_by("-held_on", "-pk"):
        knows = knows_people(viewer, one.material.publication.district_id)
        found[one.material_id].append(
            Lesson(
                name=one.person.name if knows or one.person.is_public_name else HIDDEN_NAME,
                is_own=one.person_id == experience.person_id,
                held_on=one.held_on, grade=one.grade, result=one.result,
            )
        )  # fmt: skip
    return found


def _made(viewer: Viewer, keys: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    """What colleagues made of these materials and the viewer may read: titles and addresses."""
    nth = Window(
        RowNumber(), partition_by="based_on", order_by=["-publication__published_at", "-pk"]
    )
    rows = Material.objects.filter(
        based_on__in=keys,
        publication__in=visible_publications(viewer),
        publication__status=PublicationStatus.PUBLISHED,
    )
    named = rows.annotate(nth=nth).filter(nth__lte=registry.LESSONS).order_by("based_on", "nth")
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for one in named.select_related("publication"):
        if one.based_on_id is not None:
            found[one.based_on_id].append((one.publication.title, f"/p/{one.publication.pid}/"))
    return found


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as the teacher sees it on his page."""

    pid: str
    name: str
    person_pid: str
    why: str
    state: str


def asked_of(experience: Experience) -> list[Asked]:
    """Who waits for an answer and who is let in; for the teacher himself."""
    rows = Acquaintance.objects.filter(experience=experience, state__in=STANDING)
    return [
        Asked(one.pid, one.person.name, one.person.pid, one.why, one.state)
        for one in rows.select_related("person").order_by("-state", "-asked_at", "-pk")
    ]


@dataclass(frozen=True, slots=True)
class Teacher:
    """A line of the list of a district."""

    name: str
    pid: str
    subjects: str
    work_n: int
    is_on_request: bool  # the page does not open to this viewer until the teacher lets him in


def teachers(viewer: Viewer, place: District, *, subject: str = "") -> list[Teacher]:
    """Who shows his experience in this district, as far as this viewer may know; six queries at most."""
    rule = policies.rule_in(place.pk)
    is_inside = district_token(place.pk) in viewer.tokens or viewer.is_system
    if not is_inside and rule not in {registry.OPEN, registry.ON_REQUEST}:
        return []
    at_home = Admission.objects.filter(
        person=OuterRef("person"), district=place, state=AdmissionState.ADMITTED
    )
    rows = Experience.objects.filter(
        Exists(at_home), shown_at__isnull=False, person__is_active=True
    ).select_related("person")
    pages = list(rows.order_by("person__sort_key", "pk")[: registry.MOST_LISTED])
    pieces = _readable(viewer, place, rule, [one.pk for one in pages])
    let_in = _let_in(viewer) if rule == registry.ON_REQUEST else set()
    found = []
    for page in pages:
        mine = page.person_id == viewer.person_id
        is_opened = mine or rule != registry.ON_REQUEST or page.pk in let_in
        own = pieces.get(page.pk, [])
        if not (is_inside or page.person.is_public_name) or not (is_inside or is_opened):
            continue
        if (is_opened and not own) or (subject and subject not in own):
            continue
        found.append(_teacher(page.person, own, is_on_request=not is_opened))
    return found


def _readable(
    viewer: Viewer, place: District, rule: str, keys: Iterable[int]
) -> dict[int, list[str]]:
    """Subjects of what this viewer may read on these pages, one for each material."""
    rows = policies.standing_pieces(viewer).filter(
        policies.shown_by({place.pk: rule}), experience__in=list(keys)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for key, code in rows.order_by("pk").values_list(
        "experience_id", "publication__material__subject"
    ):
        found[key].append(code)
    return found


def _let_in(viewer: Viewer) -> set[int]:
    rows = Acquaintance.objects.filter(person=viewer.person_id, state=AcquaintanceState.ALLOWED)
    return set(rows.values_list("experience_id", flat=True)) if viewer.person_id else set()


def _teacher(person: Person, own: Sequence[str], *, is_on_request: bool) -> Teacher:
    labels = sorted({str(SUBJECTS[code].label) for code in own if code in SUBJECTS})
    return Teacher(
        name=person.name, pid=person.pid, subjects=", ".join(labels),
        work_n=0 if is_on_request else len(own), is_on_request=is_on_request,
    )  # fmt: skip


def page_for(viewer: Viewer, pid: str) -> tuple[Experience, policies.Door]:
    """The page with its door, for who learns that there is one.

    Raises:
        Absent: there is none, or this viewer is not to know of it.
    """
    found = page_of(pid)
    opened = policies.door(viewer, found)
    if not opened.is_known:
        raise Absent
    return found, opened


def unprepared() -> list[int]:
    """Keys of pages with materials that no moderator has made ready."""
    rows = Piece.objects.filter(prepared_at=None).order_by("experience")
    return list(rows.values_list("experience_id", flat=True).distinct())
