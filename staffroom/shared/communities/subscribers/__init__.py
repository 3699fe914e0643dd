"""What follows, in the same transaction, from facts about communities."""

from staffroom.shared.communities.subscribers import admissions, roles, staff

__all__ = ["admissions", "roles", "staff"]
