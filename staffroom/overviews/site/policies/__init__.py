"""Who keeps the public face."""
