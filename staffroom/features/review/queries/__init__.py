"""What is read in expert review."""
