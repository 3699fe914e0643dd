"""Plans in other shapes."""
