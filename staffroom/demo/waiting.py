"""What waits in a demonstration district for those who sign in: a report to decide, what is read already."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from staffroom.core import clock
from staffroom.demo.furnishing import acting
from staffroom.shared.accounts.models import Person
from staffroom.shared.moderation import actions as reports
from staffroom.shared.moderation.queries import grounds
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.models import Publication, ReadMark


def what_waits(
    district: District,
    rows: Sequence[Mapping[str, Any]],
    people: Mapping[str, Person],
    *,
    now: datetime,
) -> None:
    """A moderator's first page is not empty: one report waits for a decision."""
    by_role = {row["role"]: people[row["key"]] for row in rows if row.get("role")}
    here = Publication.objects.filter(
        district=district, kind="topic", comment_n__gt=0, closed_at=None
    )
    mine = here.filter(home_community__memberships__person=by_role["moderator"]).order_by(
        "-bumped_at", "pk"
    )
    topic = mine.exclude(author=by_role["moderator"]).first()
    if topic is None:
        return
    comment = topic.comments.exclude(author__in=by_role.values()).order_by("seq").first()
    if comment is not None:
        at = now - timedelta(hours=5)
        with clock.told(at):
            reports.file_report(
                publication=topic, comment=comment, ground=_mildest(grounds(topic)),
                words="Посмотрите, пожалуйста: по-моему, это уводит разговор в сторону.",
                actor=acting(by_role["methodist"]), at=at,
            )  # fmt: skip


def read_marks(
    district: District,
    rows: Sequence[Mapping[str, Any]],
    people: Mapping[str, Person],
    *,
    now: datetime,
) -> None:
    """Those who have an account of their own have read what is older than three days."""
    known = [people[row["key"]] for row in rows if row.get("role")]
    old = Publication.objects.filter(district=district, bumped_at__lt=now - timedelta(days=3))
    seen = list(old.values_list("pk", "last_seq"))
    ReadMark.objects.bulk_create(
        (
            ReadMark(person=person, publication_id=key, seq=seq)
            for person in known
            for key, seq in seen
        ),
        ignore_conflicts=True,
    )


def _mildest(known: Mapping[str, str]) -> str:
    """What a remark beside the point is reported for."""
    return next(code for code in ("spam", "hindering", *known) if code in known)
