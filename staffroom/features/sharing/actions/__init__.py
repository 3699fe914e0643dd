"""Everything that changes what organisations share."""
