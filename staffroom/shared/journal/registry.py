"""What the facts are called: the first line of the docstring of their event."""

from collections.abc import Iterator
from functools import cache

from staffroom.core.events import Event

MODERATION = (
    "publications.publication.hidden",
    "publications.publication.restored",
    "publications.publication.pinned",
    "publications.publication.unpinned",
    "publications.publication.closed",
    "publications.publication.reopened",
    "publications.publication.placed",
    "publications.publication.put_on_site",
    "publications.publication.taken_from_site",
    "publications.comment.hidden",
    "publications.comment.restored",
    "communities.member.removed",
)


def facts(kind: type[Event] = Event) -> Iterator[type[Event]]:
    """Every class of fact that has a code of its own (a slotted dataclass is made twice: the last one)."""
    for child in kind.__subclasses__():
        if "code" in vars(child) and "__slots__" in vars(child):
            yield child
        yield from facts(child)


@cache
def labels() -> dict[str, str]:
    """Codes of facts with their words, in the order of the words."""
    named = {
        fact.code: (fact.__doc__ or fact.code).strip().partition("\n")[0].rstrip(".")
        for fact in facts()
        if fact.__module__.startswith("staffroom.")
    }
    return dict(sorted(named.items(), key=lambda pair: pair[1]))


def label(code: str) -> str:
    """The words of a fact; a code whose event no longer exists stands for itself."""
    return labels().get(code, code)
