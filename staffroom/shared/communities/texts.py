"""Which columns keep cleaned texts: they are cleaned again when the rules of text change."""

from staffroom.core.richtext import text_column

text_column("communities.Community", html="about_html", plain="about_plain")
text_column("communities.Block")
text_column("communities.ConductText")
