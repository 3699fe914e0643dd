"""The search page and the directory of people."""
