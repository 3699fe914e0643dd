"""Files of a form: stored before anything is written, shown again when the form fails."""

from collections.abc import Sequence

from django import forms

from staffroom.core.clock import now
from staffroom.core.files import FileRow, FilesField, hold_files
from staffroom.core.http import Request


def begin(form: forms.Form, standing: Sequence[FileRow]) -> None:
    """Show the files that the thing has already: one is left out by its box."""
    field = form.fields["files"]
    if isinstance(field, FilesField):
        field.widget.rows = list(standing)


def taken(form: forms.Form, request: Request, standing: Sequence[FileRow] = ()) -> list[str]:
    """Public ids of all files the form names: of the `standing` those left, and the viewer's own.

    Sent ones are examined and stored here, outside every transaction; a refusal is told at the field.
    """
    field = form.fields["files"]
    if not form.is_bound or not isinstance(field, FilesField):
        return []
    form.full_clean()
    hold_files(form, actor=request.viewer, at=now())
    kept = set(form["files"].data.kept)
    field.widget.rows = [*(row for row in standing if row.pid in kept), *field.widget.rows]
    return [row.pid for row in field.widget.rows]
