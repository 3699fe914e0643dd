"""Facts about shelves: ids and codes only."""

from dataclasses import dataclass
from typing import ClassVar

from staffroom.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionFact(Event):
    """Something happened to a collection."""

    subject: ClassVar[str] = "collection_id"

    collection_id: int
    community_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionBegun(CollectionFact):
    """Начата подборка."""

    code: ClassVar[str] = "collections.collection.begun"


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionChanged(CollectionFact):
    """Подборка изменена."""

    code: ClassVar[str] = "collections.collection.changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionRemoved(CollectionFact):
    """Подборка удалена."""

    code: ClassVar[str] = "collections.collection.removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestIssued(CollectionFact):
    """Выпущен дайджест."""

    code: ClassVar[str] = "collections.digest.issued"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemAdded(CollectionFact):
    """В подборку добавлена запись."""

    code: ClassVar[str] = "collections.item.added"

    publication_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRemoved(CollectionFact):
    """Из подборки убрана запись."""

    code: ClassVar[str] = "collections.item.removed"

    publication_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoveltyFact(Event):
    """Something happened to a novelty."""

    subject: ClassVar[str] = "novelty_id"

    novelty_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoveltyAdded(NoveltyFact):
    """Добавлена новинка."""

    code: ClassVar[str] = "collections.novelty.added"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoveltyChanged(NoveltyFact):
    """Новинка исправлена."""

    code: ClassVar[str] = "collections.novelty.changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoveltyRemoved(NoveltyFact):
    """Новинка убрана."""

    code: ClassVar[str] = "collections.novelty.removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchFound(Event):
    """Нашлось то, что искали, или тот, кому это нужно."""

    code: ClassVar[str] = "collections.match.found"
    subject: ClassVar[str] = "publication_id"
    is_written: ClassVar[bool] = False  # follows from the publication, which the journal has

    publication_id: int
    person_ids: tuple[int, ...]
    is_offer: bool  # True: what somebody looks for has appeared


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceFact(Event):
    """Something happened to a recommendation or a weekly pick."""

    subject: ClassVar[str] = "publication_id"

    publication_id: int
    community_id: int | None  # to which it is recommended; None: the front page of the district


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommended(AdviceFact):
    """Запись рекомендована сообществу или на главную страницу района."""

    code: ClassVar[str] = "collections.publication.recommended"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationEnded(AdviceFact):
    """Рекомендация снята."""

    code: ClassVar[str] = "collections.publication.recommendation_ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked(AdviceFact):
    """Запись выбрана лучшей за неделю."""

    code: ClassVar[str] = "collections.publication.picked"
