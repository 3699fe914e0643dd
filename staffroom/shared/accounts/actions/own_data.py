"""The copy of the own data: asked for, gathered part by part, forgotten after a week."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
import json
from pathlib import Path
import zipfile

from django.conf import settings
from django.db import transaction
from django.template import loader

from staffroom.core.events import publish
from staffroom.core.files import FileRow, own_files
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.events import OwnDataAsked, OwnDataGathered
from staffroom.shared.accounts.models import OwnArchive, Person
from staffroom.shared.accounts.queries.own_data import OwnSection, archive_path, own_sections
from staffroom.shared.accounts.registry import own_data

KEPT_FOR = timedelta(days=7)
AGAIN_AFTER = timedelta(minutes=10)


@transaction.atomic
def ask_archive(*, person: Person, actor: Viewer, at: datetime) -> OwnArchive:
    """Ask for the copy anew; one asked for in the last minutes is the answer to a second asking."""
    standing = OwnArchive.objects.select_for_update().filter(person=person).first()
    if standing and at - standing.asked_at < AGAIN_AFTER:
        return standing
    archive, _ = OwnArchive.objects.update_or_create(
        person=person,
        defaults={"asked_at": at, "done_n": 0, "all_n": 0, "ready_at": None, "size": 0},
    )
    publish(OwnDataAsked(district_id=None, actor_id=actor.person_id, person_id=person.pk))
    return archive


def gather_archive(*, archive: OwnArchive, at: datetime) -> None:
    """Write the ZIP: a page for reading, a file for machines, and the files that the person brought.

    It is written aside and put in its place when whole, so a killed attempt leaves nothing half-made.
    """
    person = archive.person
    files = list(own_files(person.pk))
    steps = len(own_data) + len(files)
    OwnArchive.objects.filter(pk=archive.pk).update(done_n=0, all_n=steps)
    sections: list[OwnSection] = []
    with _written_aside(archive_path(archive.pid)) as path:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            for section in own_sections(person.pk):
                sections.append(section)
                _tell(archive, len(sections))
            document = {section.code: section.rows for section in sections}
            packed.writestr("moi-dannye.json", json.dumps(document, ensure_ascii=False, indent=2))
            page = loader.get_template("accounts/archive.html").render(
                {"sections": sections, "person": person, "at": at}
            )
            packed.writestr("moi-dannye.html", page)
            for n, (row, source) in enumerate(files, start=len(sections) + 1):
                if source.exists():
                    packed.write(source, _name_of(row), zipfile.ZIP_STORED)
                _tell(archive, n)
        size = path.stat().st_size
    _finish(archive, size=size, at=at)


@transaction.atomic
def _finish(archive: OwnArchive, *, size: int, at: datetime) -> None:
    changed = OwnArchive.objects.filter(pk=archive.pk, asked_at=archive.asked_at, ready_at=None)
    if changed.update(ready_at=at, size=size):
        publish(OwnDataGathered(district_id=None, actor_id=None, person_id=archive.person_id))


@transaction.atomic
def forget_archive(*, person_id: int) -> None:
    """The copy of an erased person goes at once."""
    for archive in OwnArchive.objects.filter(person=person_id):
        archive_path(archive.pid).unlink(missing_ok=True)
        archive.delete()


def forget_old_archives(*, at: datetime) -> None:
    """Copies older than a week go, and files that no row names."""
    with transaction.atomic():
        OwnArchive.objects.filter(asked_at__lt=at - KEPT_FOR).delete()
    standing = set(OwnArchive.objects.values_list("pid", flat=True))
    for path in (Path(settings.DATA_DIR) / "own").glob("*"):
        if path.name.partition(".")[0] not in standing:
            path.unlink(missing_ok=True)


def _tell(archive: OwnArchive, done_n: int) -> None:
    OwnArchive.objects.filter(pk=archive.pk).update(done_n=done_n)


def _name_of(row: FileRow) -> str:
    return f"faily/{row.pid}-{row.name}"


@contextmanager
def _written_aside(path: Path) -> Iterator[Path]:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
