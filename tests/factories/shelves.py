"""Shelves in the world: made by the product's own actions."""

from staffroom.core.viewer import Viewer
from staffroom.features.collections.actions import advice, novelties, shelves
from staffroom.features.collections.models import (
    Collection,
    Novelty,
    Openness,
    Recommendation,
    Shape,
    Wish,
)
from staffroom.shared.communities.models import Community
from staffroom.shared.publications.models import Publication
from tests.conftest import MOMENT
from tests.factories.world import THEN, World, acting


def begun(
    w: World, title: str, openness: str, *, of: str = "", shape: str = Shape.COLLECTION,
    actor: Viewer | None = None,
) -> Collection:  # fmt: skip
    """A shelf of one's own, of the community or of the district (`of`); by Дмитрий, if by nobody else."""
    return shelves.begin(
        district=w.district, community=w.community if of == "community" else None,
        is_of_district=of == "district", shape=shape,
        said=shelves.Said(title=title, openness=openness), actor=actor or acting(w.dmitry), at=THEN,
    )  # fmt: skip


def on(w: World, found: Collection, publication: Publication, note: str = "") -> None:
    """Дмитрий puts a publication there."""
    shelves.put(found=found, publication=publication, note=note, actor=acting(w.dmitry), at=THEN)


def advised(w: World, publication: Publication, to: Community, words: str) -> None:
    """Дмитрий recommends it to a community."""
    advice.recommend(publication=publication, to=to, words=words, actor=acting(w.dmitry), at=THEN)


def of_maths(publication: Publication) -> None:
    """What is looked for or shared is for lessons of mathematics."""
    Wish.objects.update_or_create(publication=publication, defaults={"subject": "math"})


def picked(w: World, publication: Publication, words: str) -> None:
    """The pick of the week of the day on which the tests' clock stands."""
    advice.pick(publication=publication, words=words, on=MOMENT.date(), actor=acting(w.dmitry))


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
