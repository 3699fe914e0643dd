"""Rights to shelves."""
