"""Text that people write: cleaned once, at writing, and stored as HTML with its plain twin.

`clean` takes what an editor, an import or the API brings; `from_text` takes what was typed into a
plain textarea; `as_text` gives stored HTML back as such text, so that editing works without scripts.
Whatever comes in, what goes out is built anew from a small model of blocks and leaves, then passed
through nh3 as the last gate; so cleaning twice gives the same as cleaning once.
"""

from staffroom.core.richtext.columns import (
    TextColumn,
    every_text_column,
    reclean_all,
    text_column,
)
from staffroom.core.richtext.compose import (
    MAX_HTML,
    MAX_PLAIN,
    RULES_VERSION,
    RichText,
    TextTooLong,
    clean,
    people_named_by,
)
from staffroom.core.richtext.fields import RichTextField, RichTextWidget, Typed
from staffroom.core.richtext.links import OuterLink, has_links, outer_links, with_links
from staffroom.core.richtext.plain import EXCERPT_LENGTH, excerpt_of
from staffroom.core.richtext.quoting import quoted
from staffroom.core.richtext.typed import as_text, from_text

EMPTY = RichText(html="", plain="", excerpt="", mentions=(), files=(), version=RULES_VERSION)

__all__ = [
    "EMPTY",
    "EXCERPT_LENGTH",
    "MAX_HTML",
    "MAX_PLAIN",
    "RULES_VERSION",
    "OuterLink",
    "RichText",
    "RichTextField",
    "RichTextWidget",
    "TextColumn",
    "TextTooLong",
    "Typed",
    "as_text",
    "clean",
    "every_text_column",
    "excerpt_of",
    "from_text",
    "has_links",
    "outer_links",
    "people_named_by",
    "quoted",
    "reclean_all",
    "text_column",
    "with_links",
]
