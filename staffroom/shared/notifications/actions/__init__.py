"""Telling people, marking read, choosing, mailing."""
