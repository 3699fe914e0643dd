"""Facts about districts, their organisations and who works where."""

from dataclasses import dataclass
from typing import ClassVar

from staffroom.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationFact(Event):
    """A fact about one organisation; it carries the mark of a base one (BB-4.1.3)."""

    subject: ClassVar[str] = "organization_id"

    organization_id: int
    is_base: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationAdded(OrganizationFact):
    """Добавлена организация."""

    code: ClassVar[str] = "organizations.organization.added"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationChanged(OrganizationFact):
    """Изменены сведения об организации."""

    code: ClassVar[str] = "organizations.organization.changed"

    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentAdded(OrganizationFact):
    """В организации добавлено подразделение."""

    code: ClassVar[str] = "organizations.department.added"

    department_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentRemoved(OrganizationFact):
    """В организации удалено подразделение."""

    code: ClassVar[str] = "organizations.department.removed"

    department_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DistrictChanged(Event):
    """Изменены сведения о районе."""

    code: ClassVar[str] = "organizations.district.changed"
    subject: ClassVar[str] = "changed_id"

    changed_id: int
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AffiliationStarted(Event):
    """Человек работает в организации района."""

    code: ClassVar[str] = "organizations.affiliation.started"
    subject: ClassVar[str] = "organization_id"

    organization_id: int
    person_id: int
    position: str
    is_imported: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffListConfirmed(Event):
    """Подтверждена загрузка списка сотрудников."""

    code: ClassVar[str] = "organizations.staff.confirmed"
    subject: ClassVar[str] = "import_id"

    import_id: int
    is_long: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffImported(Event):
    """Загружен список сотрудников."""

    code: ClassVar[str] = "organizations.staff.imported"
    subject: ClassVar[str] = "import_id"

    import_id: int
    added: int
    changed: int
    failed: int
