"""What follows from facts about papers (whose business they are, what a registered order does) and communities."""

from staffroom.features.governance.subscribers import communities, papers

__all__ = ["communities", "papers"]
