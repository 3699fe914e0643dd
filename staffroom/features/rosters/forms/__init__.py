"""Forms of compositions and appointments."""
