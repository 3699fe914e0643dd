"""What the technician sees of the post."""

from dataclasses import dataclass
from datetime import datetime
import email
import email.policy

from django.conf import settings

from staffroom.core.lookups import one_or_none
from staffroom.shared.accounts.models import Letter, LetterState

PAGE = 50


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A line of the technician's page."""

    pid: str
    kind: str
    state: LetterState
    masked_address: str
    problem: str
    is_demo: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class LetterPage:
    """Letters, newest first; `older` is the key to go on from, or None."""

    rows: list[LetterRow]
    older: int | None


def letters(*, before: int | None = None, state: str = "") -> LetterPage:
    """A page of letters, newest first."""
    found = Letter.objects.order_by("-pk")
    if before is not None:
        found = found.filter(pk__lt=before)
    if state in LetterState.values:
        found = found.filter(state=state)
    rows = list(
        found.values_list(
            "pk", "pid", "kind", "state", "masked_address", "problem", "is_demo", "at"
        )[: PAGE + 1]
    )
    older = rows[PAGE - 1][0] if len(rows) > PAGE else None
    return LetterPage(
        rows=[
            LetterRow(pid, kind, LetterState(state), masked, problem, is_demo, at)
            for _, pid, kind, state, masked, problem, is_demo, at in rows[:PAGE]
        ],
        older=older,
    )


def body_of(pid: str) -> tuple[Letter, str] | None:
    """A letter to a demonstration address with its words; None for any other."""
    letter = one_or_none(Letter.objects.filter(pid=pid, is_demo=True).exclude(file_name=""))
    if letter is None:
        return None
    path = settings.DATA_DIR / "letters" / letter.file_name
    if not path.is_file():
        return letter, ""
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    part = message.get_body(preferencelist=("plain",))
    words = part.get_content() if part else ""
    return letter, f"{message['subject']}\n\n{words}"
