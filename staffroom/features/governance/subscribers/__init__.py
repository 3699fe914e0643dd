"""What follows from facts about papers: whose business they are, what a registered order does."""

from staffroom.features.governance.subscribers import papers

__all__ = ["papers"]
