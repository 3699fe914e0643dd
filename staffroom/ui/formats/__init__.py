"""How dates and numbers are written in the languages that Django does not know."""
