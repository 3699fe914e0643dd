"""The score of a hundred, disagreement, κ."""

import pytest

from staffroom.features.review.models import Criterion
from staffroom.features.review.queries import scoring


@pytest.mark.parametrize(
    ("first", "second", "value"),
    [
        ([1, 2, 3, 4], [1, 2, 3, 4], 1.0),
        ([3, 3, 3], [3, 3, 3], 1.0),
        ([1, 1, 2, 2], [1, 2, 1, 2], 0.0),
        ([1, 2], [2, 1], -1.0),
        ([1], [1], None),
        ([1, 2, 3], [1, 2], None),
    ],
)
def test_kappa(first: list[int], second: list[int], value: float | None) -> None:
    assert scoring.kappa(first, second) == value


def test_weights_and_scales_make_a_hundred() -> None:
    lines = [Criterion(n=1, weight=2, least=1, most=5), Criterion(n=2, weight=1, least=0, most=1)]
    assert scoring.percent("points", lines, {1: 5, 2: 1}) == 100.0
    assert scoring.percent("points", lines, {1: 3, 2: 0}) == 33.3
    assert scoring.percent("comment", lines, {}) is None


@pytest.mark.parametrize(
    ("percents", "verdicts", "is_far"),
    [
        ([90, 66], ["accept", "accept"], False),
        ([90, 65], ["accept", "accept"], True),
        ([80, 75], ["accept", "decline"], True),
        ([80, 75], ["accept", "revise"], False),
        ([80], ["accept"], False),
    ],
)
def test_when_opinions_differ(percents: list[float], verdicts: list[str], *, is_far: bool) -> None:
    assert scoring.differ(percents, verdicts) is is_far
