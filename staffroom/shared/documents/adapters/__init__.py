"""The library's outer forms."""
