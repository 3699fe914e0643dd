"""What follows from facts about papers (whose they are, what an order does), communities and applications."""

from staffroom.features.governance.subscribers import communities, papers, search

__all__ = ["communities", "papers", "search"]
