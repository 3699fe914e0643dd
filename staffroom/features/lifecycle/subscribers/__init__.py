"""What follows from facts."""

from staffroom.features.lifecycle.subscribers import papers, reshapings, states

__all__ = ["papers", "reshapings", "states"]
