"""Forms of what organisations share."""
