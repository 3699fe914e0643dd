"""Reading districts, organisations and staff."""
