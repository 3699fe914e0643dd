"""Tables of expert review."""

from staffroom.features.review.models.calibrations import Calibration, Sample
from staffroom.features.review.models.conclusions import (
    Ballot,
    Conclusion,
    Outcome,
    Recommendation,
    RecommendationState,
    Target,
    Vote,
)
from staffroom.features.review.models.opinions import (
    LIVE,
    Assignment,
    AssignmentState,
    Invitation,
    Score,
)
from staffroom.features.review.models.requests import (
    UNDER_WAY,
    Mode,
    RequestState,
    ReviewRequest,
    Round,
)
from staffroom.features.review.models.reviewers import Direction, Merit, Reviewer, Tie, Vacation
from staffroom.features.review.models.rubrics import Criterion, Rubric, Strategy
from staffroom.features.review.models.spreading import (
    AHEAD,
    Spreading,
    SpreadingStep,
    StepAnswer,
    StepKind,
    StepState,
)

__all__ = [
    "AHEAD",
    "LIVE",
    "UNDER_WAY",
    "Assignment",
    "AssignmentState",
    "Ballot",
    "Calibration",
    "Conclusion",
    "Criterion",
    "Direction",
    "Invitation",
    "Merit",
    "Mode",
    "Outcome",
    "Recommendation",
    "RecommendationState",
    "RequestState",
    "ReviewRequest",
    "Reviewer",
    "Round",
    "Rubric",
    "Sample",
    "Score",
    "Spreading",
    "SpreadingStep",
    "StepAnswer",
    "StepKind",
    "StepState",
    "Strategy",
    "Target",
    "Tie",
    "Vacation",
    "Vote",
]
