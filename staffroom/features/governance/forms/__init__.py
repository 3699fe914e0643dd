"""What people fill in on the way to a community."""
