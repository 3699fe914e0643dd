"""What stands on a demonstration district's public face, put there by the same actions that staff use."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from staffroom.core.viewer import GUEST, Viewer
from staffroom.overviews.site.actions import inquiries
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community
from staffroom.shared.organizations.models import District


def furnish(
    district: District,
    texts: Mapping[str, Any],
    people: Mapping[str, Person],
    communities: Mapping[str, Community],
    *,
    now: datetime,
) -> None:
    """Questions of visitors: some answered and shown to everybody, one waiting."""
    for row in texts.get("question", ()):
        at = now - timedelta(days=row["days_ago"], hours=2)
        asked = inquiries.ask(
            district=district, community=communities[row["to"]] if row.get("to") else None,
            name=row["name"], email=row["email"], words=row["words"], actor=GUEST, at=at,
        )  # fmt: skip
        if not row.get("answer"):
            continue
        actor = acting(people[row["answered_by"]])
        later = at + timedelta(days=row["answered_after_days"])
        inquiries.answer(inquiry=asked, words=row["answer"], actor=actor, at=later)
        inquiries.show(inquiry=asked, question=row["public"], actor=actor)


def acting(person: Person) -> Viewer:
    """The person with every right: the texts were judged when they were written."""
    return Viewer(person_id=person.pk, pid=person.pid, name=person.name, is_system=True)
