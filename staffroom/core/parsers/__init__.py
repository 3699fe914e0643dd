"""Readers of foreign bytes; each runs only in the sandbox's child and imports only what it needs.

A reader takes opened files first, then plain arguments, and returns JSON. It stands outside
`core.sandbox` so that the child does not pay for importing what only the parent uses.
"""


class Refusal(Exception):
    """A reader's own words about foreign bytes that it will not take: a Russian sentence."""
