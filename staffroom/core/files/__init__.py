"""Files that people bring: examined, stored by content, served only to those who may see their thing.

A file is stored first, by its uploader alone (`store_upload`, or the resumable door of `views`),
then attached to a thing by that thing's own action (`attach`); from then on the app that owns the
thing says who may read it (`file_access`). What nobody attached is gone after a week, what nobody
finished after a day.

    stored = files.store_upload(actor=viewer, source=form_file, name=form_file.name, at=now())
    files.attach(actor=viewer, pids=[stored.pid], kind="publications.comment", key=comment.pk, at=at)
    files.files_of("publications.comment", [comment.pk])     # {key: [FileRow, …]}, one query

    files.preview_of(stored), files.text_of(stored.pk)       # read in the background: `FileRead` says when

    @file_access("publications.comment")
    def may_read_file(viewer: Viewer, key: int) -> bool: ...
"""

from staffroom.core.files.access import (
    Home,
    file_access,
    file_home,
    file_taken,
    file_words,
    may_read,
)
from staffroom.core.files.actions import attach, copy_files, detach, store_made, store_upload
from staffroom.core.files.forms import FilesField, hold_files
from staffroom.core.files.kinds import FileRefused
from staffroom.core.files.previews import Preview, preview_of
from staffroom.core.files.queries import (
    FileRow,
    bytes_of_things,
    closed_beside,
    everything,
    files_by_pid,
    files_of,
    files_of_things,
    hashes_of,
    keys_of_things,
    own_files,
    paths_beside,
    prints_of,
    sizes_of,
    text_of,
    texts_of,
    thing_of,
    words_beside,
)
from staffroom.core.files.quotas import Quota, quota, size_in_words

__all__ = [
    "FileRefused",
    "FileRow",
    "FilesField",
    "Home",
    "Preview",
    "Quota",
    "attach",
    "bytes_of_things",
    "closed_beside",
    "copy_files",
    "detach",
    "everything",
    "file_access",
    "file_home",
    "file_taken",
    "file_words",
    "files_by_pid",
    "files_of",
    "files_of_things",
    "hashes_of",
    "hold_files",
    "keys_of_things",
    "may_read",
    "own_files",
    "paths_beside",
    "preview_of",
    "prints_of",
    "quota",
    "size_in_words",
    "sizes_of",
    "store_made",
    "store_upload",
    "text_of",
    "texts_of",
    "thing_of",
    "words_beside",
]
