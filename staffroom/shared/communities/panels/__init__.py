"""What communities give to other pages."""

from staffroom.shared.communities.panels import admissions, groups

__all__ = ["admissions", "groups"]
