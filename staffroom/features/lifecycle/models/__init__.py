"""Terms and shapes of communities."""

from staffroom.features.lifecycle.models.endings import (
    OPEN,
    EndingRequest,
    EndingWish,
    Product,
    RequestState,
    TaskVerdict,
)

__all__ = ["OPEN", "EndingRequest", "EndingWish", "Product", "RequestState", "TaskVerdict"]
