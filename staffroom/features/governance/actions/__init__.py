"""What changes applications, topics and initiatives."""
