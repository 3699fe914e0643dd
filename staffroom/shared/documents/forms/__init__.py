"""What is filled in about papers."""
