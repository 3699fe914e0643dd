"""Whose business a paper is: a feature that has papers made is asked before anything is done to them.

    @origin("governance.creation")
    def rights(actor: Viewer, paper: Asked, act: Act) -> Verdict | None: ...

None leaves the question to those who keep papers; ALLOW lets the actor do it though he keeps none;
a refusal stops everybody, whoever he is, with its sentence. Declared in the feature's `subscribers`.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

from staffroom.core.policy import Verdict
from staffroom.core.viewer import Viewer


class Act(StrEnum):
    """What is about to be done."""

    DRAFT = "draft"
    REVISE = "revise"
    ISSUE = "issue"
    CANCEL = "cancel"


class Asked(Protocol):
    """What a feature is told of the paper."""

    kind: str
    district_id: int
    community_id: int | None
    origin: str
    origin_id: int | None
    made_by_id: int | None


Rights = Callable[[Viewer, Asked, Act], Verdict | None]
_origins: dict[str, Rights] = {}


def origin(code: str) -> Callable[[Rights], Rights]:
    """Declare who is asked about papers of this origin."""

    def register(rights: Rights) -> Rights:
        _origins[code] = rights
        return rights

    return register


def asked(actor: Viewer, paper: Asked, act: Act) -> Verdict | None:
    """What the feature says, or None when the paper is nobody's business but the keepers'."""
    rights = _origins.get(paper.origin)
    return rights(actor, paper, act) if rights else None
