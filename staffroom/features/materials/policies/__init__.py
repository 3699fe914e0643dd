"""Rights to the bank of materials."""
