"""Pages of communities: directory, a community and its sections, people, management."""
