"""Pages of those who keep organisations and staff."""
