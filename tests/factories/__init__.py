"""Makers of rows for tests: each gives a real row with believable words."""
