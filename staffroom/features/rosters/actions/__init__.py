"""What changes compositions and appointments."""
