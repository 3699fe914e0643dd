"""What changes on shelves."""
