"""From blocks to the HTML that is stored, its plain text, excerpt, mentions and pictures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

import nh3

from staffroom.core.errors import DomainError
from staffroom.core.richtext.blocks import (
    MARK_ORDER,
    Block,
    Cell,
    Code,
    Image,
    Leaf,
    Line,
    Listing,
    Mark,
    Quote,
    Rule,
    Run,
    Table,
)
from staffroom.core.richtext.gate import is_overloaded, normal_characters
from staffroom.core.richtext.plain import every_image, every_leaf, every_run, excerpt_of, lines_of
from staffroom.core.richtext.tree import read

RULES_VERSION = 1
"""The number of the rules: raise it with every change of what is allowed, then run `reclean_all`."""

MAX_HTML = 1_500_000
MAX_PLAIN = 100_000
REL = "nofollow ugc noopener"

NamePeople = Callable[[tuple[str, ...]], Mapping[str, str]]


class TextTooLong(DomainError):
    """The text is longer than one publication may be."""


@dataclass(frozen=True, slots=True)
class RichText:
    """A cleaned text: what to store, to search, to show in a list, and whom and what it names.

    `mentions` are public ids of persons, `files` of pictures standing in the text, each once, in
    order; `version` is the version of the rules that cleaned it.
    """

    html: str
    plain: str
    excerpt: str
    mentions: tuple[str, ...]
    files: tuple[str, ...]
    version: int

    def __bool__(self) -> bool:
        """False for a text in which nothing was written."""
        return bool(self.html)


_narrow_gate = nh3.Cleaner(
    tags={
        "h2", "h3", "h4", "p", "ul", "ol", "li", "blockquote", "a", "strong", "em", "u", "s", "sub", "sup",
        "code", "pre", "div", "table", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "img", "hr", "br",
    },
    attributes={
        "a": {"href", "data-mention", "class"},
        "img": {"src", "alt", "width", "height", "loading"},
        "ol": {"start"},
        "th": {"colspan", "rowspan", "scope"},
        "td": {"colspan", "rowspan"},
        "div": {"class", "role", "aria-label", "tabindex"},
    },
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=REL,
    strip_comments=True,
)  # fmt: skip

_name_people: NamePeople | None = None


def people_named_by(names: NamePeople) -> NamePeople:
    """Declare who knows the names of mentioned persons: pids → names; a pid left out is no mention."""
    global _name_people  # noqa: PLW0603 - one registration at start, by the app that owns persons
    _name_people = names
    return names


def clean(html: str, *, max_plain: int = MAX_PLAIN) -> RichText:
    """Clean a foreign HTML text by the one allow-list.

    Raises:
        TextTooLong: more than `max_plain` characters of text, or an unreasonable amount of markup.
    """
    if len(html) > MAX_HTML or is_overloaded(html):
        raise TextTooLong(too_long_sentence(max_plain))
    blocks = read(html)
    _settle_mentions(blocks)
    result = _composed(blocks)
    if len(result.plain) > max_plain:
        raise TextTooLong(too_long_sentence(max_plain, len(result.plain)))
    return result


def too_long_sentence(limit: int, length: int | None = None) -> str:
    """What the person reads; figures as people write them."""
    now = f"сейчас {length:_}, " if length else ""
    advice = "Разделите его на части или приложите файлом."
    sentence = f"Текст слишком длинный: {now}можно не больше {limit:_} знаков. {advice}"
    return sentence.replace("_", "\xa0")


def _composed(blocks: list[Block]) -> RichText:
    html = _narrow_gate.clean("".join(map(_html, blocks)))
    plain = normal_characters("\n".join(line for block in blocks for line in lines_of(block)))
    leaves = [leaf for block in blocks for leaf in every_leaf(block)]
    return RichText(
        html=html,
        plain=plain,
        excerpt=excerpt_of(plain),
        mentions=tuple(dict.fromkeys(leaf.pid for leaf in leaves if leaf.kind == "mention")),
        files=tuple(dict.fromkeys(image.pid for block in blocks for image in every_image(block))),
        version=RULES_VERSION,
    )


def _settle_mentions(blocks: list[Block]) -> None:
    """Give every mention the name that its person really has; a mention of nobody becomes plain text."""
    if _name_people is None:
        return
    pids = tuple(
        dict.fromkeys(leaf.pid for b in blocks for leaf in every_leaf(b) if leaf.kind == "mention")
    )
    if not pids:
        return
    names = _name_people(pids)
    for block in blocks:
        for run in every_run(block):
            run[:] = [_settled(leaf, names) for leaf in run]


def _settled(leaf: Leaf, names: Mapping[str, str]) -> Leaf:
    if leaf.kind != "mention":
        return leaf
    name = names.get(leaf.pid)
    return leaf.with_text(name) if name else Leaf("text", f"@{leaf.text}")


# -------------------------------------------------------------------------------------------- HTML


def _html(block: Block) -> str:
    match block:
        case Line(run, level):
            tag = f"h{level}" if level else "p"
            return f"<{tag}>{_run_html(run)}</{tag}>"
        case Code(text):
            return f"<pre><code>{_text(text)}</code></pre>"
        case Rule():
            return "<hr>"
        case Image():
            return _image_html(block)
        case Listing(is_ordered, items, start):
            tag = "ol" if is_ordered else "ul"
            first = f' start="{start}"' if is_ordered and start > 1 else ""
            return f"<{tag}{first}>{''.join(f'<li>{_inner_html(item)}</li>' for item in items)}</{tag}>"
        case Quote(blocks):
            return f"<blockquote>{''.join(map(_html, blocks))}</blockquote>"
        case Table(rows):
            return _table_html(rows)


def _inner_html(blocks: list[Block]) -> str:
    """An item or a cell: its first paragraph stands without a tag when only lists follow it."""
    if (
        blocks
        and isinstance(blocks[0], Line)
        and all(isinstance(block, Listing) for block in blocks[1:])
    ):
        return _run_html(blocks[0].run) + "".join(map(_html, blocks[1:]))
    return "".join(map(_html, blocks))


def _image_html(image: Image) -> str:
    size = f' width="{image.width}" height="{image.height}"' if image.width else ""
    caption = f"<figcaption>{_run_html(image.caption)}</figcaption>" if image.caption else ""
    picture = f'<img src="{escape(image.src)}" alt="{escape(image.alt)}"{size} loading="lazy">'
    return f"<figure>{picture}{caption}</figure>"


def _table_html(rows: list[list[Cell]]) -> str:
    """A table in a box that scrolls by itself and can be reached from the keyboard."""
    head_n = 0
    while head_n < len(rows) - 1 and all(cell.is_head for cell in rows[head_n]):
        head_n += 1
    head = "".join(_row_html(row, "col") for row in rows[:head_n])
    body = "".join(_row_html(row, "row") for row in rows[head_n:])
    table = (f"<thead>{head}</thead>" if head else "") + f"<tbody>{body}</tbody>"
    box = 'class="table-scroll" role="group" aria-label="Таблица" tabindex="0"'
    return f"<div {box}><table>{table}</table></div>"


def _row_html(row: list[Cell], scope: str) -> str:
    cells = []
    for cell in row:
        tag = "th" if cell.is_head else "td"
        attrs = f' scope="{scope}"' if cell.is_head else ""
        attrs += f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
        attrs += f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
        cells.append(f"<{tag}{attrs}>{_inner_html(cell.blocks)}</{tag}>")
    return f"<tr>{''.join(cells)}</tr>"


def _run_html(run: Run) -> str:
    """Leaves with their marks opened and closed in one fixed order."""
    out: list[str] = []
    opened: list[Mark] = []
    for leaf in run:
        wanted = sorted(leaf.marks, key=lambda mark: MARK_ORDER.index(mark[0]))
        same = 0
        while same < min(len(opened), len(wanted)) and opened[same] == wanted[same]:
            same += 1
        out.extend(f"</{tag}>" for tag, _ in reversed(opened[same:]))
        out.extend(_opening(mark) for mark in wanted[same:])
        opened = wanted
        if leaf.kind == "br":
            out.append("<br>")
        elif leaf.kind == "mention":
            out.append(
                f'<a class="mention" data-mention="{leaf.pid}" href="/people/{leaf.pid}" rel="{REL}">'
            )
            out.append(f"@{_text(leaf.text)}</a>")
        else:
            out.append(_text(leaf.text))
    out.extend(f"</{tag}>" for tag, _ in reversed(opened))
    return "".join(out)


def _opening(mark: Mark) -> str:
    tag, href = mark
    return f'<a href="{escape(href)}" rel="{REL}">' if tag == "a" else f"<{tag}>"


def _text(text: str) -> str:
    return escape(text, quote=False)
