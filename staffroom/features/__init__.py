"""Rooms people come for; they never import each other."""
