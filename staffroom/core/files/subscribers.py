"""What follows a stored file: it is read in the background, or known already."""

from staffroom.core.clock import now
from staffroom.core.events import on, publish
from staffroom.core.files.contents import expect
from staffroom.core.files.events import FileRead, FileStored
from staffroom.core.files.jobs import check_file, read_file
from staffroom.core.files.models import FileCheck, StoredFile


@on(FileStored)
def have_it_read(event: FileStored) -> None:
    """Enqueue the reading of bytes that nobody has brought before; state what is known of others."""
    contents = expect(file_id=event.file_id, at=now())
    if contents.state == contents.State.WAITING:
        read_file.enqueue(contents_id=contents.pk)
    else:
        publish(FileRead(district_id=None, actor_id=None, file_id=event.file_id))


@on(FileStored)
def have_it_checked(event: FileStored) -> None:
    """Enqueue the check for viruses of bytes that wait for it."""
    sha256 = StoredFile.objects.filter(pk=event.file_id).values("sha256")[:1]
    waiting = FileCheck.objects.filter(sha256=sha256, state=FileCheck.State.WAITING)
    for check_id in waiting.values_list("pk", flat=True)[:1]:
        check_file.enqueue(check_id=check_id)
