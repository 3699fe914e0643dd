"""Reading applications, topics and initiatives."""
