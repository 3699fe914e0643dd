"""Blocks of a page, as readers see them or as they are being made."""

from staffroom.core.lookups import the_one
from staffroom.shared.communities.models import Block, Community, Section, SectionKind


def page(community: Community, pid: str) -> Section:
    """The page of this community's menu.

    Raises:
        Absent: there is none, or the item is no page.
    """
    found = the_one(Section.objects.filter(community=community, pid=pid, kind=SectionKind.PAGE))
    found.community = community
    return found


def blocks(section: Section, *, is_draft: bool = False) -> list[Block]:
    """The blocks in their order: one query."""
    return list(section.blocks.filter(is_draft=is_draft).order_by("place", "pk"))


def drafted(section: Section, pid: str) -> Block:
    """One block of the draft.

    Raises:
        Absent: the draft has none of this id.
    """
    found = the_one(section.blocks.filter(is_draft=True, pid=pid))
    found.section = section
    return found
