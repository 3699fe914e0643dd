"""A page of a community is built from blocks, looked at, and only then shown to readers (PD-4.8.2).

Every change is made to the draft, which always stands whole beside what readers see.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from staffroom.core import richtext
from staffroom.core.errors import DomainError
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.shared.communities import events
from staffroom.shared.communities.models import Block, BlockKind, Section, SectionKind
from staffroom.shared.communities.policies import groups as policies

MOST_BLOCKS = 20  # each costs the page a query or two


class NoPage(DomainError):
    """Only a page is built from blocks."""

    def __init__(self) -> None:
        super().__init__("Из блоков собирают только страницы: этот раздел заполняется сам.")


@transaction.atomic
def add_block(*, section: Section, kind: str, actor: Viewer, at: datetime, **holds: Any) -> Block:
    """Put one more block at the end of the draft: `title`, and by its kind `html`, `tag`, `line_n`.

    Raises:
        DomainError: the page has as many blocks as it may.
    """
    _require(section, actor)
    drafted = list(section.blocks.filter(is_draft=True).order_by("-place")[:MOST_BLOCKS])
    if len(drafted) >= MOST_BLOCKS:
        raise DomainError(
            f"На странице уже {MOST_BLOCKS} блоков. Уберите лишний или сделайте ещё одну страницу."
        )
    block = Block(section=section, kind=kind, place=drafted[0].place + 1 if drafted else 1)
    _fill(block, **holds)
    block.save()
    _note_draft(section, at)
    return block


@transaction.atomic
def change_block(*, block: Block, actor: Viewer, at: datetime, **holds: Any) -> Block:
    """Write anew what a block of the draft holds; its kind stays."""
    _require(block.section, actor)
    _fill(block, **holds)
    block.save(update_fields=["title", "tag", "line_n", "html", "plain"])
    _note_draft(block.section, at)
    return block


@transaction.atomic
def remove_block(*, block: Block, actor: Viewer, at: datetime) -> None:
    """Take a block out of the draft; readers see it until the page is published."""
    _require(block.section, actor)
    block.delete()
    _note_draft(block.section, at)


@transaction.atomic
def order_blocks(*, section: Section, pids: Sequence[str], actor: Viewer, at: datetime) -> None:
    """Put the blocks of the draft in this order; those not named keep theirs, after the named ones."""
    _require(section, actor)
    wanted = {pid: place for place, pid in enumerate(pids)}
    blocks = list(section.blocks.filter(is_draft=True).order_by("place", "pk"))
    blocks.sort(key=lambda block: wanted.get(block.pid, len(wanted) + block.place))
    for place, block in enumerate(blocks, start=1):
        if block.place != place:
            block.place = place
            block.save(update_fields=["place"])
    _note_draft(section, at)


@transaction.atomic
def publish_page(*, section: Section, actor: Viewer, at: datetime) -> None:
    """Readers see the draft from now on; a page published for the first time appears in the menu.

    Raises:
        DomainError: there is no block on it.
    """
    _require(section, actor)
    drafted = section.blocks.filter(is_draft=True).order_by("place", "pk")
    if not _copy(section, drafted, is_draft=False):
        raise DomainError("На странице пока нет ни одного блока: показывать нечего.")
    section.is_shown = section.is_shown or section.published_at is None
    section.drafted_at, section.published_at = None, at
    section.save(update_fields=["is_shown", "drafted_at", "published_at"])
    publish(
        events.PagePublished(
            district_id=section.community.district_id, actor_id=actor.person_id,
            community_id=section.community_id,
        )
    )  # fmt: skip


@transaction.atomic
def drop_draft(*, section: Section, actor: Viewer) -> None:
    """The draft becomes again what readers see."""
    _require(section, actor)
    _copy(section, section.blocks.filter(is_draft=False).order_by("place", "pk"), is_draft=True)
    section.drafted_at = None
    section.save(update_fields=["drafted_at"])


def _require(section: Section, actor: Viewer) -> None:
    require(policies.may_change(actor, section.community))
    if section.kind != SectionKind.PAGE:
        raise NoPage


def _fill(block: Block, *, title: str = "", html: str = "", tag: str = "", line_n: int = 5) -> None:
    """Each kind keeps what it shows, and nothing beside."""
    text = richtext.clean(html if block.kind == BlockKind.TEXT else "")
    block.title, block.html, block.plain = title, text.html, text.plain
    block.tag = tag if block.kind == BlockKind.POSTS else ""
    block.line_n = line_n


def _note_draft(section: Section, at: datetime) -> None:
    section.drafted_at = at
    section.save(update_fields=["drafted_at"])


def _copy(section: Section, blocks: Iterable[Block], *, is_draft: bool) -> int:
    """Put these blocks in the place of the other edition; how many there are."""
    copies = [
        Block(
            section=section, is_draft=is_draft, place=place, kind=block.kind, title=block.title, tag=block.tag,
            line_n=block.line_n, html=block.html, plain=block.plain,
        )
        for place, block in enumerate(blocks, start=1)
    ]  # fmt: skip
    section.blocks.filter(is_draft=is_draft).delete()
    Block.objects.bulk_create(copies)
    return len(copies)
