"""Facts about materials: ids and codes only."""

from dataclasses import dataclass
from typing import ClassVar

from staffroom.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialFact(Event):
    """Something happened to a material; its key is that of its publication."""

    subject: ClassVar[str] = "publication_id"

    publication_id: int
    community_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionKept(MaterialFact):
    """Сохранена версия материала."""

    code: ClassVar[str] = "materials.version.kept"

    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialUsed(MaterialFact):
    """По материалу проведён урок."""

    code: ClassVar[str] = "materials.use.told"

    use_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UseWithdrawn(MaterialFact):
    """Запись об уроке убрана."""

    code: ClassVar[str] = "materials.use.withdrawn"

    use_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialAdapted(MaterialFact):
    """На основе материала сделан другой."""

    code: ClassVar[str] = "materials.material.adapted"

    adapted_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamFact(MaterialFact):
    """A live stream of a material; `starts` is its moment (ISO)."""

    starts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamAnnounced(StreamFact):
    """Объявлен прямой эфир или его новое время."""

    code: ClassVar[str] = "materials.stream.announced"


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamBegun(StreamFact):
    """Прямой эфир начался."""

    code: ClassVar[str] = "materials.stream.begun"


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamCancelled(StreamFact):
    """Прямой эфир отменён."""

    code: ClassVar[str] = "materials.stream.cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingAdded(MaterialFact):
    """После эфира добавлена его запись."""

    code: ClassVar[str] = "materials.recording.added"


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilsSuspected(MaterialFact):
    """В опубликованном материале нашлось похожее на сведения об учениках."""

    code: ClassVar[str] = "materials.pupils.suspected"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildrenShut(MaterialFact):
    """Материал с детьми закрыт от тех, кто не вошёл: согласия модератора на него нет."""

    code: ClassVar[str] = "materials.children.shut"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningFact(MaterialFact):
    """Something happened in the preparation of a material for wider readers."""

    opening_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningAsked(OpeningFact):
    """Автор просит открыть материал шире или отвечает модератору."""

    code: ClassVar[str] = "materials.opening.asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningOffered(OpeningFact):
    """Модератор предложил автору правку материала."""

    code: ClassVar[str] = "materials.opening.offered"


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialOpened(OpeningFact):
    """Материал открыт шире с согласия модератора."""

    code: ClassVar[str] = "materials.opening.opened"

    audience: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningRefused(OpeningFact):
    """Модератор отказался открыть материал шире."""

    code: ClassVar[str] = "materials.opening.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningWithdrawn(OpeningFact):
    """Автор больше не просит открыть материал шире."""

    code: ClassVar[str] = "materials.opening.withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningTakenBack(OpeningFact):
    """Материал с детьми изменился и снова открыт только участникам."""

    code: ClassVar[str] = "materials.opening.taken_back"
