"""The state of the installation, gathered for one page."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
import shutil

from django.conf import settings
from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.dateparse import parse_datetime

from staffroom import __version__
from staffroom.core import certificates, jobs
from staffroom.core.certificates import Certificate
from staffroom.core.errors import Absent
from staffroom.core.files import size_in_words
from staffroom.core.files import storage as storage_of_files
from staffroom.core.files.models import Checker, FileCheck, StoredFile
from staffroom.core.files.names import ending_of
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.overviews.upkeep import policies
from staffroom.overviews.upkeep.models import Copy, Reading, ReadingCode
from staffroom.shared.accounts.models import Letter, LetterState
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries.space import Space, space_of

COPY_IS_OLD = timedelta(hours=36)
COPY_IS_LOST = timedelta(days=7)
ENDS_SOON = timedelta(days=21)
STANDS_STILL = 600  # seconds that a due job may wait
LARGEST = 5
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Sign:
    """How one thing stands: «good», «warn» or «bad», and what to do about it in words."""

    tone: str
    words: str


GOOD = Sign("good", "")


@dataclass(frozen=True, slots=True)
class Copies:
    """The last copy, and the last attempt if it failed after that."""

    last: Copy | None
    failed: Copy | None
    sign: Sign


@dataclass(frozen=True, slots=True)
class Storage:
    """The disk, the database, the files as they were counted, and who holds most of them."""

    disk: Space
    free: int
    database: int
    files_n: int | None
    files_size: int
    counted_at: datetime | None
    largest: list[tuple[Community, Space]]
    sign: Sign


@dataclass(frozen=True, slots=True)
class Post:
    """Letters that wait, and what became of those of the last day."""

    waiting: int
    later: int
    sent: int
    failed: int
    is_filed: bool
    sign: Sign


@dataclass(frozen=True, slots=True)
class Queue:
    """The queue of jobs."""

    state: jobs.JobsHealth
    sign: Sign


@dataclass(frozen=True, slots=True)
class Tls:
    """The certificate: `is_ours` is False where somebody else holds it and no address tells.

    `is_asked` is True where the site asks itself; a file is read at each look.
    """

    is_ours: bool
    is_asked: bool
    found: Certificate | None
    checked_at: datetime | None
    sign: Sign


@dataclass(frozen=True, slots=True)
class Viruses:
    """The checker for viruses and what it has shut; `is_on` is False where none is named."""

    is_on: bool
    base: str
    answered_at: datetime | None
    waiting: int
    left: int
    shut: list[FileCheck]
    sign: Sign


@dataclass(frozen=True, slots=True)
class ShutFile:
    """Bytes that a technician decides about: nothing of who brought them, nor of what they are called."""

    check: FileCheck
    kinds: str
    size: int
    place: str


@dataclass(frozen=True, slots=True)
class Health:
    """The whole page."""

    copies: Copies
    storage: Storage
    post: Post
    queue: Queue
    tls: Tls
    viruses: Viruses
    version: str
    database: str
    at: datetime

    @property
    def ailments(self) -> list[str]:
        """What is not well, the worst first."""
        parts = (self.copies, self.storage, self.post, self.queue, self.tls, self.viruses)
        signs = sorted((part.sign for part in parts), key=lambda sign: sign.tone != "bad")
        return [sign.words for sign in signs if sign.tone != "good"]


def health(*, at: datetime) -> Health:
    """Everything the technician's page shows, in a dozen short queries and no sum over a table."""
    readings = {row.code: row for row in Reading.objects.all().order_by("code")}
    return Health(
        copies=copies(at=at),
        storage=storage(readings.get(ReadingCode.FILES)),
        post=post(at=at),
        queue=queue(at=at),
        tls=tls(readings.get(ReadingCode.CERTIFICATE), at=at),
        viruses=viruses(),
        version=__version__,
        database="PostgreSQL" if connection.vendor == "postgresql" else "SQLite",
        at=at,
    )


def copies(*, at: datetime) -> Copies:
    """The newest copy and how old it is."""
    newest = Copy.objects.order_by("-at", "-id")
    last = newest.filter(problem="").first()
    tried = newest.first()
    failed = tried if tried is not None and tried.problem else None
    if failed is not None:
        sign = Sign("bad", f"Последняя попытка сделать копию не удалась: {failed.problem}")
    elif last is None:
        sign = Sign("bad", "Ни одной резервной копии ещё нет: поставьте staffroom backup на ночь.")
    elif at - last.at > COPY_IS_LOST:
        sign = Sign("bad", "Резервная копия не делалась больше недели: проверьте ночное задание.")
    elif at - last.at > COPY_IS_OLD:
        sign = Sign("warn", "Прошлой ночью резервная копия не сделана: проверьте ночное задание.")
    else:
        sign = GOOD
    return Copies(last, failed, sign)


def storage(counted: Reading | None) -> Storage:
    """Room on the disk of the data, and what takes it."""
    disk = shutil.disk_usage(settings.DATA_DIR)
    left, least = size_in_words(disk.free), size_in_words(settings.KEEP_FREE)
    if disk.free < settings.KEEP_FREE:
        words = f"На диске осталось {left}, меньше запаса в {least}: новые файлы не принимаются."
        sign = Sign("bad", words)
    elif disk.free < 2 * settings.KEEP_FREE:
        sign = Sign("warn", f"На диске осталось {left}: пора освободить место.")
    else:
        sign = GOOD
    largest = Community.objects.filter(file_bytes__gt=0).select_related("district")
    facts = counted.facts if counted else {}
    return Storage(
        disk=Space(disk.total - disk.free, disk.total),
        free=disk.free,
        database=database_bytes(),
        files_n=facts.get("n"),
        files_size=facts.get("size", 0),
        counted_at=counted.at if counted else None,
        largest=[(one, space_of(one)) for one in largest.order_by("-file_bytes", "pk")[:LARGEST]],
        sign=sign,
    )


