"""Review in other shapes."""
