"""The words of decisions: the outcome that the archive keeps, the fields of an order."""

from collections.abc import Mapping
from datetime import datetime

from staffroom.features.lifecycle.models import (
    EndingRequest,
    EndingWish,
    Reshaping,
    ReshapingKind,
    TaskVerdict,
)
from staffroom.features.lifecycle.queries.endings import rules_begun
from staffroom.features.lifecycle.queries.reshapings import Preview
from staffroom.shared.communities.models import CommunityKind
from staffroom.shared.communities.queries.rules import closing_basis
from staffroom.shared.documents.queries.days import today_in


def verdict_words(verdict: str) -> str:
    """«Задача решена отчасти.»; "" where nobody asked."""
    return f"Задача {TaskVerdict(verdict).label.lower()}." if verdict else ""


def outcome(request: EndingRequest) -> str:
    """The verdict, the result, the reason: what stands on an ended community for ever (PD-4.1)."""
    result = _end(request.result)
    parts = (
        verdict_words(request.verdict),
        f"Результат: {result}." if result else "",
        f"Причина: {_end(request.words)}." if request.words else "",
    )
    return " ".join(part for part in parts if part)


def basis(request: EndingRequest) -> str:
    """On what the step stands where no order is asked: whose decision it is, and of which day."""
    day = f" от {_day(request, request.decided_at)}" if request.decided_at else ""
    who = request.decided_by.name if request.decided_by else "координатора района"
    if request.wish == EndingWish.EXTENSION:
        return f"решение о продлении{day} ({who})"
    named = closing_basis(request.community)
    return f"{named}: решение{day} ({who})"[:255]


def of_order(request: EndingRequest) -> Mapping[str, str]:
    """Fields of «order-extend» and «order-close»; the basis is the request, else the regulation."""
    if request.is_by_authority:
        code = "lifecycle.closure" if request.wish == EndingWish.CLOSING else "lifecycle.term"
        clause = rules_begun(request).source(code).clause
        ground = (
            f"{clause} положения района" if any(map(str.isdigit, clause)) else "положения района"
        )
    else:
        day = _day(request, request.asked_at)
        ground = f"обращения руководителя сообщества от {day}"
    found = {"основание": ground, "контролёр": "себя"}
    if request.wish == EndingWish.EXTENSION:
        return {**found, "новый срок": f"{request.until_on:%d.%m.%Y}"}
    result = _end(request.result)
    parts = (
        _low(_end(verdict_words(request.verdict))), f"результат: {result}" if result else "",
        _low(_end(request.words)),
    )  # fmt: skip
    reason = "; ".join(part for part in parts if part)
    return {**found, "дата окончания": "даты подписания приказа", "причина": reason}


def _day(request: EndingRequest, at: datetime) -> str:
    """The day of a moment by the clock of the district whose paper it is."""
    return f"{today_in(request.community.district, at):%d.%m.%Y}"


def _end(words: str) -> str:
    return " ".join(words.split()).rstrip(".! ")


def _low(words: str) -> str:
    return words[:1].lower() + words[1:]


def of_reshaping(reshaping: Reshaping, preview: Preview) -> Mapping[str, str]:
    """Fields of «order-spin-off» and «order-merge»."""
    over = f"участников: {preview.member_n}, записей: {preview.topic_n}, файлов: {preview.file_n}"
    found = {
        "основание": _low(_end(reshaping.basis)), "контролёр": "себя", "что переходит": over,
        "дата начала": "даты подписания приказа",
    }  # fmt: skip
    if reshaping.target is not None:
        return {**found, "другое сообщество": reshaping.target.name}
    is_part = reshaping.kind == ReshapingKind.INDEPENDENCE
    kind = CommunityKind(reshaping.community_kind).label
    return {
        **found, "новое сообщество": reshaping.source.name if is_part else reshaping.name,
        "вид нового сообщества": str(kind).lower(),
        "цель нового сообщества": _low(_end(reshaping.goal)),
    }  # fmt: skip
