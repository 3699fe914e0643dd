"""Files checked for viruses: what waits is asked about, what was found is shut away, the rest opens by itself.

One word for each hash (`FileCheck`), repeated on each file that has these bytes (`StoredFile.virus`), where
every door reads it (`access.let_out`). While the checker is silent nothing is lost: what waits is asked about
again and again, with growing pauses. Files from before there was a checker stay open until it has said its
word of them.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef

from staffroom.core.errors import Stale
from staffroom.core.events import publish
from staffroom.core.files import clamd, storage
from staffroom.core.files.clamd import CheckerAway, FileNotTaken, LineBroken
from staffroom.core.files.events import (
    CheckerSilent,
    FileLost,
    FileRead,
    FileShutAgain,
    FileUnchecked,
    FileVouched,
    InfectedDropped,
    VirusFound,
)
from staffroom.core.files.kinds import FileRefused
from staffroom.core.files.models import (
    FILE_LOST,
    Checker,
    FileCheck,
    FileContents,
    FilePicture,
    FileText,
    StoredFile,
)
from staffroom.core.viewer import Viewer

State = FileCheck.State
PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)
REST = timedelta(seconds=20)  # a silent checker is not asked about each of many files
SEEN = timedelta(minutes=1)
LOST_CALL = timedelta(minutes=10)
MOST_BROKEN = 6
KEEP_INFECTED = timedelta(days=30)
FORGOTTEN = timedelta(days=1)
LOST = "Содержимого файла нет на диске."
BREAKS = "На этом файле проверка на вирусы обрывается раз за разом."
SHUT = "В файле найден вирус."
GONE = "Этого файла здесь уже нет: обновите страницу."
IS_INFECTED = (
    "В этом файле найден вирус, поэтому сайт его не принял. Проверьте компьютер антивирусом и приложите"
    " чистый файл."
)


def expect(*, sha256: str, at: datetime) -> str:
    """The state of bytes that are being stored, asked for when nobody has yet; empty without a checker.

    The row is locked until the file's own is written, so that no verdict passes it by.

    Raises:
        FileRefused: these bytes are known to hold a virus.
    """
    rows = FileCheck.objects.select_for_update()
    if settings.CLAMD:
        found, _is_new = rows.get_or_create(sha256=sha256, defaults={"due_at": at})
    else:
        known = rows.filter(sha256=sha256, state=State.INFECTED).first()
        if known is None:
            return ""
        found = known
    if found.state == State.INFECTED:
        storage.path_of(sha256).unlink(missing_ok=True)
        raise FileRefused(IS_INFECTED)
    if found.is_dropped:  # they were lost, and are here again
        found.state, found.is_dropped, found.due_at = State.WAITING, False, at
        found.save(update_fields=["state", "is_dropped", "due_at"])
    return found.state


def check(*, check_id: int, at: datetime) -> datetime | None:
    """Ask the checker about bytes; the moment to ask again, or None when there is nothing more to ask.

    Bytes with a verdict are asked about again: the base of signatures has changed, or somebody asked.
    """
    found = FileCheck.objects.filter(pk=check_id).first()
    if found is None or not settings.CLAMD:
        return None
    places = (storage.path_of(found.sha256), storage.shut_of(found.sha256))
    path = next((place for place in places if place.exists()), None)
    if path is None:
        _lose(found, at)
        return None
    if is_resting(at=at):
        return _wait(found, at)
    try:
        return _look(found, path, at)
    except CheckerAway as problem:
        silent(problem=str(problem), at=at)
        return _wait(found, at)


def _look(found: FileCheck, path: Path, at: datetime) -> datetime | None:
    """Have bytes looked at; the moment to ask again when the talk about them broke off.

    What was shut stays shut unless it is said to be clean.

    Raises:
        CheckerAway: it does not answer, whatever the file.
    """
    base = clamd.version()
    signature, reason = "", ""
    try:
        signature = clamd.scan(path)
    except FileNotTaken as refusal:
        reason = str(refusal)
    except LineBroken:
        if found.broken + 1 < MOST_BROKEN:
            return _wait(found, at, broken=found.broken + 1)
        reason = BREAKS
    if not reason:
        state = State.INFECTED if signature else State.CLEAN
        _keep(found.pk, state=state, at=at, signature=signature, base=base)
    elif found.state == State.VOUCHED:  # a technician has answered for it: nothing new is known
        FileCheck.objects.filter(pk=found.pk).update(base=base, checked_at=at, broken=0)
    elif found.state != State.INFECTED:
        _keep(found.pk, state=State.REFUSED, at=at, reason=reason, base=base)
    answered(base=base, at=at)
    return None


def _wait(found: FileCheck, at: datetime, *, broken: int | None = None) -> datetime:
    due_at: datetime = at + min(PAUSE * 2 ** min(found.attempts, 10), LONGEST_PAUSE)
    FileCheck.objects.filter(pk=found.pk).update(
        attempts=found.attempts + 1,
        broken=found.broken if broken is None else broken,
        due_at=due_at,
    )
    return due_at


@transaction.atomic
def _lose(found: FileCheck, at: datetime) -> None:
    """Bytes that are nowhere: what is known of a virus in them stays known, files wait no more and it is told once."""
    rows = FileCheck.objects.filter(pk=found.pk)
    rows.exclude(state=State.INFECTED).update(state=State.REFUSED, reason=LOST)
    rows.update(is_dropped=True, checked_at=at)
    waiting = StoredFile.objects.filter(sha256=found.sha256, virus=State.WAITING)
    lost = list(waiting.order_by("pk").values_list("pk", "owner_id"))
    waiting.update(virus=FILE_LOST)
    _tell_once(FileLost, lost)


@transaction.atomic
def _keep(
    check_id: int,
    *,
    state: str,
    at: datetime,
    signature: str = "",
    reason: str = "",
    base: str = "",
) -> None:
    """Write a verdict on the hash and on every file that has it; state what was found."""
    found = FileCheck.objects.select_for_update().get(pk=check_id)
    was_shut = found.state == State.INFECTED
    FileCheck.objects.filter(pk=check_id).update(
        state=state,
        signature=signature,
        reason=reason,
        base=base,
        checked_at=at,
        attempts=0,
        broken=0,
        is_dropped=False,
    )
    files = StoredFile.objects.filter(sha256=found.sha256)
    if state == State.REFUSED:  # what stood open before the checker came stays so
        files = files.filter(virus__in=[State.WAITING, FILE_LOST])
    changed = list(files.exclude(virus=state).order_by("pk").values_list("pk", "owner_id", "virus"))
    StoredFile.objects.filter(pk__in=[key for key, *_ in changed]).update(virus=state)
    if state == State.INFECTED:
        _shut(found.sha256, [(key, owner) for key, owner, _was in changed])
        return
    if state == State.CLEAN and (was_shut or not storage.path_of(found.sha256).exists()):
        storage.let_back(found.sha256)
        FileContents.objects.filter(sha256=found.sha256).update(
            state=FileContents.State.WAITING, reason="", attempts=0, asked_at=at - FORGOTTEN
        )
    if state == State.CLEAN:
        _open_words([key for key, _owner, was in changed if was])
    elif state == State.REFUSED:
        _tell_once(FileUnchecked, [(key, owner) for key, owner, _was in changed])


def _open_words(keys: Iterable[int]) -> None:
    """Files that others may or may not read from now on are stated to be read once more: the search follows."""
    for key in keys:
        publish(FileRead(district_id=None, actor_id=None, file_id=key))


def _shut(sha256: str, changed: list[tuple[int, int | None]]) -> None:
    """Take bytes with a virus out of reach, and what was read in them; each who brought them is told once."""
    storage.shut_away(sha256)
    contents = FileContents.objects.filter(sha256=sha256)
    FileText.objects.filter(contents__in=contents).delete()
    FilePicture.objects.filter(contents__in=contents).delete()
    contents.update(state=FileContents.State.UNREADABLE, reason=SHUT, cover="", pictures=0)
    _open_words(key for key, _owner in changed)  # which are none now
    _tell_once(VirusFound, changed)


def _tell_once(
    fact: type[VirusFound | FileUnchecked | FileLost], changed: list[tuple[int, int | None]]
) -> None:
    """State of a file, to each who brought it, what was said of its bytes."""
    told: set[int | None] = set()
    for key, owner_id in sorted(changed, key=lambda one: (one[1] is None, one[0])):
        if owner_id not in told and (owner_id is not None or not told):
            publish(fact(district_id=None, actor_id=None, file_id=key, owner_id=owner_id))
        told.add(owner_id)


def is_resting(*, at: datetime) -> bool:
    """True when the checker was asked a moment ago and did not answer."""
    return Checker.objects.filter(pk=1, silent_since__isnull=False, asked_at__gt=at - REST).exists()


@transaction.atomic
def silent(*, problem: str, at: datetime) -> None:
    """Remember that the checker does not answer; after some hours that is stated, once."""
    one, _is_new = Checker.objects.select_for_update().get_or_create(pk=1)
    one.problem, one.asked_at, one.silent_since = problem[:300], at, one.silent_since or at
    term = timedelta(hours=settings.CLAMD_HOURS)
    if one.told_at is None and at - one.silent_since >= term:
        one.told_at = at
        publish(CheckerSilent(district_id=None, actor_id=None, checker_id=one.pk))
    one.save(update_fields=["problem", "asked_at", "silent_since", "told_at"])


def answered(*, base: str, at: datetime) -> None:
    """Remember that the checker answers, and with which base; not at every file anew."""
    same = Checker.objects.filter(pk=1, base=base, silent_since=None, answered_at__gt=at - SEEN)
    if not same.exists():
        fresh = {
            "base": base,
            "answered_at": at,
            "problem": "",
            "silent_since": None,
            "told_at": None,
        }
        Checker.objects.update_or_create(pk=1, defaults=fresh)


def lost_calls(*, at: datetime, most: int = 100) -> list[int]:
    """Keys of bytes that should have been asked about long ago, the oldest first."""
    waiting = FileCheck.objects.filter(state=State.WAITING, due_at__lte=at - LOST_CALL)
    return list(waiting.order_by("due_at", "pk").values_list("pk", flat=True)[:most])


@transaction.atomic
def mend(*, most: int = 200) -> int:
    """Give files that wait the verdict that there is (copied while it came); returns how many."""
    said = FileCheck.objects.exclude(state=State.WAITING).filter(sha256=OuterRef("sha256"))
    rows = StoredFile.objects.filter(Exists(said), virus=State.WAITING).order_by("pk")
    found = list(rows.values_list("pk", "sha256")[:most])
    states = FileCheck.objects.filter(sha256__in={sha256 for _key, sha256 in found})
    known = {found.sha256: FILE_LOST if found.is_lost else found.state for found in states}
    for key, sha256 in found:
        StoredFile.objects.filter(pk=key).update(virus=known[sha256])
    opened = {State.CLEAN.value, State.VOUCHED.value}
    _open_words(key for key, sha256 in found if known[sha256] in opened)
    return len(found)


def older(*, base: str, at: datetime, most: int = 100) -> list[int]:
    """Keys of bytes that this base has not seen, recent files first.

    How many there are is kept for the technician's page.
    """
    asked = FileCheck.objects.filter(sha256=OuterRef("sha256"))
    never = StoredFile.objects.filter(~Exists(asked)).exclude(kind="image").order_by("-pk")
    hashes = dict.fromkeys(never.values_list("sha256", flat=True)[:most])
    FileCheck.objects.bulk_create(
        [FileCheck(sha256=sha256, due_at=at) for sha256 in reversed(hashes)], ignore_conflicts=True
    )
    unseen = FileCheck.objects.filter(is_dropped=False).exclude(state=State.INFECTED)
    unseen = unseen.exclude(base=base)
    Checker.objects.filter(pk=1).update(left=unseen.count() + never.count())
    return list(unseen.order_by("-pk").values_list("pk", flat=True)[:most])


@transaction.atomic
def ask_again(*, check_id: int, at: datetime) -> None:
    """Have bytes that are shut, could not be checked or were lost and put back, looked at once more.

    Raises:
        Stale: they are not among these any more.
    """
    asked = [State.INFECTED, State.REFUSED, State.VOUCHED]
    shut = FileCheck.objects.filter(pk=check_id, state__in=asked)
    shut = shut.exclude(state=State.INFECTED, is_dropped=True)
    if not shut.update(due_at=at, broken=0):
        raise Stale(GONE)


@transaction.atomic
def vouch(*, check_id: int, actor: Viewer) -> None:
    """Open bytes that the checker does not look at, by a person's own decision; the journal keeps it.

    Raises:
        Stale: they are not among these any more.
    """
    _decide(check_id, State.REFUSED, State.VOUCHED)
    publish(FileVouched(district_id=None, actor_id=actor.person_id, check_id=check_id))


@transaction.atomic
def shut_again(*, check_id: int, actor: Viewer) -> None:
    """Take such a decision back: the bytes are closed to all but who brought them.

    Raises:
        Stale: they are not open by a decision any more.
    """
    _decide(check_id, State.VOUCHED, State.REFUSED)
    publish(FileShutAgain(district_id=None, actor_id=actor.person_id, check_id=check_id))


def _decide(check_id: int, was: str, becomes: str) -> None:
    rows = FileCheck.objects.select_for_update().filter(pk=check_id, state=was, is_dropped=False)
    found = rows.first()
    if found is None:
        raise Stale(GONE)
    found.state = becomes
    found.save(update_fields=["state"])
    files = StoredFile.objects.filter(sha256=found.sha256, virus__in=[was, State.WAITING])
    keys = list(files.order_by("pk").values_list("pk", flat=True))
    files.update(virus=becomes)
    _open_words(keys)


@transaction.atomic
def drop_infected(*, check_id: int, actor: Viewer) -> None:
    """Remove bytes with a virus for good; that they held one stays known.

    Raises:
        Stale: they are gone already.
    """
    shut = FileCheck.objects.filter(pk=check_id, state=State.INFECTED, is_dropped=False)
    found = shut.first()
    if found is None or not shut.update(is_dropped=True):
        raise Stale(GONE)
    storage.shut_of(found.sha256).unlink(missing_ok=True)
    publish(InfectedDropped(district_id=None, actor_id=actor.person_id, check_id=found.pk))


def old_infected(*, at: datetime) -> list[int]:
    """Keys of bytes with a virus that have lain shut for their term."""
    rows = FileCheck.objects.filter(state=State.INFECTED, is_dropped=False)
    rows = rows.filter(checked_at__lt=at - KEEP_INFECTED)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def drop_unnamed(*, at: datetime) -> int:
    """Forget what was said of bytes that no file names any more, but for viruses; returns how many."""
    named = StoredFile.objects.filter(sha256=OuterRef("sha256"))
    rows = FileCheck.objects.filter(~Exists(named), due_at__lt=at - FORGOTTEN)
    return rows.exclude(state=State.INFECTED).delete()[0]
