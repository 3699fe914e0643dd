"""Links that lead out of the site, in a text that is already cleaned."""

from collections.abc import Callable
from html import unescape
import re
from typing import NamedTuple

# Cleaned texts write a link in one way alone, and no link stands in another.
LINK = re.compile(r'<a href="(https?://[^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
TAG = re.compile(r"<[^>]*>")


class OuterLink(NamedTuple):
    """A link as it stands in a text: where it leads and by what words."""

    address: str
    words: str

    @property
    def is_bare(self) -> bool:
        """True where nothing is told of it but the address itself."""
        return self.words.rstrip("/") in {
            self.address.rstrip("/"), self.address.partition("://")[2].rstrip("/")
        }  # fmt: skip


def has_links(html: str) -> bool:
    """True where a link may lead out: asked before anything dearer is done."""
    return 'href="http' in html


def outer_links(html: str) -> tuple[OuterLink, ...]:
    """Links of a cleaned text that lead to other sites, each address once."""
    if not has_links(html):
        return ()
    found: dict[str, OuterLink] = {}
    for one in LINK.finditer(html):
        link = _link(one)
        found.setdefault(link.address, link)
    return tuple(found.values())


def with_links(html: str, draw: Callable[[str, OuterLink], str]) -> str:
    """The text with each of its outer links drawn by `draw` from how it stands and what it is."""
    return LINK.sub(lambda one: draw(one.group(0), _link(one)), html) if has_links(html) else html


def _link(found: re.Match[str]) -> OuterLink:
    words = " ".join(unescape(TAG.sub("", found.group(2))).split())
    return OuterLink(unescape(found.group(1)), words)
