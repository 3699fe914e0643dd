"""The desk of those who coordinate: child communities, the map of sections, organisations left out.

Nouns: none of its own, states no facts.
"""
