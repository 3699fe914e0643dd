"""What people fill in about shelves."""
