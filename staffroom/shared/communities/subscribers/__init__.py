"""What follows, in the same transaction, from facts about communities."""

from staffroom.shared.communities.subscribers import admissions, conduct, roles, staff

__all__ = ["admissions", "conduct", "roles", "staff"]
