"""Forms of expert review."""
