"""Changes of plans and projects."""
