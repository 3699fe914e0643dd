"""REST API v1: the same policies and actions as the pages, one module a feature."""
