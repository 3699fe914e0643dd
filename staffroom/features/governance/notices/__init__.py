"""What the sides of applications, topics and initiatives are told."""

from staffroom.features.governance.notices import applications, initiatives

__all__ = ["applications", "initiatives"]
