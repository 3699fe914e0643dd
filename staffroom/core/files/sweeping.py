"""What nobody needs any more: loose files after a week, bytes without a row after an hour."""

from datetime import datetime, timedelta

from staffroom.core.files import storage
from staffroom.core.files.models import FileContents, FilePicture, StoredFile

KEEP_LOOSE = timedelta(days=7)


def sweep(*, at: datetime) -> int:
    """Remove loose rows that are old, then bytes that no row names; returns how many files went."""
    StoredFile.objects.filter(attached_kind="", created_at__lt=at - KEEP_LOOSE).delete()
    gone = sum(storage.drop_if_old(path) for path in storage.leftovers())
    for sha256, path in storage.every_blob():
        if storage.is_old(path) and not _is_wanted(sha256):
            gone += storage.drop_if_old(path)
    return gone


def _is_wanted(sha256: str) -> bool:
    files = StoredFile.objects
    return (
        files.filter(sha256=sha256).exists()
        or files.filter(thumb_320=sha256).exists()
        or files.filter(thumb_960=sha256).exists()
        or FileContents.objects.filter(cover=sha256).exists()
        or FilePicture.objects.filter(sha256=sha256).exists()
    )
