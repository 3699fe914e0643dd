"""Which columns keep cleaned texts: they are cleaned again when the rules of text change."""

from staffroom.core.richtext import text_column

text_column("materials.Version")
text_column("materials.OpeningStep")
