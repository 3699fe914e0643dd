"""Pages of the account."""
