"""What follows from facts."""

from staffroom.features.lifecycle.subscribers import papers, states

__all__ = ["papers", "states"]
