"""A file as it is looked at in the page: facts, pictures of pages, words in a structure of ours."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from django.utils.translation import ngettext

from staffroom.core.files.kinds import KINDS, code_of
from staffroom.core.files.marks import length_in_words, words_of
from staffroom.core.files.models import FileContents, FilePicture, FileText, StoredFile
from staffroom.core.files.queries import FileRow, row_of


class PagePicture(NamedTuple):
    """A page as a picture."""

    number: int
    url: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What is known of a file.

    `state` is «waiting», «read» or «unreadable» (then `reason` says why, in Russian); `marks` are in
    words; `pages` counts pages, slides, sheets, or what lies in an archive; `seconds`, `width` and
    `height` belong to recordings and pictures. `blocks` are («h», level, words), («p», words),
    («li», level, words), («table», rows), («part», words), and never markup; `words` is all of the
    text that was kept.
    """

    row: FileRow
    state: str
    reason: str = ""
    marks: tuple[str, ...] = ()
    pages: int = 0
    seconds: int = 0
    width: int = 0
    height: int = 0
    pictures: tuple[PagePicture, ...] = ()
    blocks: tuple[tuple[Any, ...], ...] = ()
    words: str = ""

    @property
    def measures(self) -> str:
        """What it is, how big, how long: «документ Word, DOCX, 1,2 МБ, 12 страниц»."""
        kind = KINDS.get(code_of(self.row.mime))
        told = [kind.words if kind else "", self.row.label]
        told.append(pages_in_words(self.row.kind, self.pages))
        if self.seconds:
            told.append(length_in_words(self.seconds))
        if self.width and self.row.kind in {"image", "video"}:
            told.append(f"{self.width}\xa0×\xa0{self.height}")
        return ", ".join(filter(None, told))

    @property
    def sections(self) -> tuple[tuple[Any, ...], ...]:
        """The blocks as they are drawn: items of a list that stand together are one («list», items)."""
        drawn: list[tuple[Any, ...]] = []
        for is_list, group in groupby(self.blocks, key=lambda block: block[0] == "li"):
            blocks = tuple(group)
            drawn += [("list", blocks)] if is_list else blocks
        return tuple(drawn)


def pages_in_words(kind: str, pages: int) -> str:
    """How many pages, slides, sheets or files; nothing for what is not counted."""
    told = {
        "pdf": ngettext("%(num)s страница", "%(num)s страницы", pages),
        "document": ngettext("%(num)s страница", "%(num)s страницы", pages),
        "slides": ngettext("%(num)s слайд", "%(num)s слайда", pages),
        "table": ngettext("%(num)s лист", "%(num)s листа", pages),
        "archive": ngettext("%(num)s файл", "%(num)s файла", pages),
    }
    return told[kind] % {"num": pages} if pages and kind in told else ""


def preview_of(file: StoredFile) -> Preview:
    """What is known of a file; three queries. Whoever asks has judged `may_read` before."""
    row = row_of(file)
    contents = FileContents.objects.filter(files=file.pk).first()
    if contents is None:
        return Preview(row=row, state=FileContents.State.WAITING)
    text = FileText.objects.filter(contents=contents).first()
    shown = FilePicture.objects.filter(contents=contents).order_by("number")
    return Preview(
        row=row,
        state=contents.state,
        reason=contents.reason,
        marks=words_of(contents.marks),
        pages=contents.pages,
        seconds=contents.seconds,
        width=contents.width or row.width,
        height=contents.height or row.height,
        pictures=tuple(
            PagePicture(
                one.number, f"/files/{row.pid}/pages/{one.number}.webp", one.width, one.height
            )
            for one in shown
        ),
        blocks=tuple(_frozen(one) for one in text.blocks) if text else (),
        words=text.words if text else "",
    )


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
