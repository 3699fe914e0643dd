"""Slow and outer work of communities."""

from staffroom.shared.communities.jobs import admissions

__all__ = ["admissions"]
