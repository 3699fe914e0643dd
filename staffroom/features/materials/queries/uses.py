"""Reading lessons given by a material."""

from dataclasses import dataclass
from datetime import date

from staffroom.core.errors import Absent
from staffroom.core.viewer import Viewer
from staffroom.features.materials.models import Material, Use
from staffroom.shared.communities.registry import knows_people
from staffroom.shared.publications.policies.reading import Judged
from staffroom.shared.publications.queries.feeds import HIDDEN_NAME

SHOWN = 20
MOST_IN_NOTE = 200


@dataclass(frozen=True, slots=True)
class UseRow:
    """A lesson as this viewer may know it."""

    pid: str
    name: str
    person_pid: str
    workplace: str
    held_on: date
    grade: str
    changed: str
    result: str
    version_n: int
    is_own: bool


def uses(viewer: Viewer, publication: Judged, *, limit: int = SHOWN) -> list[UseRow]:
    """Lessons given by the material, the latest first; outsiders read no names without consent."""
    rows = Use.objects.filter(material=publication.pk).select_related("person")
    knows = knows_people(viewer, publication.district_id)
    return [
        UseRow(
            pid=row.pid, held_on=row.held_on, grade=row.grade, changed=row.changed,
            name=row.person.name if (named := knows or row.person.is_public_name) else HIDDEN_NAME,
            person_pid=row.person.pid if named else "", workplace=row.workplace if named else "",
            result=row.result, version_n=row.version_n, is_own=row.person_id == viewer.person_id,
        )
        for row in rows.order_by("-held_on", "-pk")[:limit]
    ]  # fmt: skip


def use(material: Material, pid: str) -> Use:
    """One lesson.

    Raises:
        Absent: there is no such.
    """
    found = Use.objects.filter(material=material, pid=pid).select_related("material__publication")
    row = found.first()
    if row is None:
        raise Absent
    return row
