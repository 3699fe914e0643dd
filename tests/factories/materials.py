"""Materials in the world: made by the product's own actions."""

from typing import Any

from staffroom.core.richtext import from_text
from staffroom.features.materials.actions.opening import ask
from staffroom.features.materials.actions.uses import tell_of_use
from staffroom.features.materials.models import Material, Opening, Use
from staffroom.features.materials.registry import MATERIAL
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community
from staffroom.shared.publications.actions.content import Content
from staffroom.shared.publications.actions.publishing import publish_draft, write_draft
from staffroom.shared.publications.models import Audience
from tests.factories.world import THEN, World, acting

CARD = {
    "kind": "methodical", "subject": "math", "grade_from": 7, "grade_to": 7, "level": "basic",
    "language": "ru", "origin": "own", "terms": "by", "accepts": True,
}  # fmt: skip


def material(
    who: Person, home: Community, title: str = "Степени на складе", *, text: str = "План урока.",
    audience: str = Audience.COMMUNITY, is_draft: bool = False, **card: Any,
) -> Material:  # fmt: skip
    """A material of this person in a community."""
    draft = write_draft(
        kind=MATERIAL.code, home=home, actor=acting(who), at=THEN,
        content=Content(
            title=title, text=from_text(text), audience=audience, card={**CARD, **card}
        ),
    )  # fmt: skip
    if not is_draft:
        publish_draft(publication=draft, actor=acting(who), at=THEN)
    return Material.objects.select_related("publication__district").get(publication=draft)


def standing(w: World) -> Material:
    """A material of Анна for the members; the same one however often it is asked for."""
    found = Material.objects.filter(publication__title="Степени на складе").first()
    return found or material(w.anna, w.community)


def lesson(w: World) -> Use:
    """A lesson that Борис told of."""
    found = Use.objects.filter(person=w.boris).first()
    return found or tell_of_use(
        material=standing(w), held_on=THEN.date(), grade="7 Б", changed="", result="", at=THEN,
        today=THEN.date(), actor=acting(w.boris),
    )  # fmt: skip


def asked(w: World) -> Material:
    """The standing material, which its author asks to open to everybody; the same one however often."""
    row = standing(w)
    if not Opening.objects.filter(material=row).exists():
        ask(material=row, wanted=Audience.PUBLIC, words="", actor=acting(w.anna), at=THEN)
    return row
