"""What people are told of compositions and appointments."""

from staffroom.features.rosters.notices import appointments, rosters

__all__ = ["appointments", "rosters"]
