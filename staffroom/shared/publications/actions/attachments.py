"""Files of a publication or a reply: taken with its words, in the transaction of its action."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from staffroom.core import files
from staffroom.core.richtext import RichText
from staffroom.core.viewer import Viewer
from staffroom.shared.communities.actions.space import give_space, take_space
from staffroom.shared.publications.models import Comment
from staffroom.shared.publications.registry import COMMENT_FILES, PUBLICATION_FILES


@dataclass(frozen=True, slots=True)
class Settled:
    """How many files the thing has now, and whether that is another set than before."""

    n: int
    is_changed: bool


def settle_files(
    *, kind: str, key: int, text: RichText, chosen: Collection[str] | None, actor: Viewer,
    at: datetime, home_id: int | None, was: str = "",
) -> Settled:  # fmt: skip
    """Give a thing the files its author chose and the pictures of its text; assumes a transaction.

    `chosen` are all the files it shall have beside the text (None: those it has now stay). `was` is
    its HTML before the change: a picture taken out of the text is taken off the thing as well, so
    that it is not read under an address that somebody kept. Only loose files of the actor are taken.
    `home_id` is the community whose place they take, None where a district publishes.

    Raises:
        NoSpace: the community has less place left.
    """
    rows = files.files_of(kind, [key]).get(key, [])
    standing = [row.pid for row in rows]
    beside = [pid for pid in standing if not stands_in(pid, was)] if chosen is None else chosen
    wanted = {*text.files, *beside}
    gone, new = set(standing) - wanted, wanted - set(standing)
    lost = files.detach(actor=actor, pids=gone, kind=kind, key=key, at=at) if gone else 0
    gained = files.attach(actor=actor, pids=new, kind=kind, key=key, at=at) if new else 0
    if (lost or gained) and home_id is not None:
        before = sum(row.size for row in rows)
        size = files.bytes_of_things({kind: [key]}) - before
        take_space(community_id=home_id, size=size)
    return Settled(len(standing) - lost + gained, bool(lost or gained))


def drop_files(*, kind: str, key: int, actor: Viewer, at: datetime, home_id: int | None) -> None:
    """Take every file off a thing that is about to disappear; assumes a transaction."""
    rows = files.files_of(kind, [key]).get(key, [])
    files.detach(actor=actor, pids=[row.pid for row in rows], kind=kind, key=key, at=at)
    if home_id is not None:
        give_space(community_id=home_id, size=sum(row.size for row in rows))


def move_files(*, publication_id: int, from_id: int | None, to_id: int) -> None:
    """Count the files of a publication and of its replies in another home; assumes a transaction.

    Raises:
        NoSpace: the new home has less place left.
    """
    if from_id == to_id:
        return
    replies = Comment.objects.filter(publication=publication_id, file_n__gt=0)
    size = files.bytes_of_things(
        {PUBLICATION_FILES: [publication_id], COMMENT_FILES: replies.values_list("pk", flat=True)}
    )
    take_space(community_id=to_id, size=size)
    if from_id is not None:
        give_space(community_id=from_id, size=size)


def stands_in(pid: str, html: str) -> bool:
    """True when the text itself shows the file."""
    return f"/files/{pid}/" in html
