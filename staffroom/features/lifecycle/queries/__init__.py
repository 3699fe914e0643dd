"""Reading terms, requests and the genealogy."""
