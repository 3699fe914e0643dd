"""Hot reads: light rows by one statement each, and nowhere else (data model, rule 3)."""
