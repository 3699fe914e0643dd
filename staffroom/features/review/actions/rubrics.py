"""Writing rubrics: one that was used is never changed, a change is its next edition (AB-06)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from staffroom.core.errors import DomainError
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.viewer import SYSTEM, Viewer
from staffroom.features.review import events
from staffroom.features.review.models import Criterion, Rubric, Strategy
from staffroom.features.review.policies import requests as policies
from staffroom.shared.organizations.models import District
from staffroom.ui.words import in_quotes

MOST_CRITERIA = 20
MOST_POINTS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A criterion as it is written; `steps` are [points, words] of the strategy «levels»."""

    title: str
    hint: str = ""
    weight: int = 1
    least: int = 0
    most: int = 1
    steps: Sequence[tuple[int, str]] = field(default_factory=tuple)
    asks_words: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A rubric as it is written."""

    title: str
    strategy: str
    lines: Sequence[Line]
    hint: str = ""
    threshold: int = 80


@transaction.atomic
def write(
    *, district: District, words: Words, actor: Viewer, at: datetime, before: Rubric | None = None
) -> Rubric:
    """Write a rubric, or the next edition of one.

    Args:
        district: where it is offered.
        words: title, strategy, criteria in their order.
        actor: who leads the communities of the district.
        at: now.
        before: the edition that this one takes the place of: works under review keep it.

    Raises:
        DomainError: no criteria or too many, a scale without a span, levels that say nothing.
    """
    require(policies.may_keep_experts(actor, district))
    _judge(words)
    made = Rubric(
        district=district, title=words.title.strip()[:160], hint=words.hint.strip(),
        strategy=words.strategy, threshold=words.threshold, made_by_id=actor.person_id, made_at=at,
        edition=before.edition + 1 if before else 1, previous=before,
    )  # fmt: skip
    made.save(force_insert=True)
    Criterion.objects.bulk_create(_criterion(made, n, one) for n, one in enumerate(words.lines, 1))
    if before is not None:
        Rubric.objects.filter(pk=before.pk, closed_at=None).update(closed_at=at)
    _tell(events.RubricWritten, made, actor)
    return made


USUAL = Words(
    title="Методическая разработка", strategy=Strategy.POINTS,
    hint="Пять баллов: можно брать и вести урок. Три: мысль хорошая, но её надо доделать. Ноль: этого нет.",
    lines=(
        Line(title="Цель ясна, и по ней видно, чему научится ученик", weight=2, most=5),
        Line(title="Содержание верно и соответствует программе и возрасту", weight=3, most=5),
        Line(title="Ход урока можно повторить в другом классе", weight=3, most=5),
        Line(title="Задания разного уровня, есть чем помочь отстающему", weight=2, most=5),
        Line(title="Видно, как проверить результат", weight=2, most=5),
        Line(title="Написано понятно, источники названы", weight=1, most=5),
    ),
)  # fmt: skip


@transaction.atomic
def offered(*, district: District, at: datetime) -> Rubric:
    """The first rubric that is offered; a district that has not written any begins with the usual one."""
    found = (
        Rubric.objects.filter(district=district, closed_at=None).order_by("made_at", "pk").first()
    )
    return found or write(district=district, words=USUAL, actor=SYSTEM, at=at)


@transaction.atomic
def close(*, rubric: Rubric, actor: Viewer, at: datetime) -> None:
    """Offer a rubric no longer; works under review keep it."""
    require(policies.may_keep_experts(actor, rubric.district))
    if Rubric.objects.filter(pk=rubric.pk, closed_at=None).update(closed_at=at):
        _tell(events.RubricClosed, rubric, actor)


def _criterion(rubric: Rubric, n: int, one: Line) -> Criterion:
    least, most = one.least, one.most
    steps = [[points, said.strip()[:400]] for points, said in one.steps]
    if rubric.strategy == Strategy.LEVELS:
        least, most = min(step[0] for step in one.steps), max(step[0] for step in one.steps)
    if rubric.strategy == Strategy.COMMENT:
        least, most, steps = 0, 0, []
    if rubric.strategy == Strategy.STATEMENTS:
        least, most, steps = 0, 1, []
    return Criterion(
        rubric=rubric, n=n, title=one.title.strip()[:240], hint=one.hint.strip()[:600],
        weight=one.weight, least=least, most=most, steps=steps, asks_words=one.asks_words,
    )  # fmt: skip


def _judge(words: Words) -> None:
    if words.strategy not in Strategy.values:
        raise DomainError("Выберите, как оценивать.", field="strategy")
    if not 0 < len(words.lines) <= MOST_CRITERIA:
        raise DomainError(f"Критериев нужно от одного до {MOST_CRITERIA}.", field="lines")
    if not 0 <= words.threshold <= 100:
        raise DomainError("Порог: от 0 до 100.", field="threshold")
    for one in words.lines:
        _judge_line(one, words.strategy)


def _judge_line(one: Line, strategy: str) -> None:
    if not one.title.strip():
        raise DomainError("У критерия нет названия.", field="lines")
    if not 0 < one.weight <= MOST_POINTS:
        raise DomainError(
            f"Вес критерия {in_quotes(one.title)}: от 1 до {MOST_POINTS}.", field="lines"
        )
    if strategy == Strategy.POINTS and not 0 <= one.least < one.most <= MOST_POINTS:
        raise DomainError(
            f"У критерия {in_quotes(one.title)} наибольший балл должен быть больше наименьшего.",
            field="lines",
        )
    if strategy == Strategy.LEVELS:
        _judge_steps(one)


def _judge_steps(one: Line) -> None:
    points = [step[0] for step in one.steps]
    if len(points) < 2 or len(set(points)) < len(points):
        raise DomainError(
            f"Опишите у критерия {in_quotes(one.title)} хотя бы два уровня с разными баллами.",
            field="lines",
        )
    if not all(said.strip() for _, said in one.steps) or max(points) > MOST_POINTS:
        raise DomainError(
            f"У каждого уровня критерия {in_quotes(one.title)} нужны баллы и слова.", field="lines"
        )


def _tell(kind: type[events.RubricFact], rubric: Rubric, actor: Viewer) -> None:
    publish(kind(district_id=rubric.district_id, actor_id=actor.person_id, rubric_id=rubric.pk))
