"""Files of a publication or a reply: taken with its words, in the transaction of its action."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from staffroom.core import files
from staffroom.core.richtext import RichText
from staffroom.core.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Settled:
    """How many files the thing has now, and whether that is another set than before."""

    n: int
    is_changed: bool


def settle_files(
    *, kind: str, key: int, text: RichText, chosen: Collection[str] | None, actor: Viewer,
    at: datetime, was: str = "",
) -> Settled:  # fmt: skip
    """Give a thing the files its author chose and the pictures of its text; assumes a transaction.

    `chosen` are all the files it shall have beside the text (None: those it has now stay). `was` is
    its HTML before the change: a picture taken out of the text is taken off the thing as well, so
    that it is not read under an address that somebody kept. Only loose files of the actor are taken.
    """
    standing = [row.pid for row in files.files_of(kind, [key]).get(key, ())]
    beside = [pid for pid in standing if not stands_in(pid, was)] if chosen is None else chosen
    wanted = {*text.files, *beside}
    gone, new = set(standing) - wanted, wanted - set(standing)
    lost = files.detach(actor=actor, pids=gone, kind=kind, key=key, at=at) if gone else 0
    gained = files.attach(actor=actor, pids=new, kind=kind, key=key, at=at) if new else 0
    return Settled(len(standing) - lost + gained, bool(lost or gained))


def drop_files(*, kind: str, key: int, actor: Viewer, at: datetime) -> None:
    """Take every file off a thing that is about to disappear; assumes a transaction."""
    pids = [row.pid for row in files.files_of(kind, [key]).get(key, ())]
    files.detach(actor=actor, pids=pids, kind=kind, key=key, at=at)


def stands_in(pid: str, html: str) -> bool:
    """True when the text itself shows the file."""
    return f"/files/{pid}/" in html
