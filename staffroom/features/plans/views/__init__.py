"""Pages of plans and projects."""
