"""What visitors and keepers of the public face fill in."""
