"""Freezing a work for a round: experts read this copy (AB-10), without names where the mode hides them."""

from datetime import datetime
import hashlib

from staffroom.core import files
from staffroom.core.errors import DomainError
from staffroom.core.files.models import FileContents, StoredFile
from staffroom.core.files.unnaming import clean_copies
from staffroom.core.richtext import from_text
from staffroom.features.review.models import ReviewRequest, Round
from staffroom.features.review.queries.names import Marks, marks_of
from staffroom.features.review.registry import ROUND_FILES
from staffroom.shared.publications.registry import PUBLICATION_FILES

NAMED = "В файле «{name}» назван автор или его организация. Уберите имя и замените файл."
UNREAD = "Файл «{name}» ещё читается: сдайте работу через несколько минут."


def freeze(request: ReviewRequest, *, words: str, at: datetime) -> Round:
    """Keep what the publication says now as the next round of a request.

    Raises:
        DomainError: the mode hides the author, and a file names him or cannot be given on without his name.
    """
    shown = request.publication
    row = Round(
        request=request, n=request.round_n, title=shown.title, html=shown.html, plain=shown.plain,
        words=words.strip()[:1000], digest=digest_of(shown.title, shown.plain, shown.pk), opened_at=at,
    )  # fmt: skip
    if request.hides_author:
        marks = marks_of(request)
        row.title, row.words = marks.hidden(row.title)[:160], marks.hidden(row.words)[:1000]
        text = from_text(marks.hidden(shown.plain))
        row.html, row.plain = text.html, text.plain
        _judge_files(shown.pk, marks)
    row.save(force_insert=True)
    if request.hides_author:
        clean_copies(
            kind=PUBLICATION_FILES, key=shown.pk, to_kind=ROUND_FILES, to_key=row.pk,
            needles=marks.needles, at=at,
        )  # fmt: skip
    else:
        _copy(row, shown.pk)
    return row


def digest_of(title: str, plain: str, publication_id: int) -> str:
    """The hash of words and files: what tells one state of a work from another."""
    told = hashlib.sha256(f"{title}\n{plain}".encode())
    for name, sha256 in files.hashes_of(PUBLICATION_FILES, publication_id):
        told.update(f"\n{name}\n{sha256}".encode())
    return told.hexdigest()


def _copy(row: Round, publication_id: int) -> None:
    """The same files as rows of the round; pictures in the words lead to them."""
    files.copy_files(kind=PUBLICATION_FILES, key=publication_id, to_kind=ROUND_FILES, to_key=row.pk)
    before, after = _pids(PUBLICATION_FILES, publication_id), _pids(ROUND_FILES, row.pk)
    html = row.html
    for old, new in zip(before, after, strict=True):
        html = html.replace(f"/files/{old}", f"/files/{new}")
    if html != row.html:
        row.html = html
        row.save(update_fields=["html"])


def _pids(kind: str, key: int) -> list[str]:
    rows = StoredFile.objects.filter(attached_kind=kind, attached_key=key).order_by("pk")
    return list(rows.values_list("pid", flat=True))


def _judge_files(publication_id: int, marks: Marks) -> None:
    rows = StoredFile.objects.filter(
        attached_kind=PUBLICATION_FILES, attached_key=publication_id
    ).select_related("contents")
    found = list(rows.order_by("pk"))
    texts = files.texts_of([one.pk for one in found])
    for one in found:
        if one.contents is None or one.contents.state == FileContents.State.WAITING:
            raise DomainError(UNREAD.format(name=one.name))
        if marks.names_somebody(texts.get(one.pk, "")):
            raise DomainError(NAMED.format(name=one.name))
