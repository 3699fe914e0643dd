"""Languages of the interface: Russian is the source, others are offered where a catalogue holds something."""

from functools import cache

from staffroom.ui import catalogue

SOURCE = "ru"
NAMES = {"ru": "Русский", "tt": "Татарча", "sah": "Саха тыла"}  # each in its own words


@cache
def offered() -> tuple[str, ...]:
    """Codes of the languages that may be chosen; Russian is always there."""
    others = (code for code in NAMES if code != SOURCE)
    return (SOURCE, *(code for code in others if catalogue.entries(code)))
