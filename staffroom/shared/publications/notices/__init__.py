"""What people are told about publications and replies."""

from staffroom.shared.publications.notices import answers, authors, decisions, hours, news

__all__ = ["answers", "authors", "decisions", "hours", "news"]
