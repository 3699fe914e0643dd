"""Shelves in the world: made by the product's own actions."""

from staffroom.features.collections.actions import advice, novelties, shelves
from staffroom.features.collections.models import (
    Collection,
    Novelty,
    Openness,
    Recommendation,
    Shape,
)
from tests.factories.world import THEN, World, acting


def shelf(w: World) -> Collection:
    """Анна's own shelf for the people of the district, with the open topic on it."""
    found = Collection.objects.select_related("district").filter(title="Неделя математики").first()
    if found is not None:
        return found
    said = shelves.Said(title="Неделя математики", openness=Openness.DISTRICT)
    made = shelves.begin(
        district=w.district, community=None, is_of_district=False, shape=Shape.COLLECTION,
        said=said, actor=acting(w.anna), at=THEN,
    )  # fmt: skip
    shelves.put(
        found=made, publication=w.open_topic, note="Начните с игр.", actor=acting(w.anna), at=THEN
    )
    return made


def novelty(w: World) -> Novelty:
    """A book among the district's novelties."""
    found = Novelty.objects.filter(district=w.district).first()
    record = novelties.Record(kind="book", title="Дроби в игре", year=2026, authors="Волкова А. И.")
    return found or novelties.add(
        district=w.district, record=record, actor=acting(w.dmitry), at=THEN
    )


def recommended(w: World) -> Recommendation:
    """The open topic on the front page, by Дмитрий."""
    found = Recommendation.objects.filter(publication=w.open_topic).first()
    return found or advice.recommend(
        publication=w.open_topic, to=None, words="Готовые игры", actor=acting(w.dmitry), at=THEN
    )
