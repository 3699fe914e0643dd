"""Arithmetic of opinions: the score of a hundred, disagreement, agreement of experts (κ)."""

from collections.abc import Mapping, Sequence

from staffroom.features.review.models import Criterion, Strategy
from staffroom.features.review.registry import DISAGREEMENT


def percent(
    strategy: str, criteria: Sequence[Criterion], points: Mapping[int, int | None]
) -> float | None:
    """The weighted score of a hundred, to one decimal; None where the rubric has words alone.

    Args:
        strategy: of the rubric.
        criteria: its lines.
        points: number of a criterion → points; each is there where the strategy has points.
    """
    if strategy == Strategy.COMMENT:
        return None
    total = sum(one.weight for one in criteria)
    if not total:
        return None
    got = sum(one.weight * _share(one, points.get(one.n)) for one in criteria)
    return round(100 * got / total, 1)


def _share(one: Criterion, points: int | None) -> float:
    span = one.most - one.least
    return ((points or 0) - one.least) / span if span else 1.0


def mean(percents: Sequence[float]) -> float | None:
    """The mean to one decimal; None for nothing."""
    return round(sum(percents) / len(percents), 1) if percents else None


def differ(percents: Sequence[float], verdicts: Sequence[str]) -> bool:
    """True when opinions are too far apart: in points, or one accepts what another declines."""
    is_wide = len(percents) > 1 and max(percents) - min(percents) >= DISAGREEMENT
    return is_wide or {"accept", "decline"} <= set(verdicts)


def kappa(first: Sequence[int], second: Sequence[int]) -> float | None:
    """Cohen's κ with linear weights for two rows of answers on one scale; None for fewer than two answers.

    1 is full agreement, 0 what chance alone gives; both rows alike in one value agree fully.
    """
    n = len(first)
    if n < 2 or n != len(second):
        return None
    values = sorted({*first, *second})
    if len(values) == 1:
        return 1.0
    span = values[-1] - values[0]
    seen = sum(abs(a - b) for a, b in zip(first, second, strict=True)) / (n * span)
    by_chance = sum(abs(a - b) for a in first for b in second) / (n * n * span)
    return round(1 - seen / by_chance, 3) if by_chance else 1.0


def kappa_words(value: float) -> str:
    """κ in words, by the scale of Landis and Koch."""
    steps = ((0.8, "почти полное"), (0.6, "хорошее"), (0.4, "среднее"), (0.2, "слабое"))
    return next((words for least, words in steps if value > least), "случайное")
