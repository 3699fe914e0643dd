"""What the sides of an application are told."""

from staffroom.features.governance.notices import applications

__all__ = ["applications"]
