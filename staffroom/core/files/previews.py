"""A file as it is looked at in the page: facts, pictures of pages, words in a structure of ours."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from staffroom.core.files.marks import words_of
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
