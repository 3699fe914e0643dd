"""Learning to judge alike: samples, and how near an expert comes to their reference (κ)."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from staffroom.core.errors import DomainError
from staffroom.core.policy import HIDE, require
from staffroom.core.richtext import RichText
from staffroom.core.viewer import Viewer
from staffroom.features.review.models import (
    Calibration,
    Criterion,
    Reviewer,
    Rubric,
    Sample,
    Strategy,
)
from staffroom.features.review.policies import reviewers as policies
from staffroom.features.review.queries.scoring import kappa
from staffroom.ui.words import in_quotes

LEAST = 2  # answers from which κ says anything


@transaction.atomic
def put_sample(
    *, rubric: Rubric, title: str, text: RichText, reference: Mapping[int, int], actor: Viewer,
    at: datetime,
) -> Sample:  # fmt: skip
    """Put up a work to practise on, with the points that experienced experts agreed on.

    Raises:
        DomainError: the rubric has no points, a criterion has no reference or one beyond its scale.
    """
    require(policies.may_keep(actor, rubric.district))
    _judge(rubric, reference)
    return Sample.objects.create(
        district=rubric.district, rubric=rubric, title=title.strip()[:160], html=text.html,
        reference={str(n): points for n, points in reference.items()}, made_by_id=actor.person_id,
        made_at=at,
    )  # fmt: skip


@transaction.atomic
def try_sample(
    *, sample: Sample, reviewer: Reviewer, scores: Mapping[int, int], actor: Viewer, at: datetime
) -> Calibration:
    """Score a sample: the reference is shown only afterwards, so it is done once.

    Raises:
        DomainError: done already, or an answer is missing.
    """
    require(HIDE if actor.person_id != reviewer.person_id else policies.may_rest(actor, reviewer))
    _judge(sample.rubric, scores)
    made = Calibration(
        sample=sample,
        reviewer=reviewer,
        scores={str(n): points for n, points in scores.items()},
        at=at,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as clash:
        raise DomainError("Этот образец вы уже оценили.") from clash
    _count(reviewer, at)
    return made


def _count(reviewer: Reviewer, at: datetime) -> None:
    """κ over everything that he has scored, each answer beside its reference."""
    given: list[int] = []
    agreed: list[int] = []
    rows = Calibration.objects.filter(reviewer=reviewer).select_related("sample").order_by("pk")
    for one in rows:
        for n, points in one.sample.reference.items():
            if n in one.scores:
                given.append(one.scores[n])
                agreed.append(points)
    if len(given) >= LEAST:
        Reviewer.objects.filter(pk=reviewer.pk).update(kappa=kappa(given, agreed), calibrated_at=at)


def _judge(rubric: Rubric, points: Mapping[int, int]) -> None:
    if rubric.strategy == Strategy.COMMENT:
        raise DomainError("Для образца нужен набор критериев с баллами.", field="rubric")
    for one in Criterion.objects.filter(rubric=rubric).order_by("n"):
        said = points.get(one.n)
        if said is None or not one.least <= said <= one.most:
            raise DomainError(
                f"Оцените {in_quotes(one.title)}: от {one.least} до {one.most}.",
                field=f"points_{one.n}",
            )
