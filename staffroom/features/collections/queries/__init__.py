"""Reading shelves."""
