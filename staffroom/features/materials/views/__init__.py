"""Pages of the bank of materials."""
