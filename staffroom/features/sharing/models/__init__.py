"""What organisations offer one another."""

from staffroom.features.sharing.models.resources import (
    OPEN,
    RequestState,
    Resource,
    ResourceKind,
    ResourceRequest,
)

__all__ = ["OPEN", "RequestState", "Resource", "ResourceKind", "ResourceRequest"]
