"""Slow and outer work of communities."""

from staffroom.shared.communities.jobs import admissions, erasure

__all__ = ["admissions", "erasure"]
