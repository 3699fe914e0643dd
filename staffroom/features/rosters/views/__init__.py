"""Pages of compositions and appointments."""
