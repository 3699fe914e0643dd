"""The language of the access table: one row for a route, a method and the answers to each role."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.factories.world import World

GET, POST = "GET", "POST"
PUT, PATCH, DELETE = "PUT", "PATCH", "DELETE"
SIGN_IN = "sign in"  # a redirect to the sign-in page; any other redirect is written 302

ROLES = ("guest", "stranger", "member", "author", "moderator", "coordinator", "technician")

Answer = int | str


@dataclass(frozen=True, slots=True)
class Row:
    """What each role gets from a route by a method; the answers are written by hand."""

    name: str
    method: str
    answers: Mapping[str, Answer]
    args: Callable[[World], Sequence[Any]]
    data: Callable[[World], Mapping[str, Any]]
    note: str
    query: str
    is_json: bool

    def __str__(self) -> str:
        return f"{self.method} {self.name}{' (' + self.note + ')' if self.note else ''}"


TABLE: list[Row] = []


def row(
    name: str,
    method: str,
    *,
    args: Callable[[World], Sequence[Any]] = lambda _world: (),
    data: Callable[[World], Mapping[str, Any]] | Mapping[str, Any] | None = None,
    note: str = "",
    query: str = "",
    is_json: bool = False,
    everyone: Answer | None = None,
    signed_in: Answer | None = None,
    **answers: Answer,
) -> None:
    """Add a row.

    `args` gives the address's arguments from the small world (`lambda w: (w.topic.pid,)`), `data`
    what is posted. `everyone` and `signed_in` fill the roles that are not named. `note` tells rows
    of one route apart. Every role must have an answer.
    """
    unknown = set(answers) - set(ROLES)
    if unknown:
        message = f"{name}: no such roles: {unknown}"
        raise TypeError(message)
    filled: dict[str, Answer] = {}
    for role in ROLES:
        general = everyone if role == "guest" or signed_in is None else signed_in
        answer = answers.get(role, general)
        if answer is None:
            message = f"{name}: no answer for {role}"
            raise TypeError(message)
        filled[role] = answer
    given = data if callable(data) else (lambda _world, kept=data or {}: kept)
    TABLE.append(Row(name, method, filled, args, given, note, query, is_json))
