"""Reading plans and projects."""