def database_bytes() -> int:
    """How large the database is."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])
    whole = Path(str(connection.settings_dict["NAME"]))
    parts = (whole, whole.with_name(whole.name + "-wal"))
    return sum(part.stat().st_size for part in parts if part.is_file())


def post(*, at: datetime) -> Post:
    """The queue of letters and the last day's outcome."""
    waiting, later = jobs.waiting_post(at=at)
    rows = Letter.objects.filter(at__gt=at - timedelta(days=1)).values_list("state")
    day = dict(rows.annotate(n=Count("id")).order_by("state"))
    failed, is_filed = day.get(LetterState.FAILED, 0), not settings.EMAIL_HOST
    if failed:
        sign = Sign("bad", f"За сутки не ушло писем: {failed}. Проверьте почтовый сервер.")
    elif is_filed and settings.IS_PRODUCTION:
        sign = Sign("bad", "Почтовый сервер не назван: письма складываются в файлы и не уходят.")
    else:
        sign = GOOD
    sent = day.get(LetterState.SENT, 0) + day.get(LetterState.FILED, 0)
    return Post(waiting, later, sent, failed, is_filed, sign)


def queue(*, at: datetime) -> Queue:
    """Jobs that wait, run and have stopped."""
    state = jobs.health(at=at)
    if state.oldest_seconds > STANDS_STILL:
        sign = Sign("bad", "Задания не выполняются: работает ли staffroom serve с обработчиком?")
    elif state.parked:
        sign = Sign(
            "warn", f"Остановились задания: {state.parked}. Посмотрите причины и повторите."
        )
    else:
        sign = GOOD
    return Queue(state, sign)


def tls(reading: Reading | None, *, at: datetime) -> Tls:
    """When the certificate ends, by its file, by the site's own answer, or not known here."""
    if settings.SITE_CERTIFICATE:
        found, checked_at = certificates.from_file(settings.SITE_CERTIFICATE), at
    elif not settings.SITE_ADDRESS.startswith("https://"):
        return Tls(False, False, None, None, GOOD)
    elif reading is None:
        return Tls(True, True, None, None, Sign("warn", "Сертификат сайта ещё не проверялся."))
    else:
        ends = reading.facts.get("ends_at")
        found = Certificate(parse_datetime(ends) if ends else None, reading.facts["problem"])
        checked_at = reading.at
    is_asked = not settings.SITE_CERTIFICATE
    return Tls(True, is_asked, found, checked_at, _sign_of(found, at))


def _sign_of(found: Certificate, at: datetime) -> Sign:
    if found.ends_at is not None and found.ends_at <= at:
        return Sign("bad", "Сертификат сайта кончился: браузеры предупреждают об опасности.")
    if found.problem:
        return Sign("bad", found.problem)
    if found.ends_at is not None and found.ends_at - at < ENDS_SOON:
        return Sign("warn", "Сертификат сайта скоро кончится: проверьте, что он продлевается сам.")
    return GOOD


def viruses() -> Viruses:
    """Whether files are checked, what waits, and what was found."""
    is_on = bool(settings.CLAMD)
    one = (Checker.objects.filter(pk=1).first() if is_on else None) or Checker()
    waiting = FileCheck.objects.filter(state=FileCheck.State.WAITING).count() if is_on else 0
    states = [FileCheck.State.INFECTED, FileCheck.State.REFUSED, FileCheck.State.VOUCHED]
    bad = FileCheck.objects.filter(state__in=states).order_by("-pk")
    named = StoredFile.objects.filter(sha256=OuterRef("sha256"))
    bad = bad.exclude(Q(state=FileCheck.State.INFECTED) | ~Exists(named), is_dropped=True)
    shut = list(bad[:SHOWN])
    if one.silent_since:
        sign = Sign("bad", f"{one.problem} Новые файлы ждут и откроются сами, когда она ответит.")
    elif any(found.state == FileCheck.State.INFECTED for found in shut):
        sign = Sign("warn", "Найдены файлы с вирусами. Они закрыты: посмотрите их и удалите.")
    elif any(found.is_lost for found in shut):
        sign = Sign(
            "warn",
            "Содержимое некоторых файлов пропало с диска. Верните его из резервной копии и нажмите"
            " «Проверить ещё раз».",
        )
    elif any(found.state == FileCheck.State.REFUSED for found in shut):
        sign = Sign(
            "warn", "Есть файлы, которые проверка не берёт. Они закрыты: решите, открыть ли их."
        )
    else:
        sign = GOOD
    return Viruses(is_on, one.base, one.answered_at, waiting, one.left, shut, sign)


def shut_file(viewer: Viewer, check_id: int, state: str) -> ShutFile:
    """Bytes in this state, as the question about them shows them: endings, size, where they lie.

    Raises:
        Absent: none such, or not this viewer's to decide.
    """
    require(policies.may_tend(viewer))
    check = FileCheck.objects.filter(pk=check_id, state=state, is_dropped=False).first()
    if check is None:
        raise Absent
    rows = StoredFile.objects.filter(sha256=check.sha256).order_by("pk")
    found = list(rows.values_list("name", "size")[:SHOWN])
    kinds = sorted({ending_of(name).upper() for name, _size in found} - {""})
    is_shut = state == FileCheck.State.INFECTED
    path = (
        storage_of_files.shut_of(check.sha256)
        if is_shut
        else storage_of_files.path_of(check.sha256)
    )
    size = found[0][1] if found else 0
    return ShutFile(check, ", ".join(kinds), size, str(path.relative_to(settings.DATA_DIR)))
