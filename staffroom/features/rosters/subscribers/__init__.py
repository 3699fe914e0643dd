"""What follows from facts: papers registered or thrown away, people who left, roles that ended."""

from staffroom.features.rosters.subscribers import appointments, people, rosters

__all__ = ["appointments", "people", "rosters"]
