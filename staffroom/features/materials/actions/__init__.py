"""What changes in the bank of materials."""
