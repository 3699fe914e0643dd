"""Shelves that people put together: collections and digests, «новинки», exchange, what is recommended.

Everything gathered here stays where it is: a shelf names it, its own readers alone see it there.
"""
