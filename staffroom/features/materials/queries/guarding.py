"""What moderators and authors read of the guard of pupils' data."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from staffroom.core.viewer import Viewer
from staffroom.features.materials.models import (
    Children,
    Material,
    Opening,
    OpeningState,
    PupilsAnswer,
    Recording,
)
from staffroom.features.materials.policies.guarding import may_know_doubts
from staffroom.shared.publications.models import PublicationStatus
from staffroom.shared.publications.policies.reading import OPEN_TO_ALL, Judged


class Answered(NamedTuple):
    """An answer as it is shown."""

    who: str
    at: datetime
    reason: str
    places: str


@dataclass(frozen=True, slots=True)
class Guard:
    """The mark on a material: who stated consents and when, what was answered, what still asks."""

    consents_by: str
    consents_at: datetime | None
    adults: str  # who of adults is shown; empty where none is
    agreed_by: str
    agreed_at: datetime | None
    answers: tuple[Answered, ...]
    doubts: tuple[str, ...]
    is_author: bool
    may_ask: bool  # «Попросить открыть шире»: children are shown, members alone read it
    is_taken_back: bool  # it was open to everybody, then it was changed

    def __bool__(self) -> bool:
        """False where there is nothing to show."""
        return bool(self.consents_at or self.adults or self.answers or self.doubts)


def guard_of(viewer: Viewer, head: Judged, row: Material) -> Guard | None:
    """The mark, for the authors and those who moderate; None for other readers, without a query."""
    if viewer.is_guest or not may_know_doubts(viewer, head):
        return None
    may_ask = (
        viewer.person_id == head.author_id
        and row.children == Children.SHOWN
        and head.status == PublicationStatus.PUBLISHED
        and head.audience not in OPEN_TO_ALL
    )
    taken_back = Opening.objects.filter(material=row.pk, state=OpeningState.TAKEN_BACK)
    answers = PupilsAnswer.objects.filter(material=row.pk).select_related("person").order_by("pk")
    return Guard(
        consents_by=row.consents_by.name if row.consents_by else "", consents_at=row.consents_at,
        **_adults(getattr(row, "recording", None)),
        answers=tuple(
            Answered(one.person.name, one.at, one.get_reason_display(), _places(one.found))
            for one in answers
        ),
        doubts=tuple(f"{label}: {place}" for label, place in row.doubts),
        is_author=viewer.person_id == head.author_id,
        may_ask=may_ask, is_taken_back=may_ask and taken_back.exists(),
    )  # fmt: skip


def _adults(shown: Recording | None) -> dict[str, Any]:
    by = shown.agreed_by.name if shown and shown.agreed_by else ""
    return {
        "adults": shown.people if shown else "", "agreed_by": by,
        "agreed_at": shown.agreed_at if shown else None,
    }  # fmt: skip


def _places(found: list[list[str]]) -> str:
    return "; ".join(f"{label}: {place}" for label, place in found)
