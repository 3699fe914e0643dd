"""Verdicts: yes, or no with the sentence that the person will read."""

from typing import NamedTuple

from staffroom.core.errors import Absent, Forbidden


class Verdict(NamedTuple):
    """The answer of a `may_*` policy: truthy or falsy, with the reason of a refusal in Russian."""

    allowed: bool
    reason: str = ""
    is_hidden: bool = False

    def __bool__(self) -> bool:
        return self.allowed


ALLOW = Verdict(allowed=True)
HIDE = Verdict(allowed=False, is_hidden=True, reason="Такой страницы нет или она вам недоступна.")


def deny(reason: str) -> Verdict:
    """Refuse with the sentence that button, page and API will show."""
    return Verdict(allowed=False, reason=reason)


def require(verdict: Verdict) -> None:
    """Stop an action unless the verdict allows it.

    Raises:
        Absent: the thing must not be known to this viewer.
        Forbidden: it may be seen, but this act is refused.
    """
    if verdict.is_hidden:
        raise Absent
    if not verdict:
        raise Forbidden(verdict.reason)
