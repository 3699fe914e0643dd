"""Drafts of documents in the small district."""

from datetime import date

from staffroom.features.drafting import actions
from staffroom.features.drafting.models import Draft
from tests.factories.adoption import allow, represent
from tests.factories.world import THEN, World, acting

UNTIL_ON = date(2099, 10, 15)  # whatever the clock of the machine says


def begun(world: World, text: str = "1. Пункт.", heading: str = "О сети") -> Draft:
    """Дмитрий writes it."""
    allow(world, "documents.drafting")
    return actions.begin(
        district=world.district, kind="regulation", heading=heading, text=text,
        actor=acting(world.dmitry), at=THEN,
    )  # fmt: skip


def discussed(world: World, text: str = "1. Пункт.", heading: str = "О сети") -> Draft:
    """The school is asked, Анна answers for it."""
    made = begun(world, text, heading)
    represent(world.anna, world.organization)
    return actions.open_discussion(
        draft=made, organizations=[world.organization], until_on=UNTIL_ON,
        actor=acting(world.dmitry), at=THEN,
    )  # fmt: skip


def revised(world: World) -> Draft:
    """The discussion has ended early: the school has answered «Замечаний нет»."""
    made = discussed(world)
    Draft.objects.filter(pk=made.pk).update(state="revised", closed_at=THEN)
    made.refresh_from_db()
    return made
