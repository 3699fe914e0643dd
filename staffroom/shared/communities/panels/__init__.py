"""What communities give to other pages."""

from staffroom.shared.communities.panels import admissions

__all__ = ["admissions"]
