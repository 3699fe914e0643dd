"""Reading compositions and appointments."""
