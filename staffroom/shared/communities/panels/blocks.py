"""Blocks of a page that communities fill themselves; higher apps fill `communities.block.<kind>` too."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from staffroom.core.http import Request
from staffroom.core.plugs import fill, place
from staffroom.shared.communities.models import Block, Community
from staffroom.shared.communities.queries import groups

Part = tuple[str, dict[str, Any]]


class Filled(NamedTuple):
    """A block with what this viewer sees in it; no part: nothing to show him."""

    block: Block
    parts: Sequence[Part]


def filled(request: Request, community: Community, blocks: Sequence[Block]) -> list[Filled]:
    """Each block filled by the app that its kind belongs to, by the viewer's rights."""
    return [
        Filled(
            block, fill(f"communities.block.{block.kind}", request=request, community=community, block=block)
        )
        for block in blocks
    ]  # fmt: skip


@place("communities.block.text")
def text(*, request: Request, community: Community, block: Block) -> Part:
    """The moderator's own words."""
    return "communities/block_text.html", {"html": block.html}


@place("communities.block.people")
def people(*, request: Request, community: Community, block: Block) -> Part | None:
    """Who runs the community; to outsiders those who agreed to be named (152-ФЗ)."""
    leads = groups.leads_for(request.viewer, community)
    return ("communities/block_people.html", {"leads": leads}) if leads else None


@place("communities.block.children")
def children(*, request: Request, community: Community, block: Block) -> Part | None:
    """The communities inside this one."""
    found = groups.children(request.viewer, community)
    values = {"children": found, "district": community.district}
    return ("communities/block_children.html", values) if found else None
