"""What remains of a text without its looks: lines for search and letters, an excerpt, a walk."""

from collections.abc import Iterable, Iterator

from staffroom.core.richtext.blocks import (
    Block,
    Code,
    Image,
    Leaf,
    Line,
    Listing,
    Quote,
    Run,
    Table,
)

EXCERPT_LENGTH = 280


def excerpt_of(plain: str, length: int = EXCERPT_LENGTH) -> str:
    """The beginning of a plain text in one line, cut at a word, not longer than `length` with its dots."""
    line = " ".join(plain.split())
    if len(line) <= length:
        return line
    cut = line[: length - 1]
    if line[length - 1] != " " and " " in cut[length // 2 :]:
        cut = cut[: cut.rindex(" ")]
    return cut.rstrip(" ,;:—–-(«") + "…"


def lines_of(block: Block) -> Iterator[str]:
    """The lines of a block for search, letters and excerpts."""
    match block:
        case Line(run):
            yield _run_plain(run)
        case Code(text):
            yield text
        case Image(alt=alt, caption=caption):
            yield from filter(None, [_run_plain(caption) or alt])
        case Listing():
            yield from _listing_lines(block)
        case Table(rows):
            for row in rows:
                yield " | ".join(" ".join(_inner_lines(cell.blocks)) for cell in row)
        case _:
            yield from _inner_lines(inner_blocks(block))


def _inner_lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        yield from lines_of(block)


def _listing_lines(listing: Listing) -> Iterator[str]:
    for number, item in enumerate(listing.items, listing.start):
        sign = f"{number}. " if listing.is_ordered else "• "
        for line in _inner_lines(item):
            yield sign + line
            sign = ""


def _run_plain(run: Run) -> str:
    words = {"br": "\n", "mention": "@"}
    return (
        "".join(words.get(leaf.kind, "") + leaf.text for leaf in run).replace("\xa0", " ").strip()
    )


def inner_blocks(block: Block) -> Iterable[Block]:
    """The blocks that stand directly inside a block."""
    match block:
        case Listing(items=items):
            return (inner for item in items for inner in item)
        case Quote(blocks):
            return blocks
        case Table(rows):
            return (inner for row in rows for cell in row for inner in cell.blocks)
        case _:
            return ()


def every_run(block: Block) -> Iterator[Run]:
    """Every line inside a block, its captions too."""
    if isinstance(block, Line):
        yield block.run
    elif isinstance(block, Image):
        yield block.caption
    for inner in inner_blocks(block):
        yield from every_run(inner)


def every_leaf(block: Block) -> Iterator[Leaf]:
    """Every leaf inside a block."""
    for run in every_run(block):
        yield from run


def every_image(block: Block) -> Iterator[Image]:
    """Every picture inside a block."""
    if isinstance(block, Image):
        yield block
    for inner in inner_blocks(block):
        yield from every_image(inner)
