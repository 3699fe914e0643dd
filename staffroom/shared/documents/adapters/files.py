"""Files of a form: stored for the one who brought them, or read for their words."""

from django import forms
from django.core.files.uploadedfile import UploadedFile

from staffroom.core import sandbox
from staffroom.core.clock import now
from staffroom.core.files import storage
from staffroom.core.files.models import StoredFile
from staffroom.core.viewer import Viewer


def chosen_file(form: forms.Form, name: str, actor: Viewer) -> StoredFile | None:
    """The one file of a field, or None when nothing was chosen.

    Raises:
        FileRefused, ParserFailed: the file is not taken; the sentence names it.
    """
    pids = form.cleaned_data[name].store(actor=actor, at=now())
    rows = StoredFile.objects.filter(pid__in=pids, owner_id=actor.person_id, attached_kind="")
    return rows.order_by("-pk").first()


def words_of(upload: UploadedFile) -> str:
    """The text of a DOCX, an ODT or a plain text; read in the sandbox, kept nowhere.

    Raises:
        ParserFailed: it cannot be read; the sentence says why.
    """
    path = storage.aside()
    try:
        with path.open("wb") as copy:
            for chunk in upload.chunks():
                copy.write(chunk)
        found: str = sandbox.run("staffroom.core.parsers.papers:lines", inputs=[path])
    finally:
        path.unlink(missing_ok=True)
    return found
