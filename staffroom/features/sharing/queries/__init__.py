"""Reading what organisations share."""
