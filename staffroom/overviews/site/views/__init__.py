"""Pages of the public face and the desks of those who keep it."""
