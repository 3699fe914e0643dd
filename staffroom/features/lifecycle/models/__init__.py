"""Terms and shapes of communities."""

from staffroom.features.lifecycle.models.endings import (
    OPEN,
    EndingRequest,
    EndingWish,
    Product,
    RequestState,
    TaskVerdict,
)
from staffroom.features.lifecycle.models.reshapings import (
    Reshaping,
    ReshapingKind,
    ReshapingState,
)

__all__ = [
    "OPEN",
    "EndingRequest",
    "EndingWish",
    "Product",
    "RequestState",
    "Reshaping",
    "ReshapingKind",
    "ReshapingState",
    "TaskVerdict",
]
