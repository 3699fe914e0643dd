"""What changes in expert review."""
