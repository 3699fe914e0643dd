"""Reading what the public face shows."""
