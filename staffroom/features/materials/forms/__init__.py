"""What people fill in in the bank of materials."""
