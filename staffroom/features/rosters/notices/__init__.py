"""What people are told of compositions and appointments."""

from staffroom.features.rosters.notices import rosters

__all__ = ["rosters"]
