"""What teachers of a demonstration district show of their experience, and who asked to study it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from staffroom.core import clock
from staffroom.overviews.experience import actions
from staffroom.overviews.experience.models import Experience
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.queries.viewers import viewer_for
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.models import Publication

Rows = Mapping[str, Any]


def show(district: District, texts: Rows, people: Mapping[str, Person], *, now: datetime) -> None:
    """The pages that the texts tell of; what they name by its title stands already."""
    for row in texts.get("experience", ()):
        who, at = people[row["author"]], now - timedelta(days=row["days_ago"])
        works = Publication.objects.filter(district=district, title__in=row["titles"])
        with clock.told(at):
            made = actions.gather(
                person=who, about=row["about"], works=list(works), is_shown=True,
                shows_reviews=row.get("shows_reviews", False), actor=viewer_for(who, at=at), at=at,
            )  # fmt: skip
        for piece in made.pieces.filter(publication__title__in=row.get("prepared", ())):
            editor = people[row["editor"]]
            with clock.told(at + timedelta(days=1)):
                actions.prepare(
                    piece=piece, actor=viewer_for(editor, at=now), at=at + timedelta(days=1)
                )
        for asked in row.get("ask", ()):
            _ask(made, asked, people, now)


def _ask(page: Experience, row: Rows, people: Mapping[str, Person], now: datetime) -> None:
    at = now - timedelta(days=row["days_ago"])
    with clock.told(at):
        found = actions.ask(
            experience=page, why=row["why"], actor=viewer_for(people[row["author"]], at=at), at=at
        )
    if "allowed" in row:
        later = at + timedelta(days=1)
        with clock.told(later):
            actions.answer(
                found=found, is_allowed=row["allowed"], words=row.get("words", ""),
                actor=viewer_for(page.person, at=later), at=later,
            )  # fmt: skip
