"""Failures that a person can understand: each carries its own Russian sentence."""

from typing import Any


class DomainError(Exception):
    """An anticipated refusal: `message` is shown to the person as it stands.

    Apps subclass it in the module that raises it. `field` names the form field at fault, if one is;
    `status` is the HTTP status that a page answers with.
    """

    status = 422

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class Forbidden(DomainError):
    """The thing may be seen, this act may not be done; the sentence says why."""

    status = 403


class Absent(DomainError):
    """The thing does not exist for this viewer: forbidden and missing look the same."""

    status = 404

    def __init__(
        self, message: str = "Такой страницы нет или она вам недоступна.", **rest: Any
    ) -> None:
        super().__init__(message, **rest)


class Stale(DomainError):
    """Somebody else changed the thing meanwhile (a lost race, a repeated form)."""

    status = 409


class MovedOn(DomainError):
    """The thing has become part of another one: its old address leads there.

    `to` is the address of the other, `steps` how many steps of the old address named the thing: what
    comes after them is asked of the other.
    """

    status = 302

    def __init__(self, to: str, *, steps: int) -> None:
        super().__init__("Эта страница переехала.")
        self.to = to
        self.steps = steps
