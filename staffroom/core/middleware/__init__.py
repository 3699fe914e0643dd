"""What goes around every page, outermost first: request id, security headers, guests' cache, size."""
