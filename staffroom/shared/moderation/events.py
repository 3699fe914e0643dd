"""Facts about reports."""

from dataclasses import dataclass
from typing import ClassVar

from staffroom.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFact(Event):
    """Something happened to a report."""

    subject: ClassVar[str] = "report_id"

    report_id: int
    publication_id: int
    seq: int
    community_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFiled(ReportFact):
    """Подана жалоба."""

    code: ClassVar[str] = "moderation.report.filed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDecided(ReportFact):
    """Жалоба рассмотрена."""

    code: ClassVar[str] = "moderation.report.decided"

    decision: str
    reporter_id: int
