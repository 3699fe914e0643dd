"""What an official paper is made of; the writers add nothing to these words."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Word:
    """The word of command on a line of its own: «приказываю:», «РЕШИЛИ:»."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a section: «1. Общие положения»."""

    text: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered item; the number is part of the paper: «1.», «2.3.»."""

    number: str
    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Bullet:
    """A line of a list without numbers."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a head that repeats on each page; `shares` are the widths of columns."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[int, ...] = ()

    @property
    def widths(self) -> tuple[int, ...]:
        """The shares, or equal ones."""
        return self.shares or (1,) * len(self.head)


Block = Text | Word | Heading | Item | Bullet | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Who issues: full names line by line and how to reach; the second language stands at the right.

    Without names there is no letterhead: an application, an agreement.
    """

    names: tuple[str, ...] = ()
    contacts: str = ""
    second_names: tuple[str, ...] = ()
    second_contacts: str = ""
    second_language: str = "tt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The mark of an electronic signature, as read from its certificate."""

    certificate: str
    owner: str
    valid: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Position, place of the hand, name; with a mark when the paper was signed electronically."""

    position: str
    name: str
    mark: Mark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """«ПРИНЯТО», «УТВЕРЖДЕНО»: by what act a paper holds."""

    word: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """The page where anybody checks the paper: its address as a square code, and words for people."""

    url: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """An annex: «Приложение № 1 к приказу от … № …», its heading and words."""

    lines: tuple[str, ...]
    heading: str
    body: tuple[Block, ...]
    resolutions: tuple[Resolution, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """An official paper; dates and numbers are words already, in the order of the standard."""

    title: str
    letterhead: Letterhead
    heading: str
    body: tuple[Block, ...]
    second_title: str = ""
    date: str = ""
    number: str = ""
    place: str = ""
    addressee: tuple[str, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    signatures: tuple[Signature, ...] = ()
    annexes: tuple[Annex, ...] = ()
    check: Check | None = None
    is_draft: bool = False
    language: str = "ru"

    @property
    def name(self) -> str:
        """The paper in one line, for lists and for the file's metadata."""
        number = f" № {self.number}" if self.number and not self.is_draft else ""
        date = f" от {self.date}" if self.date and not self.is_draft else ""
        return f"{self.title.capitalize()}{date}{number}. {self.heading}".strip(". ")


def words_of(paper: Paper) -> list[str]:
    """Every word of a paper in the order of reading; the three files hold the same (a test reads them)."""
    return list(_words(paper))


def _words(paper: Paper) -> Iterator[str]:
    head = paper.letterhead
    yield from (*head.names, head.contacts, *head.second_names, head.second_contacts)
    yield from (paper.title, paper.second_title, paper.date, paper.number, paper.place)
    yield from paper.addressee
    for resolution in paper.resolutions:
        yield from (resolution.word, *resolution.lines)
    yield paper.heading
    yield from _body(paper.body)
    for signature in paper.signatures:
        yield from (signature.position, signature.name)
        if signature.mark:
            yield from (signature.mark.certificate, signature.mark.owner, signature.mark.valid)
    for annex in paper.annexes:
        yield from annex.lines
        for resolution in annex.resolutions:
            yield from (resolution.word, *resolution.lines)
        yield annex.heading
        yield from _body(annex.body)
    if paper.check:
        yield paper.check.words


def _body(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Table():
                yield from block.head
                for row in block.rows:
                    yield from row
            case Item() | Heading():
                yield from (block.number, block.text)
            case _:
                yield block.text
