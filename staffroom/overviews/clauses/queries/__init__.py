"""The board of clauses and the papers made of it."""
