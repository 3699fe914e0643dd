"""What the authors and the moderators read of a preparation."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from staffroom.core import files
from staffroom.core.files import FileRow
from staffroom.features.materials.models import UNDER_WAY, Children, Material, Opening, OpeningStep
from staffroom.features.materials.policies import opening as policies
from staffroom.features.materials.queries.versions import Change, changes_between
from staffroom.shared.communities.registry import EVERYBODY
from staffroom.shared.publications.models import PublicationStatus, Reader
from staffroom.shared.publications.policies import OPEN_TO_ALL
from staffroom.shared.publications.registry import PUBLICATION_FILES


@dataclass(frozen=True, slots=True)
class Told:
    """A step as it is shown: who, when, words, and what an edit changed."""

    step: OpeningStep
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Preparation:
    """One preparation with its talk, the first step first."""

    opening: Opening
    steps: tuple[Told, ...]

    @property
    def is_going_on(self) -> bool:
        """Whether nothing is decided yet."""
        return self.opening.state in UNDER_WAY


def preparations(material: Material) -> list[Preparation]:
    """All of a material, the newest first; two queries."""
    rows = list(Opening.objects.filter(material=material).order_by("-pk"))
    steps = OpeningStep.objects.filter(opening__in=[row.pk for row in rows])
    told: dict[int, list[Told]] = {}
    for step in steps.select_related("person").order_by("pk"):
        told.setdefault(step.opening_id, []).append(Told(step, _changes(step)))
    for row in rows:
        row.material = material
    return [Preparation(row, tuple(told.get(row.pk, ()))) for row in rows]


def _changes(step: OpeningStep) -> tuple[Change, ...]:
    if not step.title:
        return ()
    before = [step.was_title, *step.was_plain.splitlines()]
    return tuple(changes_between(before, [step.title, *step.plain.splitlines()]))


def files_beside(material: Material) -> list[FileRow]:
    """The files that the moderator looks at."""
    return files.files_of(PUBLICATION_FILES, [material.pk]).get(material.pk, [])


def print_now(material: Material) -> str:
    """The sum of what stands on the page."""
    return policies.print_of(material, material.publication)


def open_with_children() -> list[int]:
    """Keys of materials marked with children that guests read, or would by the audience their author chose."""
    marked = Material.objects.filter(Q(children=Children.SHOWN) | ~Q(shown_in=[]))
    guests = Reader.objects.filter(publication=OuterRef("publication"), token=EVERYBODY)
    found = marked.filter(Q(publication__audience__in=OPEN_TO_ALL) | Exists(guests))
    alive = found.filter(
        publication__status__in=(PublicationStatus.PUBLISHED, PublicationStatus.HIDDEN)
    )
    return list(alive.order_by("pk").values_list("pk", flat=True))
