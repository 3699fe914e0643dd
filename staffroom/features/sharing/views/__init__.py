"""Screens of what organisations share."""
