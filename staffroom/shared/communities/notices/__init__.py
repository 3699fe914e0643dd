"""What people are told on the site about communities."""

from staffroom.shared.communities.notices import admissions, people

__all__ = ["admissions", "people"]
