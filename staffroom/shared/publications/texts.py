"""Which columns keep cleaned texts: they are cleaned again when the rules of text change."""

from staffroom.core.richtext import text_column

text_column("publications.Publication", excerpt="excerpt", version="rules")
text_column("publications.Comment", version="rules")
text_column("publications.Revision")
text_column("publications.Summary")
