"""Stored files and uploads under way."""

from typing import ClassVar

from django.db import models

from staffroom.core.ids import PidField


def number_of(sha256: str) -> str:
    """A short name of bytes that tells nothing of what they are: «3FA91C2B»."""
    return sha256[:8].upper()


class FileContents(models.Model):
    """What is in the bytes of a hash: read once, whoever brings them and under whatever name.

    `kind` is the code of `files.kinds`, `name` what the first file with these bytes is called (a CSV is
    told from a plain text by it). `marks` are codes of `files.marks` parted by spaces; `pages` counts
    pages, slides, sheets, or what lies in an archive; `cover` is the small picture of the first page.
    """

    class State(models.TextChoices):
        """Waiting for the reader, read, or not to be read, with the reason."""

        WAITING = "waiting", "ждёт чтения"
        READ = "read", "прочитан"
        UNREADABLE = "unreadable", "не прочитан"

    sha256 = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    marks = models.CharField(max_length=120, blank=True)
    pages = models.PositiveIntegerField(default=0)
    pictures = models.PositiveIntegerField(default=0)
    seconds = models.PositiveIntegerField(default=0)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    cover = models.CharField(max_length=64, blank=True, db_index=True)
    name = models.CharField(max_length=200)
    reason = models.CharField(max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "core"
        indexes: ClassVar = [
            models.Index(
                fields=["asked_at", "id"],
                condition=models.Q(state="waiting"),
                name="contents_waiting",
            )
        ]


class FileText(models.Model):
    """The words of read bytes for the search and the screen reader, and their blocks for the eye."""

    contents = models.OneToOneField(
        FileContents, on_delete=models.CASCADE, related_name="text", primary_key=True
    )
    words = models.TextField()
    blocks = models.JSONField(default=list)

    class Meta:
        app_label = "core"


class FilePicture(models.Model):
    """A page of read bytes as a picture."""

    contents = models.ForeignKey(FileContents, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        app_label = "core"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contents", "number"], name="picture_of_page")
        ]


FILE_LOST = "lost"  # of a file that waited for its check: its bytes are not on the disk any more


class StoredFile(models.Model):
    """A file that somebody brought; its bytes lie under their own hash, see `core.files.storage`.

    `attached_kind` and `attached_key` name the thing whose readers may read it; without them only
    its uploader may. Several rows may share bytes, each has rights of its own.
    """

    pid = PidField()
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField()
    kind = models.CharField(max_length=10)
    mime = models.CharField(max_length=120)
    name = models.CharField(max_length=200)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    thumb_320 = models.CharField(max_length=64, blank=True, db_index=True)
    thumb_960 = models.CharField(max_length=64, blank=True, db_index=True)
    has_macros = models.BooleanField(default=False)
    virus = models.CharField(max_length=8, blank=True)
    contents = models.ForeignKey(
        FileContents, on_delete=models.SET_NULL, null=True, related_name="files"
    )
    owner_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    attached_kind = models.CharField(max_length=60, blank=True)
    attached_key = models.BigIntegerField(null=True)

    class Meta:
        app_label = "core"
        indexes: ClassVar = [
            models.Index(fields=["attached_kind", "attached_key", "id"], name="file_thing"),
            models.Index(fields=["owner_id", "attached_kind"], name="file_owner"),
        ]

    def __str__(self) -> str:
        return self.name


class FileCheck(models.Model):
    """What the checker for viruses said of the bytes of a hash; `base` is its base at that time.

    `StoredFile.virus` of each file with these bytes says the same, for whoever judges it (`access.let_out`);
    of bytes that vanished before they were checked it says `FILE_LOST`.
    `due_at` is when waiting bytes are to be asked about, later after each silence of the checker;
    `broken` counts talks about them that broke off; `is_dropped`: they are not on the disk any more.
    """

    class State(models.TextChoices):
        """Not yet checked, nothing found, a virus found, not to be checked, or opened by a technician all the same."""

        WAITING = "waiting", "проверяется"
        CLEAN = "clean", "вирусов нет"
        INFECTED = "infected", "найден вирус"
        REFUSED = "refused", "не проверяется"
        VOUCHED = "vouched", "открыт без проверки"

    sha256 = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    signature = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    base = models.CharField(max_length=60, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    broken = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)
    is_dropped = models.BooleanField(default=False)

    class Meta:
        app_label = "core"
        indexes: ClassVar = [
            models.Index(
                fields=["due_at", "id"], condition=models.Q(state="waiting"), name="check_due"
            ),
            models.Index(
                fields=["id"],
                condition=models.Q(state__in=["infected", "refused", "vouched"]),
                name="check_bad",
            ),
        ]

    @property
    def is_lost(self) -> bool:
        """True when the bytes are nowhere, and not because somebody removed them."""
        return self.is_dropped and self.state == self.State.REFUSED

    @property
    def words(self) -> str:
        """What is with the bytes, as a technician is told."""
        return "пропал с диска" if self.is_lost else self.get_state_display()

    @property
    def number(self) -> str:
        """What a technician and an author call these bytes between them."""
        return number_of(self.sha256)


class Checker(models.Model):
    """How the checker itself does: its base, since when it is silent, how many files its base waits for."""

    base = models.CharField(max_length=60, blank=True)
    answered_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField(null=True)
    silent_since = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    left = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "core"


class RecordingWords(models.Model):
    """What a recording is in words, for who cannot hear, see or load it; `captions` are WebVTT of ours.

    `has_captions` and `has_transcript` stand for lists, which never read the words themselves.
    """

    file = models.OneToOneField(
        StoredFile, on_delete=models.CASCADE, related_name="told", primary_key=True
    )
    about = models.CharField(max_length=500, blank=True)
    transcript = models.TextField(blank=True)
    captions = models.TextField(blank=True)
    has_transcript = models.BooleanField(default=False)
    has_captions = models.BooleanField(default=False)
    told_by = models.BigIntegerField(null=True)
    told_at = models.DateTimeField()

    class Meta:
        app_label = "core"


class Upload(models.Model):
    """A file on its way in parts; `received` bytes of `size` are on the disk."""

    pid = PidField()
    owner_id = models.BigIntegerField(db_index=True)
    name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    received = models.BigIntegerField(default=0)
    touched_at = models.DateTimeField(db_index=True)

    class Meta:
        app_label = "core"
