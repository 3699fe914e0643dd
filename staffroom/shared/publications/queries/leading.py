"""Reading live hours and what came out of talks."""

from dataclasses import dataclass
from datetime import datetime

from staffroom.core.viewer import Viewer
from staffroom.shared.communities.registry import knows_people
from staffroom.shared.publications.models import Publication, Summary
from staffroom.shared.publications.queries.feeds import HIDDEN_NAME
from staffroom.ui.words import going


@dataclass(frozen=True, slots=True, kw_only=True)
class Hour:
    """The live hour of a talk as this viewer may know it; `state` is ahead, now or past."""

    from_at: datetime
    to_at: datetime
    state: str
    host_name: str
    host_pid: str
    host_id: int


def hour(viewer: Viewer, publication_id: int, *, at: datetime) -> Hour | None:
    """The announced hour with who answers then."""
    rows = Publication.objects.filter(pk=publication_id).exclude(hour_host=None)
    found = rows.values_list(
        "hour_from", "hour_to", "hour_host__name", "hour_host__pid", "hour_host__is_public_name",
        "hour_host_id", "district_id",
    ).first()  # fmt: skip
    if found is None:
        return None
    from_at, to_at, name, pid, is_public, key, district_id = found
    if from_at is None or to_at is None:
        return None
    is_named = is_public or knows_people(viewer, district_id)
    return Hour(
        from_at=from_at,
        to_at=to_at,
        state=going(from_at, to_at, at),
        host_name=name if is_named else HIDDEN_NAME,
        host_pid=pid if is_named else "",
        host_id=key or 0,
    )


def summary(publication_id: int) -> Summary | None:
    """What came out of a talk."""
    return Summary.objects.filter(publication=publication_id).select_related("author").first()


def summaries(publication_ids: list[int]) -> dict[int, str]:
    """The words of summaries, by publication."""
    rows = Summary.objects.filter(publication__in=publication_ids)
    return dict(rows.values_list("publication_id", "plain"))
