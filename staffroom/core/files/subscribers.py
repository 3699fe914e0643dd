"""What follows a stored file: it is read in the background, or known already."""

from staffroom.core.clock import now
from staffroom.core.events import on, publish
from staffroom.core.files.contents import expect
from staffroom.core.files.events import FileRead, FileStored
from staffroom.core.files.jobs import read_file


@on(FileStored)
def have_it_read(event: FileStored) -> None:
    """Enqueue the reading of bytes that nobody has brought before; state what is known of others."""
    contents = expect(file_id=event.file_id, at=now())
    if contents.state == contents.State.WAITING:
        read_file.enqueue(contents_id=contents.pk)
    else:
        publish(FileRead(district_id=None, actor_id=None, file_id=event.file_id))
