"""Pages of duties: one's own, and the board of a district."""
