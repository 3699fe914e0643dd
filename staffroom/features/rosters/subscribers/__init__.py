"""What follows from facts: papers registered or thrown away, people who left."""

from staffroom.features.rosters.subscribers import people, rosters

__all__ = ["people", "rosters"]
