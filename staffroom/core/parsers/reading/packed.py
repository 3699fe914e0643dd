"""Documents that are archives of XML: their parts, opened with suspicion."""

import posixpath
from typing import Any, BinaryIO
import zipfile

from staffroom.core.parsers import Refusal
from staffroom.core.parsers.archives import checked, read_member

LARGEST_PART = 24 * 1024 * 1024
LARGEST_WHOLE = 192 * 1024 * 1024  # of XML that one reading may unpack, part by part
STRANGE = "Внутри файла не то, что обещает его вид. Откройте его у себя и сохраните заново."
ENTITIES = (
    "В файле есть то, чего офисные программы не пишут: описание типа XML. Сохраните его заново."
)
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
MIB = 1024 * 1024


class Package:
    """The parts of an office file, each read once and never more than a limit in all."""

    def __init__(self, file: BinaryIO) -> None:
        self.archive: zipfile.ZipFile = checked(file)
        self.names = set(self.archive.namelist())
        self.left = LARGEST_WHOLE

    def tree(self, name: str) -> Any:
        """The root of a part in XML; None where there is no such part.

        Raises:
            Refusal: a part that is broken, too large, or names a document type.
        """
        if name not in self.names:
            return None
        content = self.content(name)
        if has_entities(content):
            raise Refusal(ENTITIES)
        return parsed(content)

    def content(self, name: str) -> bytes:
        """The bytes of a part."""
        content = read_member(self.archive, name, min(LARGEST_PART, self.left))
        self.left = max(MIB, self.left - len(content))
        return content

    def relations(self, part: str) -> dict[str, tuple[str, str, bool]]:
        """What a part leans on: id → (kind, target, whether it lies outside the file)."""
        folder, name = posixpath.split(part)
        root = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = {}
        for one in root.iter(RELATION) if root is not None else ():
            kind = one.get("Type", "").rpartition("/")[2]
            is_outside = one.get("TargetMode", "").lower() == "external"
            target = one.get("Target", "")
            if not is_outside:
                target = posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
                if one.get("Target", "").startswith("/"):
                    target = one.get("Target", "").lstrip("/")
            found[one.get("Id", "")] = (kind, target, is_outside)
        return found


def has_entities(xml: bytes) -> bool:
    """No office program writes a document type; it is the way to entity bombs and outer files."""
    head = xml[:4096]
    return (
        b"<!DOCTYPE" in head
        or b"<!ENTITY" in xml
        or b"<\0!\0D\0" in head
        or b"\0<\0!\0D" in head
        or b"<\0!\0E\0" in xml
    )


def parsed(content: bytes) -> Any:
    """A tree of XML without entities, document types and network.

    Raises:
        Refusal: not XML, or nested without end.
    """
    from lxml import etree  # noqa: PLC0415 - the child pays for what it imports

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise Refusal(STRANGE) from None
