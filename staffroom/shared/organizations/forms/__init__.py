"""What is filled in about organisations and staff."""
