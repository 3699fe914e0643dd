"""Reading the bank of materials."""
