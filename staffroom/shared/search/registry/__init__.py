"""Words of the language as the search keeps them, and what a person asked for."""
