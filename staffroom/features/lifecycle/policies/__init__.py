"""Who hands in, asks, decides and reshapes."""
