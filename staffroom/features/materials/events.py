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
class PupilsSuspected(MaterialFact):
    """В опубликованном материале нашлось похожее на сведения об учениках."""

    code: ClassVar[str] = "materials.pupils.suspected"
