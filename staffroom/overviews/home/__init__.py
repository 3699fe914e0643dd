"""A person's first page: what waits for him, then what is new where he belongs."""
