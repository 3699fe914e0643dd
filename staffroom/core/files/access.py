"""Who may read a file: the app that owns the thing it is attached to says so."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings

from staffroom.core.files.models import FILE_LOST, FileCheck, StoredFile
from staffroom.core.policy import ALLOW, HIDE, Verdict, deny
from staffroom.core.viewer import Viewer

MayRead = Callable[[Viewer, int], object]

_access: dict[str, MayRead] = {}


def file_access(kind: str) -> Callable[[MayRead], MayRead]:
    """Declare who may read files of a kind of thing («publications.comment»).

    The decorated function takes the viewer and the thing's key; a truthy answer lets him read.
    """

    def register(may: MayRead) -> MayRead:
        _access[kind] = may
        return may

    return register


@dataclass(frozen=True, slots=True)
class Home:
    """The thing a file is attached to, as the file's own page leads back to it."""

    title: str
    url: str


FindHome = Callable[[int], "Home | None"]

_homes: dict[str, FindHome] = {}


def file_home(kind: str) -> Callable[[FindHome], FindHome]:
    """Declare where a file of a kind of thing leads back to; asked only of who may read the file."""

    def register(find: FindHome) -> FindHome:
        _homes[kind] = find
        return find

    return register


def home_of(file: StoredFile) -> Home | None:
    """The thing that a file is attached to; None for a loose file or a thing without a page."""
    find = _homes.get(file.attached_kind)
    return find(file.attached_key) if find and file.attached_key is not None else None


_tellers: dict[str, MayRead] = {}


def file_words(kind: str) -> Callable[[MayRead], MayRead]:
    """Declare who tells in words what recordings of a kind of thing are: who may write the thing."""

    def register(may: MayRead) -> MayRead:
        _tellers[kind] = may
        return may

    return register


def may_tell(viewer: Viewer, file: StoredFile) -> Verdict:
    """Write words and captions of a recording: who writes its thing; of a loose file, its uploader."""
    if file.kind not in {"audio", "video"} or viewer.is_guest:
        return HIDE
    if not file.attached_kind:
        return ALLOW if viewer.person_id == file.owner_id else HIDE
    judge = _tellers.get(file.attached_kind)
    is_writer = judge and file.attached_key is not None and judge(viewer, file.attached_key)
    return ALLOW if is_writer else HIDE


Count = Callable[[Viewer, int], None]

_counts: dict[str, Count] = {}


def file_taken(kind: str) -> Callable[[Count], Count]:
    """Declare who counts that files of a kind of thing are taken away; told the viewer and the thing's key.

    Heard of for people who have signed in alone, so that no robot is counted; not of thumbnails, of
    pages shown as pictures, nor of what a page plays or shows by itself.
    """

    def register(count: Count) -> Count:
        _counts[kind] = count
        return count

    return register


def tell_taken(viewer: Viewer, file: StoredFile) -> None:
    """Somebody has taken the file away: whoever owns its thing counts it."""
    count = _counts.get(file.attached_kind)
    if count is None or file.attached_key is None:
        return
    if viewer.person_id is not None and viewer.person_id != file.owner_id:
        count(viewer, file.attached_key)


State = FileCheck.State
INFECTED = (
    "В этом файле найден вирус, сайт его не открывает и не отдаёт. Проверьте компьютер, с которого"
    " он загружен, и приложите чистый файл."
)
CHECKED_NOW = "Файл проверяется на вирусы. Он откроется сам, как только проверка закончится."
NOT_CHECKED = "Файл не удалось проверить на вирусы, поэтому он закрыт. Открыть его может технический специалист."

LOST = (
    "Содержимое этого файла пропало с диска сайта, открыть его нельзя. Кто его приложил, может приложить его"
    " ещё раз; техническому специалисту об этом сказано."
)


def let_out(virus: str, *, is_owner: bool = False) -> Verdict:
    """May the bytes go out, whoever asks: never with a virus, to others than the owner when checked.

    Without a checker in the settings nobody waits for it; what it found before stays closed.
    """
    if virus == State.INFECTED:
        return deny(INFECTED)
    if not settings.CLAMD:
        return ALLOW
    if virus == FILE_LOST:
        return deny(LOST)
    if is_owner:
        return ALLOW
    told = {State.WAITING.value: CHECKED_NOW, State.REFUSED.value: NOT_CHECKED}
    return deny(told[virus]) if virus in told else ALLOW


def may_read(viewer: Viewer, file: StoredFile) -> Verdict:
    """Allow or hide: a file of a thing is as secret as the thing, a loose file is its uploader's.

    A thing that may be read may hold a file that is not yet checked for viruses: that is said.
    """
    judged = _may_read_thing(viewer, file)
    is_owner = viewer.is_system or (
        viewer.person_id is not None and viewer.person_id == file.owner_id
    )
    return let_out(file.virus, is_owner=is_owner) if judged else judged


def _may_read_thing(viewer: Viewer, file: StoredFile) -> Verdict:
    if viewer.is_system:
        return ALLOW
    if file.attached_kind:
        judge = _access.get(file.attached_kind)
        return (
            ALLOW
            if judge and file.attached_key is not None and judge(viewer, file.attached_key)
            else HIDE
        )
    is_owner = viewer.person_id is not None and viewer.person_id == file.owner_id
    return ALLOW if is_owner else HIDE
