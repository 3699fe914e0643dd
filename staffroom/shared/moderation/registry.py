"""Grounds of a report that a kind of publication has beside those of the regulation."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from staffroom.shared.publications.models import Publication


@dataclass(frozen=True, slots=True)
class Ground:
    """What may be reported: its words, and why the thing is hidden until somebody decides.

    An empty `held` hides nothing by itself.
    """

    label: str
    held: str = ""


Grounds = Callable[[Publication], Mapping[str, Ground]]
G = TypeVar("G", bound=Grounds)

_grounds: list[Grounds] = []


def more_grounds(tell: G) -> G:
    """Declare what else may be reported of a publication: given it, the function says code → ground."""
    _grounds.append(tell)
    return tell


def grounds_beside(publication: Publication) -> dict[str, Ground]:
    """All that features have declared for this publication."""
    return {code: one for tell in _grounds for code, one in tell(publication).items()}
