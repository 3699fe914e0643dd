"""RTF: its words, without pictures, fonts and objects; marks for what runs by itself."""

from collections.abc import Iterator
import re
from typing import BinaryIO

from staffroom.core.parsers.reading.gather import Block, Gathered

LARGEST = 32 * 1024 * 1024
MOST_DEPTH = 200
TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\"
)
SILENT = {
    "fonttbl", "colortbl", "stylesheet", "info", "pict", "objdata", "themedata", "datastore", "listtable",
    "listoverridetable", "rsidtbl", "generator", "xmlnstbl", "latentstyles", "fldinst", "header", "footer",
    "headerl", "headerr", "footerl", "footerr", "colorschememapping", "mmathPr", "filetbl", "revtbl", "objclass",
}  # fmt: skip
ESCAPES = {b"~": b" ", b"_": b"-", b"-": b""}
BREAKS = {"par", "sect", "page", "row", "line"}
SIGNS = {
    "tab": " ", "cell": " | ", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’",
    "ldblquote": "«", "rdblquote": "»", "emspace": " ", "enspace": " ", "nestcell": " | ",
}  # fmt: skip
PAGES = {
    1251: "cp1251",
    1252: "cp1252",
    866: "cp866",
    65001: "utf-8",
    10007: "mac_cyrillic",
    1250: "cp1250",
}


def read(file: BinaryIO, gathered: Gathered) -> None:
    """Gather the words of an RTF."""
    content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        gathered.marks.add("long")
    mark(content, gathered)
    gathered.take(_paragraphs(content[:LARGEST]))


def mark(content: bytes, gathered: Gathered) -> None:
    """Objects inside, and fields and templates that reach out of the document."""
    if re.search(rb"\\(object|objdata|objemb|objocx)\b", content):
        gathered.marks.add("attached")
    if re.search(rb"\\(objupdate|objautlink|objocx)\b|DDEAUTO|\bDDE ", content):
        gathered.marks.add("active")
    if re.search(
        rb"\\\*\\template\b|INCLUDEPICTURE|INCLUDETEXT|\\objlink\b|\\objautlink\b", content
    ):
        gathered.marks.add("outer")


def _paragraphs(content: bytes) -> Iterator[Block]:
    """Paragraphs; groups that hold no words are passed over."""
    state = Reader()
    for token in TOKEN.finditer(content):
        word, number, hexed, sign, brace, plain = token.groups()
        if brace:
            if not state.turn(is_open=brace == b"{"):
                return
        elif word:
            if state.obey(word.decode(), int(number or 0)):
                yield ["p", state.paragraph()]
        elif sign == b"*":
            state.silent[-1] = True
        elif not state.silent[-1]:
            state.write(
                bytes.fromhex(hexed.decode()) if hexed else ESCAPES.get(sign, sign or plain or b"")
            )
    yield ["p", state.paragraph()]


class Reader:
    """Where the reading of an RTF stands: nested groups, their code page, the words so far."""

    def __init__(self) -> None:
        self.silent = [False]  # for every open group, whether it holds no words
        self.skips = [1]  # and how many letters stand after a Unicode one for old programs
        self.pending = 0
        self.coding = "cp1251"
        self.is_first = False  # the next word of control names what the group is
        self.words: list[str] = []
        self.raw = bytearray()

    def turn(self, *, is_open: bool) -> bool:
        """Enter or leave a group; False when they are nested beyond reason."""
        self.flush()
        self.pending = 0
        self.is_first = is_open
        if is_open:
            self.silent.append(self.silent[-1])
            self.skips.append(self.skips[-1])
        elif len(self.silent) > 1:
            self.silent.pop()
            self.skips.pop()
        return len(self.silent) < MOST_DEPTH

    def obey(self, name: str, number: int) -> bool:
        """Do what a word of control says; True at the end of a paragraph."""
        if self.is_first and name in SILENT:
            self.silent[-1] = True
        self.is_first = False
        if name == "ansicpg":
            self.coding = PAGES.get(number, "cp1251")
        elif name == "uc":
            self.skips[-1] = min(max(number, 0), 8)
        elif not self.silent[-1]:
            if name == "u":
                self.flush()
                self.words.append(chr(number & 0xFFFF))  # negative above 32767
                self.pending = self.skips[-1]
            elif name in SIGNS:
                self.flush()
                self.words.append(SIGNS[name])
            return name in BREAKS
        return False

    def write(self, letters: bytes) -> None:
        """Letters of the code page; those that stand for a Unicode one are passed over."""
        self.is_first = False
        cut = min(self.pending, len(letters))
        self.pending -= cut
        self.raw += letters[cut:]

    def flush(self) -> None:
        """Letters so far become words."""
        if self.raw:
            self.words.append(self.raw.decode(self.coding, "replace"))
            self.raw.clear()

    def paragraph(self) -> str:
        """The words so far, begun anew; halves of pairs are joined, lone ones dropped."""
        self.flush()
        said = "".join(self.words).encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
        self.words.clear()
        return said
