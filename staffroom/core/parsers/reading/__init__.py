"""Foreign documents made readable: plain text for the search, blocks for the eye, marks for the careful.

    read(file, "docx", "план.docx")      # in the sandbox's child only; see core.files.reading

Every format has a module that yields blocks (`gather.Block`) and adds marks; nothing of a foreign
document ever comes out as markup, only as words in a structure of ours.
"""

from staffroom.core.parsers.reading.entry import read

__all__ = ["read"]
